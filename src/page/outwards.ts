import { placesOf } from './hit'
import type { Mark } from './marks'

const follows = 4 // Node.DOCUMENT_POSITION_FOLLOWING, which the types keep on a global that unit tests lack.

/** Index of the first mark that comes behind what stands at the middle of the view; 0 when nothing stands there. */
function middleOf(marks: readonly Mark[], { document, innerWidth, innerHeight }: Window): number {
  const here = document.elementFromPoint(innerWidth / 2, innerHeight / 2)
  let low = 0
  let high = here ? marks.length : 0
  while (low < high) {
    const middle = (low + high) >> 1
    const node = marks[middle]!.spans[0]?.node ?? marks[middle]!.block.element
    if (node && here!.compareDocumentPosition(node) & follows) high = middle
    else low = middle + 1
  }
  return low
}

/** Marks in the order in which the reader meets them: those at the middle of the view first, then away from it. */
export function outwards(marks: readonly Mark[], window: Window): Mark[] {
  const from = middleOf(marks, window)
  const order: Mark[] = []
  for (let before = from - 1, after = from; before >= 0 || after < marks.length; before--, after++) {
    if (after < marks.length) order.push(marks[after]!)
    if (before >= 0) order.push(marks[before]!)
  }
  return order
}

/** Marks looked at from the middle of the view: more do not fit into one. */
const nearby = 120

/** The marks that the reader can see now, in reading order. */
export function inView(marks: readonly Mark[], window: Window): Mark[] {
  const near = marks.length > nearby ? new Set(outwards(marks, window).slice(0, nearby)) : undefined
  return marks.filter(
    (mark) =>
      (!near || near.has(mark)) &&
      placesOf(mark).some(({ top, bottom }) => bottom > 0 && top < window.innerHeight),
  )
}
