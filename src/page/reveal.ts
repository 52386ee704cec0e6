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

/**
 * Brings a mark to the middle of the view, through scrolling containers and closed <details>, as the browser's
 * own find-in-page does. Returns whether the words are still there and shown.
 */
export function reveal(mark: Mark, window: Window): boolean {
  const node = mark.block.element ?? mark.spans[0]?.node
  if (!node?.isConnected) return false
  const around: Element[] = []
  for (let element = parentOf(node); element; element = parentOf(element)) around.push(element)
  for (const element of around) unfold(element)
  const place = () => placesOf(mark)[0]
  if (!place()) return false
  const { body, documentElement } = window.document
  for (const element of around) {
    if (element === body || element === documentElement || !scrolls(element, window)) continue
    const box = element.getBoundingClientRect()
    const { top, height, left, right, width } = place()!
    const aside = left < box.left || right > box.right ? left + width / 2 - (box.left + box.width / 2) : 0
    element.scrollBy({
      top: top + height / 2 - (box.top + box.height / 2),
      left: aside,
      behavior: 'instant',
    })
  }
  const { top, bottom, height, left, right, width } = place()!
  const { innerWidth, innerHeight } = window
  const margin = Math.min(120, innerHeight / 4)
  window.scrollBy({
    top: top < margin || bottom > innerHeight - margin ? top + height / 2 - innerHeight / 2 : 0,
    left: left < 0 || right > innerWidth ? left + width / 2 - innerWidth / 2 : 0,
    behavior: 'instant',
  })
  return true
}
