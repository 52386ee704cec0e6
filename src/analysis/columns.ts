import { normalise } from '../text/normalise'
import type { Engine } from './engine'
import type { Line, Page } from './page'

/** Between the cells of a row of text. */
const bar = /[|｜\t]/
const isBar = (code: number) => code === 0x7c || code === 0xff5c || code === 0x09

/** Rows that are looked back over for the head of a column. */
const mostRows = 40

/** A head is no longer than this, in UTF-16 units: 常见说法, 事实真相. */
const longestHead = 20

/** Heads of columns of sayings that are only myths where another column has the truth of them. */
const sayings = /说法|传言|传闻|网传|听说|观点|看法|疑问/
const truths = /真相|事实|正解|正确|实情|辟谣/

interface Cell {
  /** Heads of all columns of its table. */
  heads: readonly string[]
  /** Which of them is its own. */
  column: number
  /** Where it ends: UTF-16 offset of the block's normalised text. */
  end: number
}

const cellsOf = (text: string) => text.split(bar).map((cell) => cell.trim())

const barsOf = (text: string): number => {
  let bars = 0
  for (let i = 0; i < text.length; i++) if (isBar(text.charCodeAt(i))) bars++
  return bars
}

/** Tables of a page: real ones, and rows of text with as many bars each between the cells. */
export class Columns {
  readonly #page: Page
  /** For each block looked at: how many bars it holds, and the first of the rows that it goes on. */
  readonly #bars: number[] = []
  readonly #head: number[] = []

  constructor(page: Page) {
    this.#page = page
  }

  /** What a block hangs on, told by value: the heads of its columns. */
  context(block: number): string | undefined {
    const { column } = this.#page.blocks[block]!
    return column ? `${column.index}\n${column.heads.join('\n')}` : this.#headRow(block)
  }

  /** The cell that a line begins in. */
  cellOf({ block, sentence, text }: Line): Cell | undefined {
    const { column, text: written } = this.#page.blocks[block]!
    if (column) return { heads: column.heads, column: column.index, end: text.length }
    const head = this.#headRow(block)
    if (head === undefined) return undefined
    const { from } = this.#page.read[block]!.normalised
    const place = (at: number) => from?.[at] ?? at
    const start = place(sentence.start)
    const next = written.slice(start).search(bar)
    let end = text.length
    if (next >= 0) for (end = sentence.start; end < text.length && place(end) < start + next; ) end++
    return { heads: cellsOf(head), column: barsOf(written.slice(0, start)), end }
  }

  /** The first of the rows of text that a block goes on; undefined where it stands alone. */
  #headRow(block: number): string | undefined {
    if (this.#barsOf(block) === 0) return undefined
    // Rows are asked for from the top: most of the way is known.
    let known = block
    while (this.#head[known] === undefined && this.#goesOn(known)) known--
    this.#head[known] ??= known
    for (let row = known + 1; row <= block; row++) {
      const head = this.#head[row - 1]!
      this.#head[row] = row - head < mostRows ? head : row
    }
    const head = this.#head[block]!
    return head < block ? this.#page.blocks[head]!.text : undefined
  }

  #goesOn(block: number): boolean {
    const before = this.#page.blocks[block - 1]
    return before !== undefined && before.role !== 'title' && this.#barsOf(block - 1) === this.#barsOf(block)
  }

  #barsOf(block: number): number {
    return (this.#bars[block] ??= barsOf(this.#page.blocks[block]!.text))
  }
}

/**
 * Tells of a line that begins in a column of myths (谣言 | 真相) where in it (UTF-16 offset of the block's normalised text)
 * its cell ends, of one in the column of the truth -1, and of all others nothing.
 */
export function mythColumns(columns: Columns, engine: Engine): (line: Line) => number | undefined {
  const myth = engine.cue('myth-heading')
  const known = new Map<string, boolean>()
  const isMyth = (head: string): boolean => {
    let found = known.get(head)
    if (found === undefined) {
      found =
        head.length <= longestHead &&
        !truths.test(head) &&
        engine.cues
          .spot(normalise(head, engine.chars).text)
          .readings.some((reading) => engine.cueMeanings.of(reading).reads.includes(myth))
      known.set(head, found)
    }
    return found
  }
  return (line) => {
    const cell = columns.cellOf(line)
    const head = cell?.heads[cell.column]
    if (!cell || !head) return undefined
    const others = cell.heads.filter((_, column) => column !== cell.column)
    if (isMyth(head) || (sayings.test(head) && others.some((other) => truths.test(other)))) return cell.end
    const isTruth = truths.test(head) && others.some((other) => isMyth(other) || sayings.test(other))
    return isTruth ? -1 : undefined
  }
}
