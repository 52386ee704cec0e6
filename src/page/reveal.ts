import { placesOf } from './hit'
import type { Mark } from './marks'
import { parentOf } from './readable'

/** Opens what the browser's own find-in-page would open around a place. */
function unfold(element: Element) {
  if (element.localName === 'details') (element as HTMLDetailsElement).open = true
  if (element.getAttribute('hidden') === 'until-found') {
    element.dispatchEvent(new Event('beforematch', { bubbles: true }))
    element.removeAttribute('hidden')
  }
}

/** Whether an element can be scrolled, sideways or up and down, and has something to scroll. */
function scrolls(element: Element, window: Window): boolean {
  const { scrollHeight, clientHeight, scrollWidth, clientWidth } = element
  if (scrollHeight <= clientHeight + 1 && scrollWidth <= clientWidth + 1) return false
  const { overflowX, overflowY } = window.getComputedStyle(element)
  return /auto|scroll|hidden/.test(overflowX + overflowY)
}

/** Elements around a node, the nearest first, up to the root of its document. */
function around(node: Node): Element[] {
  const elements: Element[] = []
  for (let element = parentOf(node); element; element = parentOf(element)) elements.push(element)
  return elements
}

/** Scrolls what stands around a place, and the window, until the place is in view. */
function bring(place: () => DOMRect, elements: readonly Element[], window: Window) {
  const { body, documentElement } = window.document
  for (const element of elements) {
    if (element === body || element === documentElement || !scrolls(element, window)) continue
    const box = element.getBoundingClientRect()
    const { top, height, left, right, width } = place()
    const aside = left < box.left || right > box.right ? left + width / 2 - (box.left + box.width / 2) : 0
    element.scrollBy({
      top: top + height / 2 - (box.top + box.height / 2),
      left: aside,
      behavior: 'instant',
    })
  }
  const { top, bottom, height, left, right, width } = place()
  const { innerWidth, innerHeight } = window
  const margin = Math.min(120, innerHeight / 4)
  window.scrollBy({
    top: top < margin || bottom > innerHeight - margin ? top + height / 2 - innerHeight / 2 : 0,
    left: left < 0 || right > innerWidth ? left + width / 2 - innerWidth / 2 : 0,
    behavior: 'instant',
  })
}

/** The frame that holds a window, where both are of one origin. */
function frameOf(window: Window): Element | null {
  try {
    return window.frameElement
  } catch {
    return null
  }
}

/**
 * Brings a mark to the middle of the view, through scrolling containers, closed <details> and frames, as the browser's
 * own find-in-page does. Returns whether the words are still there and shown.
 */
export function reveal(mark: Mark, window: Window): boolean {
  const node = mark.block.element ?? mark.spans[0]?.node
  if (!node?.isConnected) return false
  const elements = around(node)
  for (const element of elements) unfold(element)
  if (!placesOf(mark)[0]) return false
  let place = () => placesOf(mark)[0]!
  bring(place, elements, window)
  for (let view = window; view !== view.parent; view = view.parent) {
    const frame = frameOf(view)
    if (!frame) {
      // Of another origin: only the browser itself can reach further.
      elements[0]?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
      break
    }
    const inner = place
    place = () => {
      const { x, y, width, height } = inner()
      const { left, top } = frame.getBoundingClientRect()
      return new DOMRect(x + left + frame.clientLeft, y + top + frame.clientTop, width, height)
    }
    bring(place, around(frame), view.parent)
  }
  return true
}
