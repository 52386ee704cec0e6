import type { Harm } from '../analysis/types'
import { bytesOf } from './bytes'
import type { Features } from './features'
import { weights } from './matter'
import type { Network } from './network'
import { linear, type TakeTrait } from './surroundings'

/** A trained table as it is shipped. */
export interface TableFile {
  dimensions: number
  /** `2^bits` rows of `dimensions` small integers, one for each bucket that features are hashed into. */
  bits: number
  /** A character an integer (`lettersOf`): most are the same few, which gzip packs better than base64. */
  embeddings: string
  /** One row of `dimensions` signed bytes for each output, as base64. */
  outputs: string
  biases: number[]
  /** What a product of two stored integers is worth. */
  scale: number
}

/** The trained reader: plain JSON, made by `npm run train`. */
export interface ModelFile {
  /** Hash of the text and rules it was trained on. */
  trainedOn: string
  /** How likely a run of text asserts anything: one output, a logit. */
  claim: TableFile
  /** Which card it then resembles: one output for each of `cards`. */
  card: TableFile
  cards: string[]
  /** For each card: 1 when its verdict is that evidence contradicts it, else 0. */
  contradicted: number[]
  /** What hashed words of a clause and around it (`Surroundings.words`) say of whether it asserts: one output, a logit. */
  stance: TableFile
  /** What each trait of a window's surroundings is worth; together they are a logit. */
  traits: Record<string, number>
  /** The same for the matches of cards: logit that a match asserts the card's claim. */
  matches: Record<string, number>
  /** Least logit of the whole for a proposal, by topic; `default` for the rest, `alone` for a text of one sentence, `elsewhere` for a page that may be about another disease; of a card's match to stand at all (`match`, `harmful match` for cards of high harm) and to stand as more than a guess (`claim`). */
  thresholds: Record<string, number>
}

/** The character that stands for 0; the others stand beside it, and up to 15 of them need no escape in JSON. */
const zero = 0x3f

/** Integers from -15 to 15 as text, one character each. */
export const lettersOf = (ints: Int8Array): string =>
  Array.from(ints, (int) => String.fromCharCode(zero + int)).join('')

const fromLetters = (letters: string): Int8Array => {
  const out = new Int8Array(letters.length)
  for (let i = 0; i < letters.length; i++) out[i] = letters.charCodeAt(i) - zero
  return out
}

/** The trait that every window has. */
export const bias = 'bias'

/** The trait that says what the words around a window say, and the furthest that it can go either way. */
export const stance = 'stance'
const furthest = 4

/** The trait that says how a window reads by itself where guards object. */
export const logitDespite = 'logit, despite'

/** Integers of a row that are added up side by side, in 16 bits each of two sums: so many rows fit into these, made positive. */
const lanes = 0x00ff00ff
const mostRows = Math.floor(0xffff / (2 * 15))

/** Adds up the rows of a run's features and maps them linearly to the outputs. */
class Table {
  readonly outputs: number
  readonly #file: TableFile
  /** Rows of one number each, or four numbers of longer ones in one, each 15 more than it is. */
  readonly #single: Int8Array | undefined
  readonly #packed: Int32Array
  readonly #weights: Int32Array
  readonly #sum: Int32Array
  readonly #even: Int32Array
  readonly #odd: Int32Array
  readonly #logits: Float64Array

  /** @throws {Error} when the file's parts do not fit together. */
  constructor(file: TableFile) {
    this.#file = file
    const { dimensions, bits } = file
    const embeddings = fromLetters(file.embeddings)
    this.#weights = Int32Array.from(bytesOf(file.outputs))
    this.#sum = new Int32Array(dimensions)
    this.outputs = file.biases.length
    this.#logits = new Float64Array(this.outputs)
    if (
      embeddings.length !== dimensions << bits ||
      (dimensions > 1 && dimensions % 4) ||
      this.#weights.length !== this.outputs * dimensions
    )
      throw new Error('the reader’s file does not fit its own description')
    this.#single = dimensions === 1 ? embeddings : undefined
    this.#packed = new Int32Array(dimensions === 1 ? 0 : embeddings.length / 4)
    for (let i = 0, at = 0; i < this.#packed.length; i++)
      for (let shift = 0; shift < 32; shift += 8) this.#packed[i]! |= (embeddings[at++]! + 15) << shift
    this.#even = new Int32Array(dimensions >> 2)
    this.#odd = new Int32Array(dimensions >> 2)
  }

  /** Sums and products of integers are exact: every browser and Node give the same numbers. */
  read(...parts: Features[]): void {
    const sum = this.#sum.fill(0)
    const mask = (1 << this.#file.bits) - 1
    const single = this.#single
    for (const features of parts)
      if (single) {
        let only = 0
        for (let i = 0; i < features.length; i++) only += single[features[i]! & mask]!
        sum[0]! += only
      } else for (let from = 0; from < features.length; from += mostRows) this.#add(features, from, mask)
  }

  /** Adds at most `mostRows` rows. */
  #add(features: Features, from: number, mask: number): void {
    const packed = this.#packed
    const sum = this.#sum
    const even = this.#even.fill(0)
    const odd = this.#odd.fill(0)
    const size = even.length
    const to = Math.min(features.length, from + mostRows)
    for (let i = from; i < to; i++) {
      const row = (features[i]! & mask) * size
      for (let k = 0; k < size; k++) {
        const four = packed[row + k]!
        even[k]! += four & lanes
        odd[k]! += (four >>> 8) & lanes
      }
    }
    const more = 15 * (to - from)
    for (let k = 0; k < size; k++) {
      sum[4 * k]! += (even[k]! & 0xffff) - more
      sum[4 * k + 1]! += (odd[k]! & 0xffff) - more
      sum[4 * k + 2]! += (even[k]! >>> 16) - more
      sum[4 * k + 3]! += (odd[k]! >>> 16) - more
    }
  }

  /** What was read last, in numbers that the next call fills anew. */
  get sum(): Int32Array {
    return this.#sum
  }

  /** Of what was read last: one logit for each output, in an array that the next call fills anew. `unit`: what is one in `sum`. */
  logits(unit = 1): Float64Array {
    const { dimensions, biases } = this.#file
    const scale = this.#file.scale / unit
    const logits = this.#logits
    const weights = this.#weights
    const sum = this.#sum
    for (let output = 0, at = 0; output < logits.length; output++) {
      // Two sums side by side: each addition need not wait for the last one.
      let even = 0
      let odd = 0
      for (let d = 1; d < dimensions; d += 2, at += 2) {
        even = (even + Math.imul(sum[d - 1]!, weights[at]!)) | 0
        odd = (odd + Math.imul(sum[d]!, weights[at + 1]!)) | 0
      }
      if (dimensions === 1) even = sum[0]! * weights[at++]!
      logits[output] = (even + odd) * scale + biases[output]!
    }
    return logits
  }
}

/** Logits so far below the top add nothing that counts. */
const negligible = -30

/** e to the power of a number up to 0, by products that every machine rounds alike. */
function exponential(x: number): number {
  let power = Math.max(0, 1 + x / 1024)
  for (let i = 0; i < 10; i++) power *= power
  return power
}

/** A card that a run resembles. */
export interface Resembled {
  /** Its id. */
  card: string
  /** How likely it is this one and none of the others, 0 to 1. */
  share: number
}

type Weights = ReadonlyMap<string, number>

function sum(tell: (take: TakeTrait) => void, weights: Weights, from: number): number {
  let sum = from
  tell((name, value) => {
    sum += value * (weights.get(name) ?? 0)
  })
  return sum
}

/** What the traits of a card (one card, topic and verdict) and of its guards (any of them) can add at most, but for `logit, despite`. */
function mostOfCard(traits: Weights): number {
  let card = 0
  let topic = 0
  let guards = 0
  for (const [name, weight] of traits) {
    if (name.startsWith('like ')) card = Math.max(card, weight)
    else if (name.startsWith('about ')) topic = Math.max(topic, weight)
    else if (name.startsWith('despite ') || name === 'where a card is stopped') guards += Math.max(0, weight)
  }
  const verdict = Math.max(traits.get('contradicted') ?? 0, traits.get('unsupported') ?? 0)
  return card + topic + verdict + guards
}

/** Reads runs of text for the propositions it was trained on. */
export class Model {
  readonly #file: ModelFile
  readonly #claim: Table
  readonly #card: Table
  readonly #stance: Table
  readonly #traits: Weights
  readonly #matches: Weights
  readonly #mostOfCard: number

  /**
   * @param network reads once more what is likely enough, with all that stands around it
   * @throws {Error} when the file's parts do not fit together.
   */
  constructor(
    file: ModelFile,
    readonly network?: Network,
  ) {
    this.#file = file
    this.#claim = new Table(file.claim)
    this.#card = new Table(file.card)
    this.#stance = new Table(file.stance)
    this.#traits = new Map(Object.entries(file.traits))
    this.#matches = new Map(Object.entries(file.matches))
    this.#mostOfCard = mostOfCard(this.#traits)
    if (this.#card.outputs !== file.cards.length)
      throw new Error('the reader’s file does not fit its own description')
  }

  /** The same reader with parts of it exchanged. */
  with(parts: Partial<ModelFile>): Model {
    return new Model({ ...this.#file, ...parts }, this.network)
  }

  /** Least `trust` for a card's match to stand: lower where missing the claim may cost a treatment. */
  leastTrust(harm: Harm): number {
    const { thresholds } = this.#file
    const least = thresholds.match ?? Number.NEGATIVE_INFINITY
    return harm === 'high' ? (thresholds['harmful match'] ?? least) : least
  }

  /** Whether a card's match of this trust is a claim; below that the reader doubts it, and it is shown as a guess. */
  isSure(trust: number): boolean {
    return trust >= (this.#file.thresholds.claim ?? Number.NEGATIVE_INFINITY)
  }

  /**
   * Least logit of a proposal. `alone`: for the only sentence of a text, which is there because somebody doubts it;
   * `elsewhere`: on a page that may be about another disease.
   */
  threshold(topic: string, alone = false, elsewhere = false): number {
    const { thresholds } = this.#file
    const least = thresholds[topic] ?? thresholds.default ?? Number.POSITIVE_INFINITY
    if (alone) return Math.min(least, thresholds.alone ?? least)
    return elsewhere ? Math.max(least, thresholds.elsewhere ?? least) : least
  }

  /** The lowest threshold of all topics. */
  leastThreshold(alone = false): number {
    const {
      match: _,
      'harmful match': __,
      claim: ___,
      elsewhere: ____,
      alone: least,
      ...topics
    } = this.#file.thresholds
    return Math.min(...Object.values(topics), ...(alone && least !== undefined ? [least] : []))
  }

  /** Logit that a run with these features asserts a claim. */
  claim(features: Features): number {
    this.#claim.read(features)
    return this.#claim.logits()[0]!
  }

  /** What hashed words of a window and around it, and those around its block, say of whether it asserts: a logit. */
  stance(words: Features, around: Features): number {
    this.#stance.read(words, around)
    return Math.max(-furthest, Math.min(furthest, this.#stance.logits()[0]!))
  }

  /** Logit that a window asserts a claim where it stands, by its traits. `from`: what the traits before these have given. */
  weigh(tell: (take: TakeTrait) => void, from = this.#traits.get(bias) ?? 0): number {
    return sum(tell, this.#traits, from)
  }

  /**
   * The most that the traits of a card and of its guards can add to what is known of a window, and before its `stance`
   * is read that too. `logit`: how the window reads by itself.
   */
  mostToCome(logit: number, stanceRead: boolean): number {
    const despite = (this.#traits.get(logitDespite) ?? 0) * linear(logit)
    return this.#mostOfCard + Math.max(0, despite) + (stanceRead ? 0 : furthest)
  }

  /** Logit that a card's match asserts its claim. */
  trust(tell: (take: TakeTrait) => void): number {
    return sum(tell, this.#matches, this.#matches.get(bias) ?? 0)
  }

  /** What a text is taken to be about, as numbers that can be added up. */
  take(features: Features): Int32Array {
    this.#card.read(features)
    return this.#card.sum.slice()
  }

  /** The same of nothing. */
  nothing(): Int32Array {
    return new Int32Array(this.#file.card.dimensions)
  }

  /**
   * The cards it resembles, at most `most`, the likeliest first: only those of the likelier verdict, since cards that
   * are alike share their verdict.
   * @param around what is said around it, in `weights` (matter.ts)
   */
  resembled(features: Features, most: number, around?: Int32Array): Resembled[] {
    this.#card.read(features)
    const { sum } = this.#card
    if (around) for (let d = 0; d < sum.length; d++) sum[d] = weights.own * sum[d]! + around[d]!
    const logits = this.#card.logits(around ? weights.unit : 1)
    const { cards, contradicted } = this.#file
    let top = Number.NEGATIVE_INFINITY
    for (const logit of logits) if (logit > top) top = logit
    let lean = 0
    let all = 0
    for (let i = 0; i < logits.length; i++) {
      const below = logits[i]! - top
      if (below <= negligible) continue
      const share = exponential(below)
      all += share
      lean += contradicted[i] ? share : -share
    }
    const side = lean > 0 ? 1 : 0
    const best: number[] = []
    for (let i = 0; i < logits.length; i++) {
      if (contradicted[i] !== side) continue
      let at = best.length
      while (at > 0 && logits[best[at - 1]!]! < logits[i]!) at--
      if (at >= most) continue
      best.splice(at, 0, i)
      if (best.length > most) best.pop()
    }
    return best.map((i) => ({ card: cards[i]!, share: exponential(logits[i]! - top) / all }))
  }
}
