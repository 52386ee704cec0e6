import type { Hit, Spotted } from '../text/lexicon'
import { type Normalised, normalise } from '../text/normalise'
import { type NumberHit, numbers } from '../text/numbers'
import { type Sentence, sentences } from '../text/sentences'
import { ConceptSet } from './concept-set'
import type { Engine } from './engine'

/** A word found in a block, with every concept it reads as (groups included). Offsets: normalised text of the block. */
export interface Word extends Hit {
  reads: readonly number[]
}

/** A sentence and what stands in it. Most sentences hold no claim: their words and numbers are made when asked for. */
export class ReadSentence implements Sentence {
  readonly start: number
  readonly end: number
  readonly clauses: number[]
  readonly asked: boolean
  #words?: Word[]
  #numbers?: NumberHit[]

  /** The words of the sentence are those of `spotted` from `first` up to `last`; `present` comes empty. */
  constructor(
    sentence: Sentence,
    private readonly text: string,
    private readonly spotted: Spotted,
    private readonly first: number,
    private readonly last: number,
    private readonly engine: Engine,
    /** All concepts present, for a quick look. */
    readonly present: ConceptSet,
  ) {
    this.start = sentence.start
    this.end = sentence.end
    this.clauses = sentence.clauses
    this.asked = sentence.asked
    for (let i = first; i < last; i++) this.present.addAll(engine.maskOf(spotted.readings[i]!))
  }

  get words(): readonly Word[] {
    if (!this.#words) {
      this.#words = []
      for (let i = this.first; i < this.last; i++) {
        const { starts, ends, readings } = this.spotted
        const reading = readings[i]!
        const hit = this.engine.lexicon.hit(this.text, starts[i]!, ends[i]!, reading)
        this.#words.push({ ...hit, reads: this.engine.readsOf(reading) })
      }
    }
    return this.#words
  }

  get numbers(): readonly NumberHit[] {
    this.#numbers ??= numbers(this.text.slice(this.start, this.end)).map((hit) => ({
      ...hit,
      start: hit.start + this.start,
      end: hit.end + this.start,
    }))
    return this.#numbers
  }
}

/** All that can be known of a block by itself; depends on its text only, so it may be kept. */
export interface ReadBlock {
  normalised: Normalised
  sentences: ReadSentence[]
}

export type BlockCache = Map<string, ReadBlock>

export function readBlock(text: string, engine: Engine): ReadBlock {
  const normalised = normalise(text, engine.chars)
  const spotted = engine.lexicon.spot(normalised.text)
  const { starts, ends } = spotted
  // A dropped space inside a word was noise, not a border.
  let word = 0
  const gaps = normalised.gaps.filter((gap) => {
    while (word < ends.length && ends[word]! <= gap) word++
    return !(word < starts.length && starts[word]! < gap)
  })
  const found = sentences(normalised.text, gaps)
  const units = ConceptSet.units(engine.rules.concepts.length)
  const bits = new Int32Array(found.length * units)
  let next = 0
  const read = found.map((sentence, i) => {
    const first = next
    while (next < starts.length && starts[next]! < sentence.end) next++
    const present = new ConceptSet(bits, i * units, units)
    return new ReadSentence(sentence, normalised.text, spotted, first, next, engine, present)
  })
  return { normalised, sentences: read }
}
