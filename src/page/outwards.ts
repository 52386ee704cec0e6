import type { Mark } from './marks'

const follows = 4 // Node.DOCUMENT_POSITION_FOLLOWING, which the types keep on a global that unit tests lack.

/** Marks in the order in which the reader meets them: those at the middle of the view first, then away from it. */
export function outwards(marks: readonly Mark[], window: Window): Mark[] {
  const { document, innerWidth, innerHeight } = window
  const here = document.elementFromPoint(innerWidth / 2, innerHeight / 2)
  let low = 0
  let high = here ? marks.length : 0
  while (low < high) {
    const middle = (low + high) >> 1
    const node = marks[middle]!.spans[0]?.node ?? marks[middle]!.block.element
    if (node && here!.compareDocumentPosition(node) & follows) high = middle
    else low = middle + 1
  }
  const order: Mark[] = []
  for (let before = low - 1, after = low; before >= 0 || after < marks.length; before--, after++) {
    if (after < marks.length) order.push(marks[after]!)
    if (before >= 0) order.push(marks[before]!)
  }
  return order
}
