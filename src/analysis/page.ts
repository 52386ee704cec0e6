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

/** Blocks that are gone through between two steps where little is done for each. */
export const stride = 2000

/** The page as the analysis walks it. Lines are made when asked for: after a change most blocks are as they were. */
export class Page {
  readonly lineCount: number
  readonly #lines: (readonly Line[] | undefined)[] = []
  #all: readonly Line[] | undefined
  #told: ReadBlock['told'] | undefined

  /**
   * @param firstLine for each block: index of its first line, or where that would be, had it any
   * @param above for each block: headings above it, nearest first, the title last; blocks under the same ones share one list
   */
  constructor(
    readonly blocks: readonly Block[],
    readonly read: readonly ReadBlock[],
    readonly firstLine: readonly number[],
    readonly above: readonly (readonly number[])[],
  ) {
    const last = read.length - 1
    this.lineCount = last < 0 ? 0 : firstLine[last]! + read[last]!.sentences.length
  }

  linesOf(block: number): readonly Line[] {
    let lines = this.#lines[block]
    if (!lines) {
      const { sentences, normalised } = this.read[block]!
      const first = this.firstLine[block]!
      lines = sentences.map((sentence, i) => ({
        sentence,
        text: normalised.text,
        block,
        index: first + i,
        first: i === 0,
      }))
      this.#lines[block] = lines
    }
    return lines
  }

  /** The line with this index, undefined beyond the ends of the page. */
  line(index: number): Line | undefined {
    if (index < 0 || index >= this.lineCount) return undefined
    let low = 0
    let high = this.read.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.firstLine[middle]! <= index) low = middle
      else high = middle - 1
    }
    // Of blocks that begin at the same line, the last is the one that holds it.
    return this.linesOf(low)[index - this.firstLine[low]!]
  }

  /** Index of the nearest heading above a block, the page's title left out. */
  headingOf(block: number): number | undefined {
    return this.above[block]!.find((heading) => this.blocks[heading]!.role === 'heading')
  }

  /** Index of the page's title, where it stands above a block. */
  titleOf(block: number): number | undefined {
    return this.above[block]!.find((heading) => this.blocks[heading]!.role === 'title')
  }

  /** How many sentences of the page speak of the disease, of others, of patches, of what belongs to it. */
  get told(): Readonly<ReadBlock['told']> {
    if (!this.#told) {
      const told = { ours: 0, others: 0, patch: 0, matter: 0 }
      for (const block of this.read) {
        told.ours += block.told.ours
        told.others += block.told.others
        told.patch += block.told.patch
        told.matter += block.told.matter
      }
      this.#told = told
    }
    return this.#told
  }

  /** All lines, for those who look at each. */
  get lines(): readonly Line[] {
    return (this.#all ??= this.read.flatMap((_, block) => this.linesOf(block)))
  }
}

/** Reads the blocks of a page, one in each step; those that the cache knows take none of their own. */
export function* readPage(
  blocks: readonly Block[],
  engine: Engine,
  cache?: BlockCache,
): Generator<void, Page> {
  const read: ReadBlock[] = []
  const firstLine: number[] = []
  const above: (readonly number[])[] = []
  let lines = 0
  let open: readonly number[] = []
  let title: number | undefined
  for (let b = 0; b < blocks.length; b++) {
    const { text, role, rank } = blocks[b]!
    let one = cache?.get(text)
    if (!one) {
      one = readBlock(text, engine)
      cache?.set(text, one)
      yield
    } else if (b % stride === 0) yield
    read.push(one)
    firstLine.push(lines)
    lines += one.sentences.length
    if (role === 'heading') open = open.filter((h) => h === title || blocks[h]!.rank < rank)
    above.push(open)
    if (role === 'heading') open = [b, ...open]
    if (role === 'title' && title === undefined) {
      title = b
      open = [...open, b]
    }
  }
  return new Page(blocks, read, firstLine, above)
}
