import type { Described } from '../analysis/describe'
import type { Context } from '../analysis/guards'
import type { Model } from './model'
import { type Surroundings, squash, type Traits } from './surroundings'
import type { Readings, Window } from './windows'

/**
 * Describes a card's match for the reader, who was taught by annotated pages which matches stand: how the words
 * around it read and how much of them it marks.
 */
export function traitsOfMatch(
  { finding, mark: [start, end], parts }: Described,
  context: Context,
  readings: Readings,
  surroundings: Surroundings,
  model: Model,
): Traits {
  const { line } = context
  let best: Window | undefined
  for (const window of readings.of(line))
    if (window.start < end && start < window.end && (!best || window.logit > best.logit)) best = window
  const margin = best ? model.weigh(surroundings.of(best, context)) : -4
  const logit = best?.logit ?? -4
  const linear = (value: number) => Math.max(-1, Math.min(1, value / 8))
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
  ]
}
