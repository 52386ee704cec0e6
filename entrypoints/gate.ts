import { watchArrivals } from '../src/gate/arrivals'
import { isRelevant } from '../src/gate/relevance'

/** Present in both browsers; the gate carries no polyfill. */
declare const chrome: {
  runtime: { getURL(path: string): string; sendMessage(message: unknown): Promise<unknown> }
}

/** Characters read at once, while the page waits; the rest of a longer one is read a little later, in growing pieces. */
const head = 10_000

/** Runs in every page and frame: stays silent unless the text is about vitiligo. A plain object, since WXT's helper would only add to it. */
export default {
  main() {
    const { body, title } = document
    const open = (text: string) => {
      const found = isRelevant(text)
      if (found)
        import(/* @vite-ignore */ chrome.runtime.getURL('annotator.js')).then(
          (annotator) => annotator.start(),
          () => {
            // A sandboxed page may refuse the import (Firefox): say so where the reader looks.
            const payload = { state: 'limited', reason: 'sandboxed', title, findings: [] }
            const tell = (name: string) => chrome.runtime.sendMessage({ to: 'background', name, payload })
            addEventListener('pagehide', () => tell('frame-gone'))
            tell('frame-report')
          },
        )
      return found
    }
    if (!body) return
    const nodes = document.createTreeWalker(body, 4) // NodeFilter.SHOW_TEXT
    let text = `${title}\n`
    const read = (end: number) => {
      let node: Node | null | undefined
      while (text.length < end && (node = nodes.nextNode())) text += (node as Text).data
      if (open(text)) return
      if (end === head) watchArrivals(open)
      if (node) setTimeout(read, 99, end * 2)
    }
    read(head)
  },
}
