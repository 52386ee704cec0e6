/** Milliseconds: waits double from the first; after the last, ten reads on, the page is left in peace. */
const first = 250
const last = 128_000

/**
 * Calls `relevant` with the text that arrives in a page after it was loaded, until that says yes or the waits
 * are used up. A new address in the same document (`navigatesuccess`, `popstate`) begins anew.
 */
export function watchArrivals(relevant: (text: string) => boolean): void {
  const added = new Set<Node>()
  let wait = first
  let timer: ReturnType<typeof setTimeout> | undefined
  let found = false

  const read = () => {
    timer = undefined
    let text = document.title
    for (const node of added) text += `\n${node?.textContent}`
    added.clear()
    found = relevant(text)
    wait *= 2
    if (found || wait > last) observer.disconnect()
  }
  const observer = new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records)
      for (const node of type === 'childList' ? addedNodes : [target]) added.add(node)
    // Of a flood the page itself is read, as it stands then.
    if (added.size > 999) {
      added.clear()
      added.add(document.body)
    }
    timer ??= setTimeout(read, wait)
  })
  const observe = () => {
    if (found) return
    // What is waited for already comes too, once more and later.
    if (wait > first) timer = setTimeout(read, first)
    wait = first
    observer.observe(document, { childList: true, subtree: true, characterData: true })
  }
  const { navigation } = globalThis as { navigation?: EventTarget }
  navigation?.addEventListener('navigatesuccess', observe)
  addEventListener('popstate', observe)
  observe()
}
