import type { Readings, Window } from '../reader/windows'
import type { Hit, Lexicon, Spotted } from '../text/lexicon'
import { type Normalised, normalise } from '../text/normalise'
import { kindsIn, type NumberHit, numbers } from '../text/numbers'
import { type Sentence, sentences } from '../text/sentences'
import type { Engine } from './engine'
import type { Guessed } from './guesses'
import { type Meaning, type Meanings, topics } from './meanings'
import type { Remembered } from './remember'

/** A word found in a block, with every concept it reads as (groups included). Offsets: normalised text of the block. */
export interface Word extends Hit {
  reads: readonly number[]
  meaning: Meaning
}

/** What the sentences of a block have in common. */
class Found {
  #cues?: Spotted

  /** @param text normalised */
  constructor(
    readonly text: string,
    readonly words: Spotted,
    readonly engine: Engine,
  ) {}

  /** Cues of context: most blocks hold no claim, and nobody asks for theirs before a page is painted. */
  get cues(): Spotted {
    return (this.#cues ??= this.engine.cues.spot(this.text))
  }
}

/** A sentence and what stands in it. Most sentences hold no claim: their words and numbers are made when asked for. */
export class ReadSentence implements Sentence {
  readonly start: number
  readonly end: number
  readonly clauses: number[]
  readonly asked: boolean
  /** How many words of concepts it holds; what each of them stands for is known before the words are made. */
  readonly wordCount: number
  /** What its words say of the disease, as bits. */
  readonly topics: number
  /** What the second reader has read in it. */
  windows?: { readings: Readings; list: Window[] }
  #words?: Word[]
  #cues?: Word[]
  #over?: Map<Word, readonly Word[]>
  /** Index of its first cue among those of its block, and of the first one behind it. */
  #cueRun?: readonly [first: number, behind: number]
  #numbers?: NumberHit[]
  #numberKinds?: number

  constructor(
    { start, end, clauses, asked }: Sentence,
    private readonly found: Found,
    private readonly firstWord: number,
    lastWord: number,
    /** Where the sentence before it ends; what begins in between belongs to this one. */
    private readonly endBefore: number,
  ) {
    this.start = start
    this.end = end
    this.clauses = clauses
    this.asked = asked
    this.wordCount = lastWord - firstWord
    let topics = 0
    for (let word = 0; word < this.wordCount; word++) topics |= this.meaning(word).topics
    this.topics = topics
  }

  /** Whether a word stands for this concept, or for one in this group. */
  has(concept: number): boolean {
    for (let word = 0; word < this.wordCount; word++)
      if (this.meaning(word).reads.includes(concept)) return true
    return false
  }

  /** How many cues of context it holds. */
  get cueCount(): number {
    const [first, behind] = this.#cuesHere
    return behind - first
  }

  get #cuesHere(): readonly [first: number, behind: number] {
    if (!this.#cueRun) {
      const { cues } = this.found
      const first = endIn(cues, 0, this.endBefore)
      this.#cueRun = [first, endIn(cues, first, this.end)]
    }
    return this.#cueRun
  }

  /** Whether a cue is of this family. */
  hasCue(concept: number): boolean {
    const { cues, engine } = this.found
    const [first, behind] = this.#cuesHere
    for (let cue = first; cue < behind; cue++)
      if (engine.cueMeanings.of(cues.readings[cue]!).reads.includes(concept)) return true
    return false
  }

  meaning(word: number): Meaning {
    const { words, engine } = this.found
    return engine.meanings.of(words.readings[this.firstWord + word]!)
  }

  /** Words of concepts, by start; they may overlap. */
  get words(): readonly Word[] {
    const { words, engine } = this.found
    return (this.#words ??= this.#made(
      words,
      this.firstWord,
      this.wordCount,
      engine.lexicon,
      engine.meanings,
    ))
  }

  /** Cues of context, by start. */
  get cues(): readonly Word[] {
    const { cues, engine } = this.found
    const [first] = this.#cuesHere
    return (this.#cues ??= this.#made(cues, first, this.cueCount, engine.cues, engine.cueMeanings))
  }

  /** The words of concepts inside which a cue stands. */
  wordsOver(cue: Word): readonly Word[] {
    let over = this.#over?.get(cue)
    if (!over) {
      over = this.words.filter(
        ({ start, end }) => start <= cue.start && cue.end <= end && end - start > cue.end - cue.start,
      )
      ;(this.#over ??= new Map()).set(cue, over)
    }
    return over
  }

  wordStart(word: number): number {
    return this.found.words.starts[this.firstWord + word]!
  }

  wordEnd(word: number): number {
    return this.found.words.ends[this.firstWord + word]!
  }

  #made(
    { starts, ends, readings }: Spotted,
    first: number,
    count: number,
    lexicon: Lexicon,
    meanings: Meanings,
  ): Word[] {
    const words: Word[] = []
    for (let i = first; i < first + count; i++) {
      const reading = readings[i]!
      const meaning = meanings.of(reading)
      words.push({
        start: starts[i]!,
        end: ends[i]!,
        concepts: reading.concepts,
        doubtful: reading.doubtful,
        meant: lexicon.meant(this.found.text, starts[i]!, ends[i]!, reading),
        reads: meaning.reads,
        meaning,
      })
    }
    return words
  }

  get numbers(): readonly NumberHit[] {
    return (this.#numbers ??= numbers(this.found.text, this.start, this.end))
  }

  /** Kinds of numbers that may stand in it, as bits. */
  get numberKinds(): number {
    return (this.#numberKinds ??= kindsIn(this.found.text, this.start, this.end))
  }
}

/** All that can be known of a block by itself; depends on its text only, so it may be kept. */
export interface ReadBlock {
  normalised: Normalised
  sentences: ReadSentence[]
  /** What its first sentence says of the disease, as bits. */
  opening: number
  /** How many of its sentences speak of the disease, of others, of patches, of what belongs to it. */
  told: Record<keyof typeof topics, number>
  /** How it was judged the last time. */
  remembered?: Remembered
  /** What the second reader made of it the last time. */
  guessed?: Guessed
}

export type BlockCache = Map<string, ReadBlock>

export function readBlock(text: string, engine: Engine): ReadBlock {
  const normalised = normalise(text, engine.chars)
  const words = engine.lexicon.spot(normalised.text)
  const found = new Found(normalised.text, words, engine)
  let word = 0
  let end = 0
  const read = sentences(normalised.text, gapsBetween(normalised.gaps, words)).map((sentence) => {
    const firstWord = word
    const endBefore = end
    word = endIn(words, word, sentence.end)
    end = sentence.end
    return new ReadSentence(sentence, found, firstWord, word, endBefore)
  })
  const told = { ours: 0, others: 0, patch: 0, matter: 0 }
  for (const { topics: said } of read) {
    if (said === 0) continue
    if (said & topics.ours) told.ours++
    if (said & topics.others) told.others++
    if (said & topics.patch) told.patch++
    if (said & topics.matter) told.matter++
  }
  return { normalised, sentences: read, opening: read[0]?.topics ?? 0, told }
}

/** Index of the first of those behind `from` that begins at `end` or later. */
function endIn({ starts }: Spotted, from: number, end: number): number {
  let i = from
  while (i < starts.length && starts[i]! < end) i++
  return i
}

/** A dropped space inside a word was noise, not a border. */
function gapsBetween(gaps: readonly number[], { starts, ends }: Spotted): readonly number[] {
  if (gaps.length === 0) return gaps
  let word = 0
  let furthest = 0
  return gaps.filter((gap) => {
    for (; word < starts.length && starts[word]! < gap; word++) furthest = Math.max(furthest, ends[word]!)
    return gap >= furthest
  })
}
