import type { Block } from '../analysis/types'
import type { Splice } from './protocol'

/** What turns one list of blocks into another: all between what they have in common at both ends. Undefined where they are alike. */
export function spliceOf(before: readonly Block[], after: readonly Block[]): Splice | undefined {
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from]) from++
  let kept = 0
  while (kept < shorter - from && before[before.length - 1 - kept] === after[after.length - 1 - kept]) kept++
  const drop = before.length - from - kept
  const put = after.slice(from, after.length - kept)
  return drop || put.length ? { from, drop, put } : undefined
}

/** UTF-16 units in one piece of a splice: more would hold a page up while it is written down. */
const most = 50_000

/** The same in pieces, one after the other. */
export function* inPieces({ from, drop, put }: Splice): Generator<Splice> {
  let first = 0
  let units = 0
  for (let i = 0; i < put.length; i++) {
    units += put[i]!.text.length
    if (units < most && i < put.length - 1) continue
    yield { from: from + first, drop: first ? 0 : drop, put: put.slice(first, i + 1) }
    first = i + 1
    units = 0
  }
  if (!put.length) yield { from, drop, put }
}
