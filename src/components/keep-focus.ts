/** Milliseconds after which a part that is still there stays. */
const patience = 5000

const reachable = 'a[href], button:not([disabled]), input, summary, [tabindex]'

/**
 * Call it before a part of a list goes away. When it is gone and took the focus with it, the focus is given to the part
 * that stands in its place, or the last one, or whatever is left around them, so that the keyboard goes on from there.
 */
export function keepFocus(part: Element | null | undefined): void {
  const list = part?.parentElement
  if (!part?.contains(document.activeElement) || !list) return
  const index = [...list.children].indexOf(part)
  const around: Element[] = []
  for (let element: Element | null = list; element; element = element.parentElement) around.push(element)
  const observer = new MutationObserver(() => {
    if (part.isConnected) return
    stop()
    if (document.activeElement !== document.body) return
    const beside = list.isConnected ? [list.children[index], list.lastElementChild] : []
    for (const heir of [...beside, ...around]) {
      const target = heir?.isConnected && targetIn(heir)
      if (target instanceof HTMLElement) return target.focus()
    }
  })
  const stop = () => {
    clearTimeout(timer)
    observer.disconnect()
  }
  const timer = setTimeout(stop, patience)
  observer.observe(document.body, { childList: true, subtree: true })
}

const targetIn = (heir: Element) => (heir.matches(reachable) ? heir : heir.querySelector(reachable))
