import type { NumberHit, NumberKind } from '../text/numbers'
import { type SeenWord, seenWord } from './features'

/** Where one step of an amount ends and the next begins, in the units of src/text/numbers.ts: what a claim and a sound statement differ by. */
const steps: Record<NumberKind, readonly number[]> = {
  duration: [1, 7, 15, 31, 62, 93, 186, 366, 1100],
  percent: [5, 15, 30, 45, 60, 75, 85, 93, 99],
  times: [1, 3, 6, 10, 20, 30, 60, 100],
  courses: [1, 2, 3, 6],
  people: [1, 10, 100, 1000, 10_000, 100_000],
  money: [10, 100, 1000, 5000, 20_000, 100_000],
  age: [1, 3, 7, 13, 18, 45, 60],
}

const known = new Map<string, SeenWord>()

/** How much a number is, as the reader sees it: n-grams read all digits alike. */
export function amountOf({ kind, high }: Pick<NumberHit, 'kind' | 'high'>): SeenWord {
  const list = steps[kind]
  let step = 0
  while (step < list.length && high > list[step]!) step++
  const name = `#${kind} ${step}`
  let word = known.get(name)
  if (!word) known.set(name, (word = seenWord([name])))
  return word
}
