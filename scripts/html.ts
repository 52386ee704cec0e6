import { parseHTML } from 'linkedom'
import { readBlocks } from '../src/page/blocks'
import type { PlacedBlock } from '../src/text/plain'

/** The blocks of a page, read by the same reader as in the browser, and its text: the blocks, one a line. */
export function htmlBlocks(html: string): { blocks: PlacedBlock[]; text: string } {
  const { document } = parseHTML(
    /<html[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`,
  )
  let offset = 0
  const blocks = readBlocks(document as unknown as Document).map(({ block }) => {
    const placed = { ...block, offset }
    offset += block.text.length + 1
    return placed
  })
  return { blocks, text: blocks.map((block) => block.text).join('\n') }
}
