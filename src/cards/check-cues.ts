import { engineFor, withCuesOf } from '../analysis/engine'
import type { Failure, Judge } from './check'
import { compile } from './compile'
import type { Rules } from './compiled'
import type { Loaded } from './load'

type Guards = Loaded['guards']

/** A sentence of rules/guards.yaml that shows what a cue does to the claim of a card. */
export interface CueExample {
  path: (string | number)[]
  text: string
  card: string
  /** Whether a cue of the family keeps the card from marking it; otherwise one lets it be marked. */
  stops: boolean
}

export const cueExamples = (guards: Guards, family: string): CueExample[] =>
  (['stops', 'frees'] as const).flatMap((kind) =>
    Object.entries(guards[family]!.examples[kind] ?? {}).flatMap(([card, texts]) =>
      texts.map((text, i) => ({
        path: [family, 'examples', kind, card, i],
        text,
        card,
        stops: kind === 'stops',
      })),
    ),
  )

/** In the place of a family's cues: a sign that stands in no text. */
const nowhere = '⁂⁂⁂'

/** The rules with these cues; words, concepts and patterns stay as they were made once. */
export function withGuards(rules: Rules, loaded: Loaded, guards: Guards): Rules {
  const cues = compile({ ...loaded, concepts: {}, cards: [], guards }, '')
  return withCuesOf(engineFor(rules), cues)
}

/** The guards without one form of a family, or without all of them. */
export function without(guards: Guards, family: string, form?: number): Guards {
  const { forms } = guards[family]!
  const rest = form === undefined ? [] : forms.filter((_, i) => i !== form)
  return { ...guards, [family]: { ...guards[family]!, forms: rest.length ? rest : [nowhere] } }
}

const found = (judge: Judge, { text, card }: CueExample) => judge(text).find(({ rule }) => rule === card)

export const holds = (judge: Judge, example: CueExample) => Boolean(found(judge, example)) !== example.stops

/** Checks that the examples of a family hold, and that they would not without its cues. */
export function checkCues(examples: CueExample[], judge: Judge, bare: Judge): Failure[] {
  return examples.flatMap((example) => {
    const { path, text, card, stops } = example
    const fail = (message: string) => [{ path, message: `${message}: ${text}` }]
    if (!holds(judge, example))
      return fail(
        stops
          ? `“${card}” marks “${found(judge, example)!.quote}” all the same`
          : `“${card}” does not mark it`,
      )
    if (!holds(bare, example)) return []
    return fail(
      stops
        ? `“${card}” would not mark it without the cues of “${path[0]}” either`
        : `“${card}” would mark it without the cues of “${path[0]}” too`,
    )
  })
}
