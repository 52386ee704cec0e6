/** Characters read at one time; a page about the disease names it in far less. */
const most = 200_000

/** Waits double from a quarter of a second; after the last the page is left in peace. */
const first = 250
const reads = 10

/**
 * Calls `relevant` with the text that arrives in a page after it was loaded, until that says yes or the reads
 * are used up. A new address in the same document (`navigatesuccess`, `popstate`) gives the reads back.
 */
export function watchArrivals(doc: Document, relevant: (text: string) => boolean): void {
  let added: Node[] = []
  let wait = first
  let timer: ReturnType<typeof setTimeout> | undefined
  let left = reads

  const read = () => {
    timer = undefined
    let text = doc.title
    for (const node of added) {
      if (node.isConnected) text += `\n${node.textContent}`
      if (text.length > most) break
    }
    added = []
    if (relevant(text)) return stop()
    wait *= 2
    if (--left === 0) observer.disconnect()
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
    left = reads
    wait = first
    observer.observe(doc, { childList: true, subtree: true, characterData: true })
  }
  const routes: [EventTarget | undefined, string][] = [
    [(globalThis as { navigation?: EventTarget }).navigation, 'navigatesuccess'],
    [globalThis, 'popstate'],
  ]
  const stop = () => {
    observer.disconnect()
    for (const [target, type] of routes) target?.removeEventListener(type, observe)
  }
  for (const [target, type] of routes) target?.addEventListener(type, observe)
  observe()
}
