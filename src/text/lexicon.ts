import { Automaton, none, type Reading } from './automaton'
import { undisguiser } from './undisguise'
import type { WordGraph } from './word-graph'

export type { Reading } from './automaton'

/** One word found in normalised text; a half-open run of UTF-16 units. */
export interface Hit {
  start: number
  end: number
  /** Numbers of the concepts the word stands for. */
  concepts: readonly number[]
  /** Only the segmenter can confirm its borders. */
  doubtful: boolean
  /** The word before the clinic's filter, where this is a disguised spelling. */
  meant: string | undefined
}

/** All words found in a text, in flat form: half-open runs of UTF-16 units and what they stand for. */
export interface Spotted {
  starts: number[]
  ends: number[]
  readings: Reading[]
}

/** Finds all words of all concepts in a text, disguised ones included. */
export class Lexicon {
  readonly #automaton: Automaton
  readonly #undisguise: ReturnType<typeof undisguiser>
  readonly #unit: number
  readonly #hides: (concept: number) => boolean
  /** By the index of a reading: whether a short word of it hides those of all other concepts inside it. */
  readonly #hiding: boolean[] = []
  /** End of the last word of each concept, while spotting. */
  readonly #covered: Int32Array
  /** Words that end at the place looked at, the shortest first, while spotting. */
  readonly #ends: number[] = []
  readonly #readings: Reading[] = []

  /**
   * @param concepts whose words it looks for
   * @param unit up to how many UTF-16 units a word hides those of all other concepts inside it; Infinity: always
   * @param hides whether the words of a concept hide others at all
   */
  constructor(
    graph: WordGraph,
    concepts: readonly number[],
    unit = Number.POSITIVE_INFINITY,
    hides: (concept: number) => boolean = () => true,
  ) {
    this.#automaton = new Automaton(graph, concepts)
    this.#undisguise = undisguiser(graph)
    this.#unit = unit
    this.#hides = hides
    this.#covered = new Int32Array(graph.concepts)
  }

  /** How many steps its automaton has made and keeps. */
  get steps(): number {
    return this.#automaton.size
  }

  /**
   * As `scan`, in flat form and without the words behind disguises. In the order of their starts, the longer first.
   * A word is hidden inside a longer one of the same concept, or of any concept when the longer one is a short unit
   * (`unit`): 治愈率 holds no 治愈, whereas 治好白癜风 does hold 白癜风.
   */
  spot(text: string): Spotted {
    const spotted: Spotted = { starts: [], ends: [], readings: [] }
    const automaton = this.#automaton
    const { first } = automaton
    const { length } = text
    const ends = this.#ends
    const readings = this.#readings
    this.#covered.fill(0)
    let coveredByUnit = 0
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i)
      if (first[code] === none) continue
      let accepted = 0
      let at = i + 1
      for (
        let state = automaton.begin(code);
        state !== none;
        state = automaton.step(state, text.charCodeAt(at++))
      ) {
        const reading = automaton.readings[state]
        if (reading) {
          ends[accepted] = at
          readings[accepted++] = reading
        }
        if (at >= length) break
      }
      while (accepted-- > 0) {
        const end = ends[accepted]!
        const reading = readings[accepted]!
        const hides = (this.#hiding[reading.index] ??= reading.concepts.some(this.#hides))
        // What a pattern spells out in two characters or more was meant.
        if (end <= coveredByUnit && (hides || end - i < 2)) continue
        if (!this.#cover(reading, end)) continue
        spotted.starts.push(i)
        spotted.ends.push(end)
        spotted.readings.push(reading)
        if (end - i <= this.#unit && hides) coveredByUnit = end
      }
    }
    return spotted
  }

  /** Notes how far words of these concepts reach. Returns whether a longer one of each reaches as far. */
  #cover({ concepts }: Reading, end: number): boolean {
    const covered = this.#covered
    let further = false
    for (const concept of concepts) {
      if (end <= covered[concept]!) continue
      covered[concept] = end
      further = true
    }
    return further
  }

  /** Every word of the lexicon in `text`, by start; see `spot` for which ones are hidden in others. */
  scan(text: string): Hit[] {
    const { starts, ends, readings } = this.spot(text)
    return starts.map((start, i) => {
      const reading = readings[i]!
      const { concepts, doubtful } = reading
      return { start, end: ends[i]!, concepts, doubtful, meant: this.meant(text, start, ends[i]!, reading) }
    })
  }

  /** The word before the clinic's filter, where a spotted one is a disguised spelling. */
  meant(text: string, start: number, end: number, { disguised, concepts }: Reading): string | undefined {
    return disguised ? this.#undisguise(text.slice(start, end), concepts) : undefined
  }
}
