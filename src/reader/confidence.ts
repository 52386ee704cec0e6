import type { Described } from '../analysis/describe'
import type { Context } from '../analysis/guards'
import type { Line } from '../analysis/page'
import { clauseAt, clauseStart } from '../text/sentences'
import { type Model, stance } from './model'
import { linear, type Surroundings, squash, type TakeTrait } from './surroundings'
import type { Readings, Window } from './windows'

const clausesAround = ({ sentence }: Line, start: number, end: number): [number, number] => [
  clauseStart(sentence, clauseAt(sentence, start)),
  sentence.clauses[clauseAt(sentence, end - 1)]!,
]

/** The window that a card's match is read by, where it stands. */
export interface MatchWindow {
  window: Window
  /** What its sentence, its block and what stands around that are worth to the model. */
  weight: number
  /** What the words around it say. */
  stance: number
  /** How likely the network finds it, with all that stands around it, once asked: a logit. */
  network?: number
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
  const window = best ?? readings.run(line, ...clausesAround(line, start, end))
  return {
    window,
    weight: model.weigh((take) => surroundings.near(window, context, take)),
    stance: model.stance(surroundings.words(window, line), surroundings.wordsAround(line.block)),
  }
}

/**
 * Tells the traits of a card's match to the reader, who was taught by annotated pages which matches stand: how the words
 * around it read and how much of them it marks. `ofPage`: tells what the rest of the page says of its line.
 */
export function traitsOfMatch(
  { finding, mark: [start, end], parts }: Described,
  { window: { logit }, weight, stance: words }: MatchWindow,
  ofPage: (take: TakeTrait) => void,
  model: Model,
  take: TakeTrait,
): void {
  const margin = model.weigh((also) => also(stance, words), model.weigh(ofPage, weight))
  take('margin', squash(margin))
  take('margin, linear', linear(margin))
  take('logit', squash(logit))
  take('logit, linear', linear(logit))
  take('mark', Math.min(1, (end - start) / 24))
  take('short mark', end - start < 5 ? 1 : 0)
  take('parts', parts / 4)
  take('carried', finding.why.parts.some(({ carried }) => carried) ? 1 : 0)
  take('disguised', finding.meant === undefined ? 0 : 1)
  take(`by ${finding.rule}`, 1)
}
