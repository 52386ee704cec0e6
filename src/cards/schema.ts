import { z } from 'zod'
import { guardNames } from './guard-names'

/** What a `pass` example may name as the one thing that stops the card. */
export const reasons = [...guardNames, 'except', 'bound', 'subject', 'word-border', 'other-claim'] as const

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
const pattern = z.string().min(1)
const use = z.object({ frame: slug }).catchall(z.string())

export const cardSchema = z.strictObject({
  id: slug.describe('Never reused, equal to the file name'),
  topic: slug.describe('A topic of rules/topics.yaml'),
  proposition: z.string().min(4).max(60).describe('The false or unsupported proposition, in plain Chinese'),
  verdict: z.enum(['contradicted', 'unsupported']),
  harm: z.enum(['high', 'medium', 'low']),
  covers: z
    .array(slug)
    .min(1)
    .describe('Ids of the propositions of the evidence file, or "beyond" for one that is not there'),
  when: z
    .array(z.union([pattern, use]))
    .min(1)
    .describe('Patterns, or frames with their slots filled'),
  except: z
    .array(z.string())
    .optional()
    .describe('Concepts or words that, in the sentence, make it true or another claim'),
  'except-clause': z
    .array(z.string())
    .optional()
    .describe('The same, in the clauses of the matched parts only'),
  allow: z.array(z.enum(guardNames)).optional().describe('Guards this card does not want'),
  priority: z
    .number()
    .int()
    .min(-5)
    .max(5)
    .optional()
    .describe('Higher wins where findings overlap; 0 if absent'),
  say: z.strictObject({
    short: z.string().min(10).max(80).describe('The correction: plain, hedged as the evidence is'),
    why: z.string().min(20).max(500).describe('What the evidence says'),
    ask: z.string().min(4).max(60).describe('A question to take to the doctor'),
    caution: z.string().max(200).optional().describe('What must not be concluded from the correction'),
  }),
  evidence: z.array(slug).min(1),
  certainty: z.enum(['high', 'moderate', 'low']),
  law: z.array(z.string()).optional(),
  checked: z.string().regex(/^\d{4}-\d{2}$/),
  examples: z.strictObject({
    flag: z.array(z.string()).min(3).describe('Each must be marked; [brackets] hold exactly what is marked'),
    pass: z
      .array(z.strictObject({ text: z.string(), because: z.enum(reasons), shows: slug.optional() }))
      .min(3)
      .describe('Each must stay unmarked, for just that reason'),
    todo: z.array(z.string()).optional().describe('Known misses'),
  }),
})
export type Card = z.infer<typeof cardSchema>

export const frameSchema = z.strictObject({
  id: slug,
  about: z.string().describe('What the frame says, in one sentence'),
  slots: z.array(slug),
  patterns: z.array(pattern).min(1),
  allow: z.array(z.enum(guardNames)).optional(),
})
export type Frame = z.infer<typeof frameSchema>

export const conceptsSchema = z.record(
  slug,
  z.strictObject({
    zh: z.string().optional().describe('Name for readers'),
    class: slug.optional().describe('Concepts of one class compete as subjects'),
    forms: z.array(z.string()).optional(),
    includes: z.array(slug).optional().describe('Concepts whose words count for this one'),
    dodged: z.boolean().optional().describe('false: leave its words out of the word filter'),
  }),
)
export type Concepts = z.infer<typeof conceptsSchema>

const byCard = z.record(slug.describe('Id of a card'), z.array(z.string()).min(1))

export const guardsSchema = z.record(
  slug,
  z.strictObject({
    about: z.string().describe('What its cues do, in one sentence'),
    forms: z.array(z.string()).min(1).describe('The cues, as word templates'),
    examples: z
      .strictObject({
        stops: byCard.optional().describe('What each card would mark without the cue, and does not with it'),
        frees: byCard.optional().describe('What each card marks with the cue, and would not without it'),
        denies: byCard.optional().describe('Where each card finds that the page denies its own claim'),
        reads: z
          .array(z.string())
          .min(1)
          .optional()
          .describe('Of cues that decide nothing by themselves: what is read, in [brackets]'),
      })
      .describe('For each cue at least one text that comes out otherwise without it'),
  }),
)

export const dodgesSchema = z.looseObject({
  pairs: z.array(
    z.looseObject({ written: z.string(), published: z.string(), telling: z.boolean().optional() }),
  ),
  homophones: z.array(z.looseObject({ seen: z.string(), meant: z.string() })).optional(),
})
