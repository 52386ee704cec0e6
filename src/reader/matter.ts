import type { Engine } from '../analysis/engine'
import type { Line, Page } from '../analysis/page'
import { gistOf } from './features'
import type { Model } from './model'
import { allWords, seenIn, within } from './windows'

/**
 * How much the words around a window count where it is told which card it resembles, beside `own`: a clause seldom
 * names what it speaks of (再抹下去只会更白), the sentence, those beside it, its heading and the title do. Measured by the
 * annotator's topic and verdict on pages seen for the first time, where these weights were chosen; see README.md.
 * `unit` is what counts as one: more than `own`, since what is added up repeats itself and would sound too sure.
 */
export const weights = { own: 10, sentence: 4, near: 2, heading: 3, unit: 14 } as const

/** Sentences of the block on either side that are near; so many of a heading are read, and so much of each, in UTF-16 units. */
const reach = 2
const longest = 200

/** What the reader sees of a line. */
function gistOfLine(line: Line, engine: Engine): Int32Array {
  const { start } = line.sentence
  const end = Math.min(line.sentence.end, start + longest)
  const words = within(allWords(line), start, end)
  return gistOf(line.text.slice(start, end), seenIn(line, words, start, end, engine))
}

/** What stands around the lines of one page, as the model takes it in; each line is read once. */
export class Matter {
  readonly #around = new Map<Line, Int32Array>()
  readonly #lines = new Map<Line, Int32Array>()

  constructor(
    private readonly page: Page,
    private readonly engine: Engine,
    private readonly model: Model,
  ) {}

  /** For `Model.resembled`. */
  around(line: Line): Int32Array {
    const known = this.#around.get(line)
    if (known) return known
    const sum = this.model.nothing()
    this.#add(sum, line, weights.sentence)
    const { page } = this
    const inBlock = page.linesOf(line.block)
    const place = line.index - page.firstLine[line.block]!
    for (let near = Math.max(0, place - reach); near <= place + reach && near < inBlock.length; near++)
      this.#add(sum, inBlock[near]!, weights.near)
    for (const heading of [page.headingOf(line.block), page.titleOf(line.block)]) {
      if (heading === undefined) continue
      for (const other of page.linesOf(heading).slice(0, reach)) this.#add(sum, other, weights.heading)
    }
    this.#around.set(line, sum)
    return sum
  }

  #add(sum: Int32Array, line: Line, weight: number): void {
    let taken = this.#lines.get(line)
    if (!taken) this.#lines.set(line, (taken = this.model.take(gistOfLine(line, this.engine))))
    for (let d = 0; d < sum.length; d++) sum[d]! += weight * taken[d]!
  }
}
