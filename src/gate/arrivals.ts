/** Characters read at one time; a page about the disease names it in far less. */
const most = 200_000

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

  const read = () => {
    timer = undefined
    let text = document.title
    for (const node of added) {
      if (node.isConnected) text += `\n${node.textContent}`
      if (text.length > most) break
    }
    added = []
    if (relevant(text)) return stop()
    wait *= 2
    if (wait > last) observer.disconnect()
  }
  const observer = new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (added.length > 999) break
      if (type === 'characterData') added.push(target)
      else added.push(...addedNodes)
    }
    if (added.length && !timer) timer = setTimeout(read, wait)
  })
  const observe = () => {
    wait = first
    observer.observe(document, { childList: true, subtree: true, characterData: true })
  }
  const life = new AbortController()
  const { navigation } = globalThis as { navigation?: EventTarget }
  navigation?.addEventListener('navigatesuccess', observe, life)
  addEventListener('popstate', observe, life)
  const stop = () => {
    observer.disconnect()
    life.abort()
  }
  observe()
}
