import { normalise } from '../text/normalise'
import type { Engine } from './engine'
import type { Line, Page } from './page'

/** Between the cells of a row of text. */
const bar = /[|｜\t]/

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

/** The first of the rows of text, with as many cells each, that a block ends; undefined where it stands alone. */
export function headRow(block: number, page: Page): string | undefined {
  const { blocks } = page
  if (!bar.test(blocks[block]!.text)) return undefined
  const { length } = cellsOf(blocks[block]!.text)
  let head = block
  while (head > 0 && block - head < mostRows) {
    const { text, role } = blocks[head - 1]!
    if (role === 'title' || cellsOf(text).length !== length) break
    head--
  }
  return head < block ? blocks[head]!.text : undefined
}

/** The cell that a line begins in: of a real table, or of rows of text with bars between the cells. */
function cellOf({ block, sentence, text }: Line, page: Page): Cell | undefined {
  const { column, text: written } = page.blocks[block]!
  if (column) return { heads: column.heads, column: column.index, end: text.length }
  const head = headRow(block, page)
  if (head === undefined) return undefined
  const { from } = page.read[block]!.normalised
  const place = (at: number) => from?.[at] ?? at
  const start = place(sentence.start)
  const next = written.slice(start).search(bar)
  let end = text.length
  if (next >= 0) for (end = sentence.start; end < text.length && place(end) < start + next; ) end++
  return { heads: cellsOf(head), column: cellsOf(written.slice(0, start)).length - 1, end }
}

/**
 * Tells of a line that begins in a column of myths (谣言 | 真相) where in it (UTF-16 offset of the block's normalised text)
 * its cell ends, of one in the column of the truth -1, and of all others nothing.
 */
export function mythColumns(page: Page, engine: Engine): (line: Line) => number | undefined {
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
    const cell = cellOf(line, page)
    const head = cell?.heads[cell.column]
    if (!cell || !head) return undefined
    const others = cell.heads.filter((_, column) => column !== cell.column)
    if (isMyth(head) || (sayings.test(head) && others.some((other) => truths.test(other)))) return cell.end
    const isTruth = truths.test(head) && others.some((other) => isMyth(other) || sayings.test(other))
    return isTruth ? -1 : undefined
  }
}
