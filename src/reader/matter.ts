import type { Engine } from '../analysis/engine'
import type { Line, Page } from '../analysis/page'
import { type Features, featuresOf } from './features'
import type { Model } from './model'
import { allWords, seenIn, within } from './windows'

/**
 * How much the words around a window count where it is told which card it resembles, beside `own`: a clause seldom
 * names what it speaks of (再抹下去只会更白), the sentence, those beside it, its heading and the title do. Measured by the
 * annotator's topic and verdict on pages seen for the first time, where these weights were chosen; see README.md.
 * `unit` is what counts as one: more than `own`, since what is added up repeats itself and would sound too sure.
 */
export const weights = { own: 10, sentence: 4, near: 2, heading: 3, unit: 15 } as const

/** Sentences of the block on either side that are near; so many of a heading are read, and so much of each, in UTF-16 units. */
const reach = 2
const longest = 200

/** What speaks of the same matter as a line: pairs of what it counts and its features. */
export function around(line: Line, page: Page, featuresOf: (line: Line) => Features): [number, Features][] {
  const list: [number, Features][] = [[weights.sentence, featuresOf(line)]]
  for (let index = line.index - reach; index <= line.index + reach; index++) {
    const other = page.line(index)
    if (other?.block === line.block) list.push([weights.near, featuresOf(other)])
  }
  const { blocks } = page
  const above = page.above[line.block]!
  for (const heading of [
    above.find((heading) => blocks[heading]!.role !== 'title'),
    above.find((heading) => blocks[heading]!.role === 'title'),
  ])
    if (heading !== undefined)
      for (const other of page.linesOf(heading).slice(0, reach))
        list.push([weights.heading, featuresOf(other)])
  return list
}

/** What the reader sees of a line. */
export function featuresOfLine(line: Line, engine: Engine): Int32Array {
  const { start } = line.sentence
  const end = Math.min(line.sentence.end, start + longest)
  const words = within(allWords(line), start, end)
  return featuresOf(line.text.slice(start, end), seenIn(line, words, start, end, engine))
}

/** What stands around the lines of one page, as the model takes it in; each line is read once. */
export class Matter {
  readonly #lines = new Map<number, Int32Array>()

  constructor(
    private readonly page: Page,
    private readonly engine: Engine,
    private readonly model: Model,
  ) {}

  /** For `Model.resembled`. */
  around(line: Line): Int32Array {
    const sum = this.model.nothing()
    for (const [weight, taken] of around(line, this.page, (line) => this.#taken(line)))
      for (let d = 0; d < sum.length; d++) sum[d]! += weight * taken[d]!
    return sum
  }

  #taken(line: Line): Int32Array {
    let taken = this.#lines.get(line.index)
    if (!taken) this.#lines.set(line.index, (taken = this.model.take(featuresOfLine(line, this.engine))))
    return taken
  }
}
