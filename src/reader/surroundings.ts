import type { Context } from '../analysis/guards'
import type { Line, Page } from '../analysis/page'
import type { Word } from '../analysis/read'
import { addGrams, Gatherer } from './features'
import type { Readings, Window } from './windows'

/** What stands around a window, as named numbers from -1 to 1. */
export type Traits = [name: string, value: number][]

/** Takes traits one by one: a page has many windows, and most of them are weighed and forgotten. */
export type TakeTrait = (name: string, value: number) => void

/** A list of the traits that something tells. */
export function listOf(tell: (take: TakeTrait) => void): Traits {
  const traits: Traits = []
  tell((name, value) => traits.push([name, value]))
  return traits
}

const places = new Map<string, Map<string, string>>()

/** `name place`, joined once: whoever looks up a name that was joined anew has to hash all of it. */
function placed(name: string, place: string): string {
  let names = places.get(place)
  if (!names) places.set(place, (names = new Map()))
  let joined = names.get(name)
  if (joined === undefined) names.set(name, (joined = `${name} ${place}`))
  return joined
}

/** How many lines of a page one imagines beside those it has, so that a short page says little about itself. */
const imagined = 6
const usual = 0.25

/** Texts of so many lines leave unsaid which disease they speak of. */
const unspoken = 2

/** UTF-16 units that stand near a window, those that are looked at behind it, and those at the border of another block. */
const near = 12
const reach = 40
const edge = 20

/** Names of cues' families begin with it. */
const family = 'guard:'
const seen = new Set<string>()

/** Between -1 and 1, by arithmetic that every machine rounds alike (exponentials are not). */
export const squash = (logit: number) => logit / (1 + Math.abs(logit))

/** How likely a line asserts something by its likeliest window, 0 to 1. */
export const assertingOf = (line: Line, readings: Readings) => (squash(readings.top(line)) + 1) / 2

/** Between -1 and 1 too, in proportion up to there. */
export const linear = (logit: number) => Math.max(-1, Math.min(1, logit / 8))

/**
 * Describes where a window stands: how its neighbours and its page read, which cues of context stand inside, before
 * and behind it, in the lines beside it and in the headings above it.
 */
export class Surroundings {
  readonly #page: Page
  readonly #readings: Readings
  readonly #spoken: ReadonlyMap<number, number>
  readonly #stopped: ReadonlyMap<number, number>
  readonly #asserting: readonly number[]
  readonly #sum: number
  /** How little the page names our disease beside others, 0 to 1; a text of one or two lines need not name any. */
  readonly #elsewhere: number
  readonly #unnamed: boolean
  readonly #gatherer = new Gatherer()
  readonly #wordsAround = new Map<number, Int32Array>()
  readonly #spokenSum: number
  readonly #stoppedSum: number

  /**
   * @param asserting by index of line: how likely it asserts something (`assertingOf`)
   * @param spoken by index of line: how many claims cards found there
   * @param stopped by index of line: how many the cards' guards stopped
   */
  constructor(
    page: Page,
    readings: Readings,
    asserting: readonly number[],
    spoken: ReadonlyMap<number, number>,
    stopped: ReadonlyMap<number, number>,
  ) {
    this.#page = page
    this.#readings = readings
    this.#spoken = spoken
    this.#stopped = stopped
    this.#asserting = asserting
    const total = (numbers: Iterable<number>) => [...numbers].reduce((sum, number) => sum + number, 0)
    this.#sum = total(this.#asserting)
    this.#spokenSum = total(spoken.values())
    this.#stoppedSum = total(stopped.values())
    const { ours, others } = page.told
    this.#elsewhere = others / (ours + others + 2)
    this.#unnamed = ours === 0 && page.lineCount > unspoken
  }

  /** What the rest of the page says of a line: the traits that change with any part of it. */
  ofPage({ index }: Line, take: TakeTrait): void {
    const rest = this.#page.lineCount - 1 + imagined
    take('page asserts', (this.#sum - this.#asserting[index]! + usual * imagined) / rest - usual)
    take('cards speak', (this.#spokenSum - (this.#spoken.get(index) ?? 0)) / rest)
    take('cards are stopped', (this.#stoppedSum - (this.#stopped.get(index) ?? 0)) / rest)
    take('page names others', this.#elsewhere)
    if (this.#unnamed) take('page never names it', 1)
  }

  /** The traits that hang on a window's sentence, its block, what stands beside that and above it. */
  near(window: Window, context: Context, take: TakeTrait): void {
    const { line, engine } = context
    const { sentence } = line
    const { blocks, above } = this.#page
    const add = (name: string, value = 1) => take(name, value)
    const role = blocks[line.block]!.role
    add('logit', squash(window.logit))
    add('logit, linear', linear(window.logit))
    add('length', (window.end - window.start) / 64)
    if (window.start <= sentence.start + 2) add('begins its sentence')
    if (window.end >= sentence.end - 2) add('ends its sentence')
    add(role)
    if (sentence.asked) add('in a question')
    let rest = Number.NEGATIVE_INFINITY
    for (const { start, end, logit } of this.#readings.of(line))
      if ((end <= window.start || start >= window.end) && logit > rest) rest = logit
    if (rest > Number.NEGATIVE_INFINITY) add('rest of the sentence', squash(rest))
    else add('all of its sentence')

    if (this.#stopped.get(line.index)) add('a card is stopped beside it')
    if (this.#spoken.get(line.index)) add('a card speaks beside it')
    for (const [place, at] of [
      ['before', line.index - 1],
      ['after', line.index + 1],
    ] as const) {
      const other = this.#page.line(at)
      if (!other || blocks[other.block]!.role === 'title') add(placed('nothing', place))
      else {
        add(placed('line', place), squash(this.#readings.top(other)))
        if (other.block === line.block) add(placed('same block', place))
      }
    }

    const cues = (place: string, words: readonly Word[]) => {
      seen.clear()
      for (const { concepts } of words)
        for (const concept of concepts) {
          const name = engine.rules.concepts[concept]!
          if (!name.startsWith(family) || seen.has(name)) continue
          seen.add(name)
          add(placed(name.slice(family.length), place))
        }
    }
    const here = sentence.cues
    if (here.length) {
      cues(
        'inside',
        here.filter((cue) => cue.start < window.end && window.start < cue.end),
      )
      cues(
        'in front',
        here.filter((cue) => cue.end <= window.start),
      )
      cues(
        'behind',
        here.filter((cue) => cue.start >= window.end),
      )
    }
    for (const [place, at] of [
      ['in the line before', line.index - 1],
      ['in the line after', line.index + 1],
    ] as const) {
      const other = this.#page.line(at)
      if (other && (other.block === line.block || at > line.index)) cues(place, other.sentence.cues)
    }
    for (const heading of above[line.block]!) {
      const place = blocks[heading]!.role === 'title' ? 'in the title' : 'in a heading'
      for (const read of this.#page.read[heading]!.sentences) {
        cues(place, read.cues)
        if (read.asked) add(placed('question', place))
      }
    }
  }

  /**
   * Hashed n-grams of a window and, each kind of its own, of what stands around it in its block: near and further
   * before and behind it, and where it is quoted, around the quotation. With those around its block they are for a
   * table that learns from annotated pages how one rejects, reports and sells.
   */
  words(window: Window, { block, text }: Line): Int32Array {
    const { start, end } = window
    const { read, blocks } = this.#page
    const features = this.#gatherer
    const add = (place: string, words: string, least = 1) => addGrams(features, place, words, least)
    add('w', `^${text.slice(start, end)}$`)
    const behind = text.slice(end, end + reach)
    add('b', (start <= near ? '^' : '') + text.slice(Math.max(0, start - near), start))
    add('a', behind.slice(0, near) + (text.length - end <= near ? '$' : ''))
    add('B', text.slice(Math.max(0, start - near - 20), Math.max(0, start - near)), 2)
    add('A', behind.slice(near), 2)
    const before = text.slice(Math.max(0, start - reach), start)
    const opened = before.lastIndexOf('“')
    if (opened > before.lastIndexOf('”')) {
      add('quoted', '“')
      add('quote before', before.slice(Math.max(0, opened - 8), opened))
      const closed = behind.indexOf('”')
      if (closed >= 0) add('quote behind', behind.slice(closed, closed + 15))
    }
    // Bars between cells are not read: what stands behind them is looked up in the block as it was written.
    const { from } = read[block]!.normalised
    const written = from ? from[end - 1]! + 1 : end
    const cell = /^[^|｜]*[|｜]\s*([^|｜]{1,4})/.exec(blocks[block]!.text.slice(written, written + reach))
    if (cell) add('next cell', cell[1]!)
    return features.take()
  }

  /** The same of what stands around a block: at the borders of the blocks beside it, in its heading and title. */
  wordsAround(block: number): Int32Array {
    const known = this.#wordsAround.get(block)
    if (known) return known
    const { read } = this.#page
    const features = this.#gatherer
    const add = (place: string, words = '') => addGrams(features, place, words, 2)
    const title = this.#page.titleOf(block)
    const heading = this.#page.headingOf(block)
    add('p', read[block - 1]?.normalised.text.slice(-edge))
    add('n', read[block + 1]?.normalised.text.slice(0, edge))
    if (heading !== undefined) add('h', read[heading]!.normalised.text.slice(0, 30))
    if (title !== undefined) add('t', read[title]!.normalised.text.slice(0, 40))
    const words = features.take()
    this.#wordsAround.set(block, words)
    return words
  }
}
