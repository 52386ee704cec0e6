import { type Engine, engineFor } from '../../src/analysis/engine'
import { type Line, readPage } from '../../src/analysis/page'
import { finish } from '../../src/analysis/steps'
import type { Rules } from '../../src/cards/compiled'
import { type Features, featuresOf } from '../../src/reader/features'
import { allWords, bordersOf, seenIn, within } from '../../src/reader/windows'
import { plainBlocks } from '../../src/text/plain'
import { ownPages, roundOf } from '../marked'
import type { Unit } from '../score'
import { expand, randomFrom, type Template } from './text'

/** A run of text the reader is taught or tried on. */
export interface Sample {
  features: Features
  /** The card whose claim it asserts, where that is known. */
  card?: string
  /** On a page: the required mark that covers it. Without one it asserts nothing. */
  mark?: Unit['marks'][number] | undefined
  /** How much it counts. */
  weight: number
}

type Batches = readonly (readonly [first: number, last: number])[]

/** Rounds that the reader has learned from, after each was scored at first sight; the others stay unseen. */
const knownToReader: Batches = [
  [1, 110],
  [112, 134],
  [150, 157],
]

/** Rounds that its network has learned from. */
const knownToNetwork: Batches = [
  [1, 110],
  [112, 134],
  [150, 173],
  [180, 184],
]

/** Rounds that cards were written or mended from: there they are right more often than on any new page. */
const knownToCards: Batches = [
  [1, 14],
  [21, 44],
  [57, 65],
]

const isIn = (unit: Unit, batches: Batches): boolean =>
  batches.some(([first, last]) => roundOf(unit) >= first && roundOf(unit) <= last)

/** Whether the cards' matches on a page teach how far cards can be trusted. */
export const isUnknownToCards = (unit: Unit): boolean => !isIn(unit, knownToCards)

/** Whether neither cards nor reader have learned from a page. */
export const isUnseen = (unit: Unit): boolean =>
  ![knownToReader, knownToNetwork, knownToCards].some((batches) => isIn(unit, batches))

/** Annotated pages of tests/eval that the network learns from. */
export const pagesForNetwork = (): Unit[] => ownPages().filter((unit) => isIn(unit, knownToNetwork))

/** Annotated pages of tests/eval that the reader learns from. */
export const learnedPages = (): Unit[] => ownPages().filter((unit) => isIn(unit, knownToReader))

/**
 * What an annotator says of a run where it stands: whether any mark but a trap touches it, and the required mark that
 * shares most of the shorter of the two.
 */
export function marksAt(
  { start, end }: { start: number; end: number },
  marks: Unit['marks'],
): { touched: boolean; required: Unit['marks'][number] | undefined } {
  const shared = (mark: Unit['marks'][number]) => Math.min(end, mark.end) - Math.max(start, mark.start)
  const touched = marks.filter((mark) => mark.label !== 'trap' && shared(mark) > 0)
  const required = touched.find(
    (mark) => mark.label !== 'optional' && shared(mark) >= 0.6 * Math.min(end - start, mark.end - mark.start),
  )
  return { touched: touched.length > 0, required }
}

export class Sampler {
  readonly #engine: Engine
  readonly #seed: number
  readonly #without: string | undefined

  /** `without` leaves out a group of features: `ngrams` or `concepts`. */
  constructor(rules: Rules, seed: number, without?: string) {
    this.#engine = engineFor(rules)
    this.#seed = seed
    this.#without = without
  }

  /** `parts`: of what asserts nothing, each clause asserts nothing either and is shown as well. */
  fromTemplates(list: readonly Template[], most: number, parts = true): Sample[] {
    const random = randomFrom(this.#seed)
    return list.flatMap((template) =>
      expand(template, most, random).flatMap((text) =>
        finish(readPage([{ role: 'text', rank: 0, text }], this.#engine)).lines.flatMap((line) => {
          const { start, end } = line.sentence
          const runs: [number, number][] = [[start, end]]
          if (parts && !template.card) runs.push(...bordersOf(line))
          return runs.map(([from, to]) => ({
            features: this.#features(line, from, to),
            ...(template.card ? { card: template.card } : {}),
            weight: 1 / runs.length,
          }))
        }),
      ),
    )
  }

  /** Runs of annotated pages: those that a required mark covers assert something, those that no mark touches nothing. */
  fromPages(units: readonly Unit[]): Sample[] {
    return units.flatMap(({ text, marks }) => {
      const blocks = plainBlocks(text)
      const page = finish(readPage(blocks, this.#engine))
      return page.lines.flatMap((line) => {
        const { from } = page.read[line.block]!.normalised
        const place = (at: number) => blocks[line.block]!.offset + (from ? from[at]! : at)
        return bordersOf(line).flatMap(([start, end]) => {
          const [a, b] = [place(start), place(end)]
          const shared = (mark: Unit['marks'][number]) => Math.min(b, mark.end) - Math.max(a, mark.start)
          const touched = marks.filter((mark) => mark.label !== 'trap' && shared(mark) > 0)
          const required = touched.find(
            (mark) =>
              mark.label !== 'optional' &&
              shared(mark) >= 0.7 * (b - a) &&
              shared(mark) >= 0.7 * (mark.end - mark.start),
          )
          if (!required && touched.length) return []
          return [{ features: this.#features(line, start, end), mark: required, weight: 1 }]
        })
      })
    })
  }

  #features(line: Line, start: number, end: number): Features {
    const text = line.text.slice(start, end).replace(/[。！？；]+$/, '')
    const words = seenIn(line, within(allWords(line), start, end), start, end, this.#engine)
    if (this.#without === 'ngrams') return featuresOf('', words)
    return featuresOf(text, this.#without === 'concepts' ? [] : words)
  }
}
