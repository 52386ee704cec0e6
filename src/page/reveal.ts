import { rectsOf } from './hit'
import type { Mark } from './marks'

const parentOf = (node: Node): Element | null => {
  const parent = node.parentNode
  return parent && 'host' in parent ? (parent as ShadowRoot).host : (parent as Element | null)
}

/**
 * Brings a mark to the middle of the view, through scrolling containers and closed <details>, as the browser's
 * own find-in-page does. Returns whether the words are still there and shown.
 */
export function reveal({ spans }: Mark, window: Window): boolean {
  const [first] = spans
  if (!first?.node.isConnected || first.end > first.node.length) return false
  for (let element = parentOf(first.node); element; element = parentOf(element)) {
    if (element.localName === 'details') (element as HTMLDetailsElement).open = true
  }
  const place = () => rectsOf(first)[0]
  if (!place()) return false
  const { documentElement } = window.document
  for (
    let element = parentOf(first.node);
    element && element !== documentElement;
    element = parentOf(element)
  ) {
    if (element === window.document.body || element.scrollHeight <= element.clientHeight + 1) continue
    if (!/auto|scroll/.test(window.getComputedStyle(element).overflowY)) continue
    const box = element.getBoundingClientRect()
    const { top, height } = place()!
    element.scrollBy({ top: top + height / 2 - (box.top + box.height / 2), behavior: 'instant' })
  }
  const { top, bottom, height } = place()!
  const margin = Math.min(120, window.innerHeight / 4)
  if (top < margin || bottom > window.innerHeight - margin)
    window.scrollBy({ top: top + height / 2 - window.innerHeight / 2, behavior: 'instant' })
  return true
}
