import type { Hit, Lexicon, Spotted } from '../text/lexicon'
import { type Normalised, normalise } from '../text/normalise'
import { type NumberHit, numbers } from '../text/numbers'
import { type Sentence, sentences } from '../text/sentences'
import { ConceptSet } from './concept-set'
import type { Engine } from './engine'
import type { Meaning, Meanings } from './meanings'
import type { Remembered } from './remember'

/** A word found in a block, with every concept it reads as (groups included). Offsets: normalised text of the block. */
export interface Word extends Hit {
  reads: readonly number[]
  meaning: Meaning
}

/** The words of a block from `first` up to `last`. */
interface Part {
  spotted: Spotted
  first: number
  last: number
}

/** A sentence and what stands in it. Most sentences hold no claim: their words and numbers are made when asked for. */
export class ReadSentence implements Sentence {
  readonly start: number
  readonly end: number
  readonly clauses: number[]
  readonly asked: boolean
  #words?: Word[]
  #cues?: Word[]
  #numbers?: NumberHit[]

  /** `present` comes empty. */
  constructor(
    sentence: Sentence,
    private readonly text: string,
    private readonly spottedWords: Part,
    private readonly spottedCues: Part,
    private readonly engine: Engine,
    /** All concepts present, for a quick look. */
    readonly present: ConceptSet,
  ) {
    this.start = sentence.start
    this.end = sentence.end
    this.clauses = sentence.clauses
    this.asked = sentence.asked
    this.note(spottedWords, engine.meanings)
    this.note(spottedCues, engine.cueMeanings)
  }

  private note({ spotted: { readings }, first, last }: Part, meanings: Meanings) {
    for (let i = first; i < last; i++) {
      const { reads } = meanings.of(readings[i]!)
      for (let r = 0; r < reads.length; r++) this.present.add(reads[r]!)
    }
  }

  /** How many words of concepts it holds; what each of them stands for is known before the words are made. */
  get wordCount(): number {
    return this.spottedWords.last - this.spottedWords.first
  }

  meaning(word: number): Meaning {
    const { spotted, first } = this.spottedWords
    return this.engine.meanings.of(spotted.readings[first + word]!)
  }

  /** Words of concepts, by start; they may overlap. */
  get words(): readonly Word[] {
    return (this.#words ??= this.wordsOf(this.spottedWords, this.engine.lexicon, this.engine.meanings))
  }

  /** Cues of context, by start. */
  get cues(): readonly Word[] {
    return (this.#cues ??= this.wordsOf(this.spottedCues, this.engine.cues, this.engine.cueMeanings))
  }

  wordStart(word: number): number {
    return this.spottedWords.spotted.starts[this.spottedWords.first + word]!
  }

  wordEnd(word: number): number {
    return this.spottedWords.spotted.ends[this.spottedWords.first + word]!
  }

  private wordsOf(
    { spotted: { starts, ends, readings }, first, last }: Part,
    lexicon: Lexicon,
    meanings: Meanings,
  ): Word[] {
    const words: Word[] = []
    for (let i = first; i < last; i++) {
      const reading = readings[i]!
      const meaning = meanings.of(reading)
      words.push({
        start: starts[i]!,
        end: ends[i]!,
        concepts: reading.concepts,
        doubtful: reading.doubtful,
        meant: lexicon.meant(this.text, starts[i]!, ends[i]!, reading),
        reads: meaning.reads,
        meaning,
      })
    }
    return words
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
  /** How it was judged the last time. */
  remembered?: Remembered
}

export type BlockCache = Map<string, ReadBlock>

export function readBlock(text: string, engine: Engine): ReadBlock {
  const normalised = normalise(text, engine.chars)
  const words = engine.lexicon.spot(normalised.text)
  const cues = engine.cues.spot(normalised.text)
  const found = sentences(normalised.text, gapsBetween(normalised.gaps, words))
  const units = ConceptSet.units(engine.rules.concepts.length)
  const bits = new Int32Array(found.length * units)
  let nextWord = 0
  let nextCue = 0
  const read = found.map((sentence, i) => {
    const wordsHere = { spotted: words, first: nextWord, last: endIn(words, nextWord, sentence.end) }
    const cuesHere = { spotted: cues, first: nextCue, last: endIn(cues, nextCue, sentence.end) }
    nextWord = wordsHere.last
    nextCue = cuesHere.last
    const present = new ConceptSet(bits, i * units)
    return new ReadSentence(sentence, normalised.text, wordsHere, cuesHere, engine, present)
  })
  return { normalised, sentences: read }
}

function endIn({ starts }: Spotted, from: number, end: number): number {
  let i = from
  while (i < starts.length && starts[i]! < end) i++
  return i
}

/** A dropped space inside a word was noise, not a border. */
function gapsBetween(gaps: readonly number[], { starts, ends }: Spotted): number[] {
  let word = 0
  let furthest = 0
  return gaps.filter((gap) => {
    for (; word < starts.length && starts[word]! < gap; word++) furthest = Math.max(furthest, ends[word]!)
    return gap >= furthest
  })
}
