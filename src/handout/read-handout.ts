import type { Handout } from '../panel/source'

/** The handout in a stored value, or undefined. */
export function readHandout(stored: unknown): Handout | undefined {
  const handout = stored as Handout | undefined
  const sound =
    typeof handout?.title === 'string' &&
    typeof handout.url === 'string' &&
    Number.isFinite(handout.at) &&
    Array.isArray(handout.questions) &&
    handout.questions.every((each) => typeof each?.ask === 'string' && typeof each.quote === 'string')
  return sound ? handout : undefined
}
