import type { Engine } from '../analysis/engine'
import type { Line } from '../analysis/page'
import type { Word } from '../analysis/read'
import type { NumberHit } from '../text/numbers'
import { amountOf } from './amounts'
import { type Features, featuresOf, type SeenWord, seenWord } from './features'
import type { Model } from './model'

/** A run of one sentence that could assert something; offsets: UTF-16 units of its block's normalised text. */
export interface Window {
  start: number
  end: number
  /** None where it is too unlikely to be looked at further, and no features: they are many, and a page keeps its windows. */
  words: readonly Word[]
  features: Features
  /** How likely it asserts a claim, read by itself: a logit. */
  logit: number
}

/** Runs shorter than this, in UTF-16 units, say too little; longer ones are no clause. */
const shortest = 8
const longest = 64

/** The clauses of a sentence, singly and in pairs of neighbours. What ends before a colon only announces what is said. */
export function bordersOf({ sentence, text }: Line): [number, number][] {
  const borders = [sentence.start, ...sentence.clauses]
  const windows: [number, number][] = []
  for (let i = 0; i + 1 < borders.length; i++) {
    for (const j of [i + 1, i + 2]) {
      if (j >= borders.length) continue
      let start = borders[i]!
      let end = borders[j]!
      if (text[end - 1] === '：' && end < sentence.end) continue
      while (start < end && /[\s“”"'（(《【\d.、·]/.test(text[start]!)) start++
      while (end > start && /[\s，。！？；：…“”"'）)》】!?]/.test(text[end - 1]!)) end--
      if (end - start >= shortest && end - start <= longest) windows.push([start, end])
    }
  }
  return windows
}

const seen = new WeakMap<readonly number[], SeenWord>()

export function namesOf({ concepts }: Pick<Word, 'concepts'>, engine: Engine): SeenWord {
  let word = seen.get(concepts)
  if (!word) {
    // Words spelt out in patterns come and go with the cards and say little.
    const names = concepts.map((concept) => engine.rules.concepts[concept]!).filter((name) => name[0] !== '"')
    seen.set(concepts, (word = seenWord(names)))
  }
  return word
}

/** Words and cues of a sentence together, by start. */
export const allWords = ({ sentence }: Line): Word[] =>
  [...sentence.words, ...sentence.cues].sort((a, b) => a.start - b.start)

/** Those of `words` that stand inside a run. */
export const within = (words: readonly Word[], start: number, end: number): Word[] =>
  words.filter((word) => word.start >= start && word.end <= end)

const kept = new WeakMap<Model, WeakMap<Engine, Readings>>()

/** What a model has read of sentences of an engine: a page is looked at again after each change, most sentences are as they were. */
export function readingsOf(engine: Engine, model: Model): Readings {
  let byEngine = kept.get(model)
  if (!byEngine) kept.set(model, (byEngine = new WeakMap()))
  let readings = byEngine.get(engine)
  if (!readings) byEngine.set(engine, (readings = new Readings(engine, model)))
  return readings
}

/** Numbers as the reader sees them, and where they begin. */
export const amountsOf = (numbers: readonly NumberHit[]) =>
  numbers.map((number) => ({ at: number.start, seen: amountOf(number) }))

/** What the reader sees of a run beside its characters: names of the concepts of its words, and how much its numbers are. */
export function seenIn(
  { sentence }: Line,
  words: readonly Word[],
  start: number,
  end: number,
  engine: Engine,
): SeenWord[] {
  const seen = words.map((word) => namesOf(word, engine))
  if (!sentence.numberKinds) return seen
  const numbers = sentence.numbers.filter((number) => number.start >= start && number.end <= end)
  if (!numbers.length) return seen
  const placed = [...words.map((word, i) => ({ at: word.start, seen: seen[i]! })), ...amountsOf(numbers)]
  return placed.sort((a, b) => a.at - b.at).map((one) => one.seen)
}

/** Reads each sentence once. */
export class Readings {
  readonly #engine: Engine
  readonly #model: Model

  constructor(engine: Engine, model: Model) {
    this.#engine = engine
    this.#model = model
  }

  /** The windows of a line that hold any word of the lexicon. */
  of(line: Line): Window[] {
    const { sentence } = line
    if (sentence.windows?.readings !== this) sentence.windows = { readings: this, list: this.#windows(line) }
    return sentence.windows.list
  }

  /** The highest logit of a line's windows; what says nothing is as unlikely as can be. */
  top(line: Line): number {
    return this.of(line).reduce((top, { logit }) => Math.max(top, logit), lowest)
  }

  /** Any run of a line, however short. */
  run(line: Line, start: number, end: number, all = allWords(line)): Window {
    const words = within(all, start, end)
    const features = featuresOf(line.text.slice(start, end), seenIn(line, words, start, end, this.#engine))
    return { start, end, words, features, logit: this.#model.claim(features) }
  }

  #windows(line: Line): Window[] {
    const all = allWords(line)
    return bordersOf(line)
      .map(([start, end]) => this.run(line, start, end, all))
      .filter(({ words }) => words.length)
      .map((window) =>
        window.logit < worthLooking ? { ...window, features: noFeatures, words: noWords } : window,
      )
  }
}

const noFeatures = new Int32Array(0)
const noWords: readonly Word[] = []

/** Windows less likely than this, read by themselves, are not looked at in their surroundings. A logit. */
export const worthLooking = -2

/** Logits below this are all the same. */
const lowest = -6
