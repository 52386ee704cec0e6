/** Features are hashed into `2^featureBits` buckets; a smaller table takes the low bits. */
export const featureBits = 18
const mask = (1 << featureBits) - 1

const longest = 4
const fnvOffset = 0x811c9dc5
const fnvPrime = 0x01000193
const edge = 0x02
const number = 0x30

/** Spreads the bits of a hash, so that short n-grams do not fall into neighbouring buckets. */
const mix = (hash: number) => {
  let h = hash
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return (h ^ (h >>> 15)) & mask
}

/** Hash of what was hashed before with a text behind it. */
function fold(hash: number, text: string): number {
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), fnvPrime)
  return hash
}

/** Bucket of a hash of names, beside those of n-grams. */
const ofNames = (hash: number) => mix(hash ^ 0x5bd1e995)

/** A word of the lexicon, or an amount, inside a window, as the reader sees it. */
export interface SeenWord {
  /** Names of its concepts, guard families included. */
  names: readonly string[]
  /** Buckets of the names. */
  buckets: readonly number[]
  /** Hash of the first name as the one that another word follows. */
  before: number
}

/** @param names of the word's concepts; a word without any is only passed over */
export const seenWord = (names: readonly string[]): SeenWord => ({
  names,
  buckets: names.map((name) => ofNames(fold(fold(fnvOffset, '='), name))),
  before: fold(fold(fnvOffset, names[0] ?? ''), '>'),
})

/** Bucket of a word behind another; both have names. */
const pairOf = (last: SeenWord, { names }: SeenWord) => ofNames(fold(last.before, names[0]!))

const isDigit = (code: number) => code >= 0x30 && code <= 0x39

/** Buckets of a run's features; some repeat. */
export type Features = readonly number[] | Int32Array

/** Gathers buckets. A page has many runs, most are read once and forgotten: lists that grow would leave it much to clear away. */
export class Gatherer {
  #buckets = new Int32Array(1024)
  #length = 0

  add(bucket: number): void {
    if (this.#length === this.#buckets.length) {
      const more = new Int32Array(2 * this.#length)
      more.set(this.#buckets)
      this.#buckets = more
    }
    this.#buckets[this.#length++] = bucket
  }

  /** Adds the n-grams of `least` to `most` characters of `codes`; `begin` is where their hashes begin. */
  addGrams(codes: Uint16Array, length: number, begin: number, least: number, most = longest): void {
    for (let i = 0; i < length; i++) {
      let hash = begin
      for (let n = 0; n < most && i + n < length; n++) {
        hash = Math.imul(hash ^ codes[i + n]!, fnvPrime)
        if (n + 1 >= least) this.add(mix(hash ^ n))
      }
    }
  }

  /** What was gathered since the last time. */
  take(): Int32Array {
    const taken = this.#buckets.slice(0, this.#length)
    this.#length = 0
    return taken
  }
}

const gatherer = new Gatherer()

/** Characters of the text looked at. */
let codes = new Uint16Array(256)

/** Puts a text's characters into `codes` from `at` on, without spaces, every run of digits as one. Returns where they end. */
function encode(text: string, at = 0): number {
  if (at + text.length + 1 > codes.length) codes = new Uint16Array(2 * (at + text.length + 1))
  const first = at
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code <= 0x20) continue
    if (!isDigit(code)) codes[at++] = code
    else if (at === first || codes[at - 1] !== number) codes[at++] = number
  }
  return at
}

/**
 * What the reader sees of a run of normalised text: hashed character n-grams of one to four characters, every run of
 * digits read as one, and the concepts of its words, singly and in pairs. The same everywhere: integers only.
 */
export const featuresOf = (text: string, words: readonly SeenWord[]): Int32Array =>
  gather(text, words, 1, longest)

/** A quarter as many, for what only tells what a run is about: n-grams of two characters, and the concepts. */
export const gistOf = (text: string, words: readonly SeenWord[]): Int32Array => gather(text, words, 2, 2)

function gather(text: string, words: readonly SeenWord[], least: number, most: number): Int32Array {
  let length = encode(text, 1)
  codes[0] = edge
  codes[length++] = edge
  gatherer.addGrams(codes, length, fnvOffset, least, most)
  let last: SeenWord | undefined
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    const { names, buckets } = word
    for (let k = 0; k < buckets.length; k++) gatherer.add(buckets[k]!)
    if (!names.length) continue
    if (last) gatherer.add(pairOf(last, word))
    last = word
  }
  return gatherer.take()
}

/**
 * Adds the n-grams of `least` to four characters of what stands in a place; the same words elsewhere are other features.
 * The hash of the place's name begins theirs.
 */
export function addGrams(features: Gatherer, place: string, text: string, least: number): void {
  const length = encode(text)
  features.addGrams(codes, length, fold(fnvOffset, place), least)
}

/** Bucket of one n-gram (up to four characters, no digits) of the text that `featuresOf` describes. */
export const bucketOf = (gram: string): number => mix(fold(fnvOffset, gram) ^ (gram.length - 1))
