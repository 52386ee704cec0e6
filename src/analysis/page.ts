import type { Engine } from './engine'
import { type BlockCache, type ReadBlock, type ReadSentence, readBlock } from './read'
import type { Block } from './types'

/** One sentence with its place on the page. */
export interface Line {
  sentence: ReadSentence
  /** Normalised text of its block. */
  text: string
  block: number
  /** Index in `Page.lines`. */
  index: number
  /** First sentence of its block. */
  first: boolean
}

/** The page as the analysis walks it. */
export interface Page {
  blocks: readonly Block[]
  read: ReadBlock[]
  lines: Line[]
  /** For each block: index of its first line, -1 when it has none. */
  firstLine: number[]
  /** For each block: headings above it, nearest first, the title last. */
  above: number[][]
}

/** Reads the blocks of a page, one in each step; a block that the cache knows takes none. */
export function* readPage(
  blocks: readonly Block[],
  engine: Engine,
  cache?: BlockCache,
): Generator<void, Page> {
  const read: ReadBlock[] = []
  for (const { text } of blocks) {
    let block = cache?.get(text)
    if (!block) {
      block = readBlock(text, engine)
      cache?.set(text, block)
      yield
    }
    read.push(block)
  }
  const lines: Line[] = []
  const firstLine: number[] = []
  const above: number[][] = []
  // Nearest first, the title last; blocks under the same headings share one list.
  let open: number[] = []
  let title: number | undefined
  for (const [b, block] of blocks.entries()) {
    if (b % 1000 === 0) yield
    if (block.role === 'heading') open = open.filter((h) => h === title || blocks[h]!.rank < block.rank)
    above.push(open)
    if (block.role === 'heading') open = [b, ...open]
    if (block.role === 'title' && title === undefined) {
      title = b
      open = [...open, b]
    }
    firstLine.push(read[b]!.sentences.length ? lines.length : -1)
    read[b]!.sentences.forEach((sentence, i) =>
      lines.push({ sentence, text: read[b]!.normalised.text, block: b, index: lines.length, first: i === 0 }),
    )
  }
  return { blocks, read, lines, firstLine, above }
}
