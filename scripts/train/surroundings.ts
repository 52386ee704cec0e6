import { judgeInSteps } from '../../src/analysis/analyse'
import type { Described } from '../../src/analysis/describe'
import { finish } from '../../src/analysis/steps'
import { readAgain, type SecondReading } from '../../src/analysis/suspect'
import type { Rules } from '../../src/cards/compiled'
import { bias, type Model } from '../../src/reader/model'
import type { Traits } from '../../src/reader/surroundings'
import { type PlacedBlock, plainBlocks } from '../../src/text/plain'
import { isRight, type Unit } from '../score'
import { isUnknownToCards } from './samples'
import { randomFrom } from './text'

/** A window where it stands on an annotated page, and whether it should be marked. */
export interface Placed {
  traits: Traits
  asserts: boolean
  weight: number
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

/** Matches of cards on annotated pages, and whether a required or optional mark covers them. */
export function matchesOn(units: readonly Unit[], rules: Rules, reader: Model): Placed[] {
  return units.flatMap(({ text, marks }) => {
    const blocks = plainBlocks(text)
    const [reading, kept] = readingOf(blocks, rules, reader)
    return kept.map((described) => {
      const { block, start, end } = described.finding
      const { offset } = blocks[block]!
      const asserts = isRight({ start: offset + start, end: offset + end }, marks)
      return { traits: reading.traitsOf(described), asserts, weight: 1 }
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
    return finish(reading.candidates(kept)).flatMap(({ traits, described: { finding } }) => {
      const { offset } = blocks[finding.block]!
      const [start, end] = [offset + finding.start, offset + finding.end]
      const touched = marks.filter((mark) => mark.label !== 'trap' && start < mark.end && mark.start < end)
      const covered = touched.some(
        (mark) =>
          mark.label !== 'optional' &&
          Math.min(end, mark.end) - Math.max(start, mark.start) >=
            0.6 * Math.min(end - start, mark.end - mark.start),
      )
      if (touched.length && !covered) return []
      return [{ traits, asserts: covered, weight: 1 }]
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

/** Logistic regression on named traits, by full gradient steps with momentum; `decay` draws the weights to zero. */
export function weighTraits(
  placed: readonly Placed[],
  { steps, rate, decay }: { steps: number; rate: number; decay: number },
): Record<string, number> {
  const names = new Map<string, number>([[bias, 0]])
  const counts = [0]
  for (const { traits } of placed)
    for (const [name] of traits) {
      let at = names.get(name)
      if (at === undefined) {
        names.set(name, (at = names.size))
        counts.push(0)
      }
      counts[at]!++
    }
  const rows = placed.map(({ traits, asserts, weight }) => ({
    at: [0, ...traits.map(([name]) => names.get(name)!)],
    values: [1, ...traits.map(([, value]) => value)],
    asserts: asserts ? 1 : 0,
    weight,
  }))
  const total = rows.reduce((sum, { weight }) => sum + weight, 0)
  const weights = new Float64Array(names.size)
  const speed = new Float64Array(names.size)
  weights[names.get('logit, linear') ?? 0] = 4
  for (let step = 0; step < steps; step++) {
    const gradient = new Float64Array(names.size)
    for (const { at, values, asserts, weight } of rows) {
      let sum = 0
      for (let i = 0; i < at.length; i++) sum += weights[at[i]!]! * values[i]!
      const error = (asserts - 1 / (1 + Math.exp(-sum))) * weight
      for (let i = 0; i < at.length; i++) gradient[at[i]!]! += error * values[i]!
    }
    for (let i = 0; i < weights.length; i++) {
      const pull = i === 0 ? 0 : decay * weights[i]!
      speed[i] = 0.9 * speed[i]! + rate * (gradient[i]! / total - pull / total)
      weights[i]! += speed[i]!
    }
  }
  return Object.fromEntries(
    [...names]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, i]) => [name, Math.round(weights[i]! * 1e4) / 1e4]),
  )
}
