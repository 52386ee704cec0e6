/** A word of the lexicon inside a window: offsets are UTF-16 units of the window's text. */
export interface SeenWord {
  /** Names of its concepts, guard families included. */
  names: readonly string[]
}

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

  /** Adds the n-grams of `least` to four characters of `codes`; `begin` is where their hashes begin. */
  addGrams(codes: Uint16Array, length: number, begin: number, least: number): void {
    for (let i = 0; i < length; i++) {
      let hash = begin
      for (let n = 0; n < longest && i + n < length; n++) {
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
export function featuresOf(text: string, words: readonly SeenWord[]): Int32Array {
  let length = encode(text, 1)
  codes[0] = edge
  codes[length++] = edge
  gatherer.addGrams(codes, length, fnvOffset, 1)
  let before = ''
  for (const { names } of words) {
    for (const name of names) gatherer.add(hashPair('', '=', name))
    const first = names[0]
    if (!first) continue
    if (before) gatherer.add(hashPair(before, '>', first))
    before = first
  }
  return gatherer.take()
}

/** Hashes of a place's name begin the hashes of the n-grams that stand there. */
const placeOf = (place: string) => {
  let hash = fnvOffset
  for (let i = 0; i < place.length; i++) hash = Math.imul(hash ^ place.charCodeAt(i), fnvPrime)
  return hash
}

/** Adds the n-grams of `least` to four characters of what stands in a place; the same words elsewhere are other features. */
export function addGrams(features: Gatherer, place: string, text: string, least: number): void {
  const length = encode(text)
  features.addGrams(codes, length, placeOf(place), least)
}

/** Bucket of one n-gram (up to four characters, no digits) of the text that `featuresOf` describes. */
export function bucketOf(gram: string): number {
  let hash = fnvOffset
  for (let i = 0; i < gram.length; i++) hash = Math.imul(hash ^ gram.charCodeAt(i), fnvPrime)
  return mix(hash ^ (gram.length - 1))
}

const known = new Map<string, Map<string, number>>()

/** Bucket of a name, or of one name behind another. */
function hashPair(before: string, sign: string, name: string): number {
  let after = known.get(before)
  if (!after) known.set(before, (after = new Map()))
  let bucket = after.get(name)
  if (bucket === undefined) {
    const whole = before + sign + name
    let hash = fnvOffset
    for (let i = 0; i < whole.length; i++) hash = Math.imul(hash ^ whole.charCodeAt(i), fnvPrime)
    after.set(name, (bucket = mix(hash ^ 0x5bd1e995)))
  }
  return bucket
}
