import type { Described } from '../analysis/describe'
import type { Context } from '../analysis/guards'
import type { Line } from '../analysis/page'
import { clauseAt, clauseStart } from '../text/sentences'
import { type Model, stance } from './model'
import { linear, type Surroundings, squash, type Traits } from './surroundings'
import type { Readings, Window } from './windows'

const clausesAround = ({ sentence }: Line, start: number, end: number): [number, number] => [
  clauseStart(sentence, clauseAt(sentence, start)),
  sentence.clauses[clauseAt(sentence, end - 1)]!,
]

/** The window that a card's match is read by, where it stands. */
export interface MatchWindow {
  window: Window
  /** What its sentence, its block and what stands around that say of it. */
  near: Traits
  /** What the words around it say. */
  stance: number
}

/** The likeliest of the windows that a match shares some words with. */
export function windowOfMatch(
  { mark: [start, end] }: Described,
  context: Context,
  readings: Readings,
  surroundings: Surroundings,
  model: Model,
): MatchWindow {
  const { line } = context
  let best: Window | undefined
  for (const window of readings.of(line))
    if (window.start < end && start < window.end && (!best || window.logit > best.logit)) best = window
  // A clause too short to be a window is read all the same.
  best ??= readings.run(line, ...clausesAround(line, start, end))
  return {
    window: best,
    near: surroundings.near(best, context),
    stance: model.stance(surroundings.words(best, line)),
  }
}

/**
 * Describes a card's match for the reader, who was taught by annotated pages which matches stand: how the words
 * around it read and how much of them it marks. `ofPage`: what the rest of the page says of its line.
 */
export function traitsOfMatch(
  { finding, mark: [start, end], parts }: Described,
  { window: { logit }, near, stance: words }: MatchWindow,
  ofPage: Traits,
  model: Model,
): Traits {
  const margin = model.weigh([...near, ...ofPage, [stance, words]])
  return [
    ['margin', squash(margin)],
    ['margin, linear', linear(margin)],
    ['logit', squash(logit)],
    ['logit, linear', linear(logit)],
    ['mark', Math.min(1, (end - start) / 24)],
    ['short mark', end - start < 5 ? 1 : 0],
    ['parts', parts / 4],
    ['carried', finding.why.parts.some(({ carried }) => carried) ? 1 : 0],
    ['disguised', finding.meant === undefined ? 0 : 1],
    [`by ${finding.rule}`, 1],
  ]
}
