import type { Rules } from '../cards/compiled'
import type { Reading } from '../text/lexicon'
import type { ReadSentence } from './read'

/** What a reading stands for in the patterns. */
export interface Meaning {
  /** All its concepts, the groups they belong to included. */
  reads: readonly number[]
  /** Slots of patterns that a word of it fills: by number, and as bits. */
  slots: readonly number[]
  slotBits: Int32Array
  /** Beside each of `slots` the least of the concepts that fill it. */
  leads: readonly number[]
  /** Bits of the classes of its concepts, for competing subjects. */
  classes: number
  /** What it says of the disease that a text speaks of, as bits of `topics`. */
  topics: number
}

/** Concepts that tell which disease a text speaks of, and their bits. A page that never names ours may still be all about its patches. */
const topicNames = ['vitiligo', 'other-disease', 'white-patch', 'our-matter'] as const
export const topics = { ours: 1, others: 2, patch: 4, matter: 8 } as const

export const fills = ({ slotBits }: Meaning, slot: number): boolean =>
  (slotBits[slot >> 5]! & (1 << (slot & 31))) !== 0

/** The least concept that fills a slot in a sentence. */
export function leadOf(sentence: ReadSentence, slot: number): number {
  let lead = Number.POSITIVE_INFINITY
  for (let word = 0; word < sentence.wordCount; word++) {
    const meaning = sentence.meaning(word)
    if (!fills(meaning, slot)) continue
    let at = 0
    while (meaning.slots[at] !== slot) at++
    if (meaning.leads[at]! < lead) lead = meaning.leads[at]!
  }
  return lead
}

/** What concepts stand for, looked up once for each. */
export class Concepts {
  /** For each concept: itself and the groups it belongs to. */
  readonly readsAs: number[][]
  readonly #rules: Rules
  /** Slots that a concept fills, by its number. */
  readonly #slots: number[][]
  readonly #classBits: number[]
  readonly #topics: number[]
  readonly #groups: Map<number, number[]>

  constructor(rules: Rules) {
    this.#rules = rules
    this.#topics = topicNames.map((name) => rules.concepts.indexOf(name))
    this.readsAs = rules.concepts.map((_, i) => [i])
    for (const [group, members] of rules.groups)
      for (const member of members)
        if (!this.readsAs[member]!.includes(group)) this.readsAs[member]!.push(group)
    this.#groups = new Map(rules.groups)
    this.#slots = rules.concepts.map(() => [])
    for (const [slot, concepts] of rules.slots.entries())
      for (const concept of concepts) this.#slots[concept]!.push(slot)
    const names = [...new Set(rules.classes)].filter((name) => name !== 0)
    if (names.length > 31) throw new Error('more classes of concepts than bits for them')
    this.#classBits = rules.classes.map((name) => (name === 0 ? 0 : 1 << names.indexOf(name)))
  }

  /** Bits of the classes of these concepts and of the members of those that are groups. */
  classesOf(concepts: readonly number[]): number {
    let bits = 0
    for (const concept of concepts) {
      bits |= this.#classBits[concept]!
      for (const member of this.#groups.get(concept) ?? []) bits |= this.#classBits[member]!
    }
    return bits
  }

  meaningOf({ concepts }: Reading): Meaning {
    const reads: number[] = []
    let classes = 0
    let topics = 0
    for (const concept of concepts) {
      classes |= this.#classBits[concept]!
      for (const one of this.readsAs[concept]!) if (!reads.includes(one)) reads.push(one)
    }
    // The first concept that fills a slot is the least then.
    reads.sort((a, b) => a - b)
    const slotBits = new Int32Array((this.#rules.slots.length + 31) >> 5)
    const slots: number[] = []
    const leads: number[] = []
    for (const concept of reads) {
      const topic = this.#topics.indexOf(concept)
      if (topic >= 0) topics |= 1 << topic
      for (const slot of this.#slots[concept]!) {
        const bit = 1 << (slot & 31)
        if (slotBits[slot >> 5]! & bit) continue
        slotBits[slot >> 5]! |= bit
        slots.push(slot)
        leads.push(concept)
      }
    }
    return { reads, slots, slotBits, leads, classes, topics }
  }
}

/** The meanings of the readings of one lexicon. */
export class Meanings {
  readonly #known: Meaning[] = []

  constructor(private readonly concepts: Concepts) {}

  of(reading: Reading): Meaning {
    return (this.#known[reading.index] ??= this.concepts.meaningOf(reading))
  }
}
