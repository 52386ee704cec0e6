import { parseHTML } from 'linkedom'
import { readBlocks } from '../src/page/blocks'
import type { PlacedBlock } from '../src/text/plain'

/** What a browser puts into the head of a page that does not say where its head or body begins. */
const inHead =
  /^(?:\s|<!--[\s\S]*?-->|<(?:meta|link|base)\b[^>]*>|<(title|style|script)\b[\s\S]*?<\/\1\s*>)*/i

/** A page with its <html>, <head> and <body>: browsers add what is left out, this parser does not. */
function complete(html: string): string {
  let page = /<html[\s>]/i.test(html) ? html : `<!doctype html><html>${html}</html>`
  const after = (tag: RegExp) => {
    const found = tag.exec(page)
    return found ? found.index + found[0].length : 0
  }
  if (!/<head[\s>]/i.test(page)) {
    const begin = after(/<html[^>]*>/i)
    const end = begin + inHead.exec(page.slice(begin))![0].length
    page = `${page.slice(0, begin)}<head>${page.slice(begin, end)}</head>${page.slice(end)}`
  }
  if (/<(?:body|frameset)[\s>]/i.test(page)) return page
  const end = after(/<\/head\s*>/i)
  return `${page.slice(0, end)}<body>${page.slice(end)}`
}

/** The blocks of a page, read by the same reader as in the browser, and its text: the blocks, one a line. */
export function htmlBlocks(html: string): { blocks: PlacedBlock[]; text: string } {
  const { document } = parseHTML(complete(html))
  let offset = 0
  const blocks = readBlocks(document as unknown as Document).map(({ block }) => {
    const placed = { ...block, offset }
    offset += block.text.length + 1
    return placed
  })
  return { blocks, text: blocks.map((block) => block.text).join('\n') }
}
