import type { CompiledPattern, CompiledStep } from '../cards/compiled'
import type { NumberHit } from '../text/numbers'
import { clauseAt, clauseStart } from '../text/sentences'
import type { Engine } from './engine'
import type { Plan } from './planner'
import type { ReadSentence, Word } from './read'
import type { Search } from './search'

/** A part of a pattern where it was found. Offsets: normalised text of the block. */
export interface Part {
  step: CompiledStep
  start: number
  end: number
  word?: Word
  number?: NumberHit
  /** Of a subject that stands elsewhere: the normalised text of its block, to which its offsets belong. */
  carriedFrom?: string
}

export interface Match {
  pattern: CompiledPattern
  /** Found in this sentence, in reading order, carried subject excepted. */
  parts: Part[]
  /** The subject, when the pattern has one: in this sentence or to be carried. */
  subject?: CompiledStep | undefined
  subjectHere?: Part | undefined
}

const nothing: readonly Match[] = []

/** All matches of a pattern in the sentence of `search`, subject aside, at most one for each place of its first part. */
export function matches({ pattern, subject, inline }: Plan, search: Search): readonly Match[] {
  const ways = search.all(inline)
  if (ways.length === 0) return nothing
  const found = ways.map((parts): Match => ({ pattern, parts, subject }))
  if (found.length < 2) return found
  // Where matches share their last part, the one that starts last is the tightest; of words inside words, the outer one counts.
  return found.filter(
    (a, i) =>
      !found.some((b, j) =>
        j < i
          ? holds(b.parts[0]!, a.parts[0]!) && b.parts.at(-1)!.end >= a.parts.at(-1)!.end
          : j > i && !holds(a.parts[0]!, b.parts[0]!) && b.parts.at(-1)!.end === a.parts.at(-1)!.end,
      ),
  )
}

const holds = (outer: Part, inner: Part) => outer.start <= inner.start && inner.end <= outer.end

/** The run that is marked: from the first to the last marked part. */
export function markOf({ parts, subjectHere }: Match): [number, number] {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const { step, start, end } of parts) {
    if (step.context) continue
    if (start < first) first = start
    if (end > last) last = end
  }
  if (subjectHere && !subjectHere.step.context && subjectHere.start < first) first = subjectHere.start
  return [first, last]
}

/** Runs of the clauses that hold a marked part. */
export const clausesOf = (match: Match, sentence: ReadSentence): [number, number][] => {
  const seen = new Set<number>()
  for (const part of match.parts) if (!part.step.context) seen.add(clauseAt(sentence, part.start))
  return [...seen].map((i) => [clauseStart(sentence, i), sentence.clauses[i]!])
}

/** Names of the concepts of a step, for explanations. */
export const stepName = (step: CompiledStep, engine: Engine): string =>
  [
    ...step.any.map((concept) => engine.rules.concepts[concept]),
    ...(step.numbers ?? []).map(({ kind, op, value }) => `${kind}${op ?? ''}${value ?? ''}`),
  ].join('|')
