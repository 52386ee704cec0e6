import { judgeInSteps } from '../../src/analysis/analyse'
import type { Described } from '../../src/analysis/describe'
import { finish } from '../../src/analysis/steps'
import { readAgain, type SecondReading } from '../../src/analysis/suspect'
import type { Rules } from '../../src/cards/compiled'
import { bias, type Model, stance } from '../../src/reader/model'
import { listOf, type Traits } from '../../src/reader/surroundings'
import { type PlacedBlock, plainBlocks } from '../../src/text/plain'
import { isRight, type Unit } from '../score'
import { fitLogistic } from './logistic'
import { isUnknownToCards, marksAt } from './samples'
import { randomFrom } from './text'

/** A window where it stands on an annotated page, and whether it should be marked. */
export interface Placed {
  traits: Traits
  asserts: boolean
  weight: number
  /** Hashed words of it and around it, and the page it stands on. */
  words?: Int32Array
  page?: string
}

/**
 * On pages that cards were mended from they find more, and are stopped more rightly, than they will be on any new one.
 * A reader that learns beside them there relies on them too much: of their matches this share is forgotten while it
 * learns.
 */
const forgottenShare = 0.9

/** A page as the second reader sees it, and what the cards found there, of which a share may be forgotten at random. */
export function readingOf(
  blocks: readonly PlacedBlock[],
  rules: Rules,
  reader: Model,
  forgotten = 0,
): [SecondReading, Described[]] {
  const { page, engine, found: all, stopped, contextOf } = finish(judgeInSteps(blocks, rules))
  const random = randomFrom(blocks.length)
  const found = forgotten ? all.filter(() => random() >= forgotten) : all
  return [finish(readAgain(page, engine, reader, { found, stopped }, contextOf)), found]
}

/** Buckets of the words around. */
export const stanceBits = 17
const wordMask = (1 << stanceBits) - 1

/** Matches of cards on annotated pages, and whether a required or optional mark covers them. */
export function matchesOn(units: readonly Unit[], rules: Rules, reader: Model): Placed[] {
  return units.flatMap(({ text, marks }) => {
    const blocks = plainBlocks(text)
    const [reading, kept] = readingOf(blocks, rules, reader)
    return kept.map((described) => {
      const { block, start, end } = described.finding
      const { offset } = blocks[block]!
      const asserts = isRight({ start: offset + start, end: offset + end }, marks)
      return { traits: listOf((take) => reading.tellOf(described, take)), asserts, weight: 1 }
    })
  })
}

/**
 * Candidates of annotated pages, for a reader that has not learned from them. Those that a required mark covers
 * should be marked, those that no mark touches should not; the others teach nothing.
 */
export function placedOn(units: readonly Unit[], rules: Rules, reader: Model): Placed[] {
  return units.flatMap((unit) => {
    const { text, marks } = unit
    const blocks = plainBlocks(text)
    const [reading, kept] = readingOf(blocks, rules, reader, isUnknownToCards(unit) ? 0 : forgottenShare)
    return finish(reading.candidates(kept)).flatMap(({ tell, window, line, described: { finding } }) => {
      const { offset } = blocks[finding.block]!
      const run = { start: offset + finding.start, end: offset + finding.end }
      const { touched, required } = marksAt(run, marks)
      if (touched && !required) return []
      const { surroundings } = reading
      const all = [...surroundings.words(window, line), ...surroundings.wordsAround(line.block)]
      const words = Int32Array.from(all, (feature) => feature & wordMask)
      return [
        {
          traits: listOf(tell).filter(([name]) => name !== stance),
          asserts: required !== undefined,
          weight: 1,
          words,
          page: unit.id,
        },
      ]
    })
  })
}

/** Every block of the pages as a page of its own: what a window is worth when nothing stands around it. */
export const alone = (units: readonly Unit[]): Unit[] =>
  units.flatMap(({ id, text, marks }) =>
    plainBlocks(text).map(({ offset, text: own }) => ({
      id,
      text: own,
      marks: marks
        .filter((mark) => mark.start >= offset && mark.end <= offset + own.length)
        .map((mark) => ({ ...mark, start: mark.start - offset, end: mark.end - offset })),
    })),
  )

/** Weights that let what asserts count as much as what does not: whoever asks of a single sentence has a reason. */
export function evenly(placed: readonly Placed[], whole: number): Placed[] {
  const asserting = placed.filter(({ asserts }) => asserts).length
  const other = placed.length - asserting
  return placed.map((one) => ({
    ...one,
    weight: (whole * placed.length) / 2 / (one.asserts ? asserting : other),
  }))
}

/** How strongly the weights of traits, and of words around, are drawn to zero. */
const traitDecay = 2
const wordDecay = 30

/** Words that fewer pages hold say more of these pages than of any other. */
const leastPages = 8

/** Weights of named traits, and of the hashed words around where windows have them (`2^stanceBits` numbers). */
export function weighTraits(placed: readonly Placed[]): {
  traits: Record<string, number>
  words: Float32Array
} {
  const names = new Map<string, number>([[bias, 0]])
  for (const { traits } of placed)
    for (const [name] of traits) if (!names.has(name)) names.set(name, names.size)
  const pagesOf = new Map<number, Set<string>>()
  for (const { words, page } of placed)
    for (const word of words ?? []) {
      let pages = pagesOf.get(word)
      if (!pages) pagesOf.set(word, (pages = new Set()))
      if (pages.size < leastPages) pages.add(page!)
    }
  const indexOf = new Int32Array(1 << stanceBits).fill(-1)
  let size = names.size
  const kept = [...pagesOf].filter(([, { size }]) => size >= leastPages).map(([word]) => word)
  for (const word of kept) indexOf[word] = size++
  const decay = new Float64Array(size).fill(wordDecay)
  decay.fill(traitDecay, 0, names.size)
  decay[0] = 0
  const weights = fitLogistic(
    placed.map(({ traits, words, asserts, weight }) => ({
      at: Int32Array.from([0, ...traits.map(([name]) => names.get(name)!)]),
      values: Float32Array.from([1, ...traits.map(([, value]) => value)]),
      flags: (words ?? new Int32Array()).map((word) => indexOf[word]!).filter((at) => at >= 0),
      answer: asserts ? 1 : 0,
      weight,
    })),
    decay,
    80,
  )
  const words = new Float32Array(1 << stanceBits)
  for (const word of kept) words[word] = weights[indexOf[word]!]!
  return {
    traits: Object.fromEntries(
      [...names]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, i]) => [name, Math.round(weights[i]! * 1e4) / 1e4]),
    ),
    words,
  }
}
