import { normalise } from '../text/normalise'
import type { Engine } from './engine'
import type { Line, Page } from './page'

/** Between the cells of a row of text. */
export const bar = /[|｜\t]/
const isBar = (code: number) => code === 0x7c || code === 0xff5c || code === 0x09

/** Rows that are looked back over for the head of a column. */
const mostRows = 40

/** A head is no longer than this, in UTF-16 units: 常见说法, 事实真相. */
const longestHead = 20

/** Heads of columns that quote what is said, and of those that have the truth of it. */
const sayings = /说法|传言|传闻|网传|听说|观点|看法|疑问/
const truths = /真相|事实|真实|正解|正确|实情|辟谣|解释|解析|回应|解答/

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

  /** Heads of the columns of the table that a block belongs to, and in a real table which one is its own. */
  headsOf(block: number): { heads: readonly string[]; own?: number } | undefined {
    const { column } = this.#page.blocks[block]!
    if (column) return { heads: column.heads, own: column.index }
    const head = this.#headRow(block)
    return head === undefined ? undefined : { heads: cellsOf(head) }
  }

  /** Where a cell of a row of text ends: UTF-16 offset of the block's normalised text. */
  endOf(block: number, column: number): number {
    const { text: written } = this.#page.blocks[block]!
    const { from, text } = this.#page.read[block]!.normalised
    let bars = 0
    let at = 0
    for (; at < written.length; at++) if (isBar(written.charCodeAt(at)) && bars++ === column) break
    let end = 0
    while (end < text.length && (from?.[end] ?? end) < at) end++
    return end
  }

  /** The first of the rows of text that a block goes on; undefined where it stands alone. */
  #headRow(block: number): string | undefined {
    if (this.#barsOf(block) === 0) return undefined
    // Rows are asked for from the top: most of the way is known.
    let known = block
    while (this.#head[known] === undefined && this.#goesOn(known)) known--
    this.#head[known] ??= known
    for (let row = known + 1; row <= block; row++) this.#head[row] = this.#head[row - 1]!
    const head = this.#head[block]!
    return head < block && block - head <= mostRows ? this.#page.blocks[head]!.text : undefined
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
 * Tells of a line in a column of myths beside one that has the truth (谣言 | 真相) where in it (UTF-16 offset of the
 * block's normalised text) the myth ends, of one in the column of the truth -1, and of all others nothing.
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
        (sayings.test(head) ||
          engine.cues
            .spot(normalise(head, engine.chars).text)
            .readings.some((reading) => engine.cueMeanings.of(reading).reads.includes(myth)))
      known.set(head, found)
    }
    return found
  }
  return (line) => {
    const table = columns.headsOf(line.block)
    if (!table) return undefined
    const { heads, own } = table
    const truth = heads.findIndex((head) => truths.test(head))
    const quoted = heads.findIndex(isMyth)
    if (truth < 0 || quoted < 0) return undefined
    if (own !== undefined) return own === quoted ? line.text.length : own === truth ? -1 : undefined
    // A row of text: the truth stands behind the myth, or nothing is known of either.
    if (truth < quoted) return undefined
    const end = columns.endOf(line.block, quoted)
    return line.sentence.start < end ? end : -1
  }
}
