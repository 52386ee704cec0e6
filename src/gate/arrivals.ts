/** Milliseconds: waits double from the first; after the last, ten reads on, the page is left in peace. */
const first = 250
const last = 128_000

/**
 * Calls `relevant` with the text that arrives in a page after it was loaded, until that says yes or the waits
 * are used up. A new address in the same document (`navigatesuccess`, `popstate`) begins anew.
 */
export function watchArrivals(relevant: (text: string) => boolean): void {
  let added: Node[] = []
  let wait = first
  let timer: ReturnType<typeof setTimeout> | undefined
  let found = false

  const read = () => {
    timer = undefined
    let text = document.title
    for (const node of added) text += `\n${node?.textContent}`
    added = []
    found = relevant(text)
    wait *= 2
    if (found || wait > last) observer.disconnect()
  }
  const plan = () => added.length && (timer ??= setTimeout(read, wait))
  const observer = new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records)
      for (const node of type === 'childList' ? addedNodes : [target]) added.push(node)
    // Of a flood the page itself is read, as it stands then.
    if (added.length > 999) added = [document.body]
    plan()
  })
  const observe = () => {
    if (found) return
    wait = first
    timer = clearTimeout(timer) as undefined
    plan()
    observer.observe(document, { childList: true, subtree: true, characterData: true })
  }
  const { navigation } = globalThis as { navigation?: EventTarget }
  navigation?.addEventListener('navigatesuccess', observe)
  addEventListener('popstate', observe)
  observe()
}
