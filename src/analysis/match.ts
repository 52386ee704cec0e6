import type { CompiledPattern, CompiledStep } from '../cards/compiled'
import type { NumberHit } from '../text/numbers'
import { clauseAt, clauseStart } from '../text/sentences'
import type { Engine } from './engine'
import type { ReadSentence, Word } from './read'

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
  subject?: CompiledStep
  subjectHere?: Part
}

const reach = { near: 16, far: 60, adjacent: 2 }
const farthest = [reach.near, reach.far, reach.adjacent]

export interface MatchOptions {
  /** For the example checker: numbers match whatever their bound. */
  ignoreBounds?: boolean
}

/** All matches of a pattern in a sentence, subject aside, at most one for each place of its first part. */
export function matches(
  pattern: CompiledPattern,
  sentence: ReadSentence,
  options: MatchOptions = {},
): Match[] {
  const { steps } = pattern
  const subject = steps.find((step) => step.carried && !step.optional)
  const inline = subject ? steps.filter((step) => step !== subject) : steps
  const impossible = (step: CompiledStep) =>
    step.numbers &&
    !step.optional &&
    !sentence.numbers.length &&
    !step.any.some((concept) => sentence.present.has(concept))
  if (inline.some(impossible)) return []
  const first = inline.findIndex((step) => !step.optional)
  const found: Match[] = []
  for (const head of places(inline[first]!, sentence, options)) {
    const parts = extend(inline, first + 1, [head], sentence, options)
    if (!parts) continue
    found.push({
      pattern,
      parts: withLeadingOptionals(inline.slice(0, first), parts, sentence, options),
      ...(subject ? { subject } : {}),
    })
  }
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

function extend(
  steps: CompiledStep[],
  at: number,
  parts: Part[],
  sentence: ReadSentence,
  options: MatchOptions,
): Part[] | undefined {
  if (at === steps.length) return parts
  const step = steps[at]!
  const previous = parts.at(-1)!
  for (const place of places(step, sentence, options)) {
    if (!follows(previous, place, step.link, sentence)) continue
    const rest = extend(steps, at + 1, [...parts, place], sentence, options)
    if (rest) return rest
  }
  return step.optional ? extend(steps, at + 1, parts, sentence, options) : undefined
}

function withLeadingOptionals(
  optionals: CompiledStep[],
  parts: Part[],
  sentence: ReadSentence,
  options: MatchOptions,
): Part[] {
  let all = parts
  for (const step of [...optionals].reverse()) {
    const place = places(step, sentence, options)
      .filter((candidate) => follows(candidate, all[0]!, all[0]!.step.link, sentence))
      .at(-1)
    if (place) all = [place, ...all]
  }
  return all
}

function follows(previous: Part, next: Part, link: 0 | 1 | 2, sentence: ReadSentence): boolean {
  const gap = next.start - previous.end
  if (gap < 0 || gap > farthest[link]!) return false
  return link === 1 || clauseAt(sentence, previous.start) === clauseAt(sentence, next.start)
}

function places(step: CompiledStep, sentence: ReadSentence, options: MatchOptions): Part[] {
  const found: Part[] = []
  for (const word of sentence.words) {
    if (word.reads.some((concept) => step.any.includes(concept)))
      found.push({ step, start: word.start, end: word.end, word })
  }
  if (!step.numbers) return found
  for (const number of sentence.numbers) {
    const fits = step.numbers.some(
      (bound) => number.kind === bound.kind && (options.ignoreBounds || within(number, bound)),
    )
    if (fits) found.push({ step, start: number.start, end: number.end, number })
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end)
}

/** A bound from above looks at the high end of a range, one from below at the high end too: 五六成 reaches 60. */
function within(hit: NumberHit, bound: { op?: string; value?: number }): boolean {
  const value = bound.value ?? 0
  switch (bound.op) {
    case '<=':
      return hit.high <= value
    case '<':
      return hit.high < value
    case '>=':
      return hit.high >= value
    case '>':
      return hit.high > value
    default:
      return true
  }
}

/** The run that is marked: from the first to the last marked part. */
export const markOf = (match: Match): [number, number] => {
  const marked = match.parts.filter((part) => !part.step.context)
  const starts = marked.map((part) => part.start)
  const ends = marked.map((part) => part.end)
  let start = Math.min(...starts)
  if (match.subjectHere && !match.subjectHere.step.context && match.subjectHere.start < start)
    start = match.subjectHere.start
  return [start, Math.max(...ends)]
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
