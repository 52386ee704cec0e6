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

export function readPage(blocks: readonly Block[], engine: Engine, cache?: BlockCache): Page {
  const read = blocks.map(({ text }) => {
    const known = cache?.get(text)
    if (known) return known
    const fresh = readBlock(text, engine)
    cache?.set(text, fresh)
    return fresh
  })
  const lines: Line[] = []
  const firstLine: number[] = []
  const above: number[][] = []
  // Nearest first, the title last; blocks under the same headings share one list.
  let open: number[] = []
  let title: number | undefined
  blocks.forEach((block, b) => {
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
  })
  return { blocks, read, lines, firstLine, above }
}
