import type { Hit } from '../text/lexicon'
import { type Normalised, normalise } from '../text/normalise'
import { type NumberHit, numbers } from '../text/numbers'
import { type Sentence, sentences } from '../text/sentences'
import type { Engine } from './engine'

/** A word found in a block, with every concept it reads as (groups included). Offsets: normalised text of the block. */
export interface Word extends Hit {
  reads: readonly number[]
}

export interface ReadSentence extends Sentence {
  words: Word[]
  numbers: NumberHit[]
  /** All concepts present, for a quick look. */
  present: Set<number>
}

/** All that can be known of a block by itself; depends on its text only, so it may be kept. */
export interface ReadBlock {
  normalised: Normalised
  sentences: ReadSentence[]
}

export type BlockCache = Map<string, ReadBlock>

export function readBlock(text: string, engine: Engine): ReadBlock {
  const normalised = normalise(text, engine.chars)
  const hits = engine.lexicon.scan(normalised.text)
  const found = numbers(normalised.text)
  // A dropped space inside a word was noise, not a border.
  const gaps = normalised.gaps.length
    ? normalised.gaps.filter((gap) => !hits.some((hit) => hit.start < gap && gap < hit.end))
    : normalised.gaps
  let h = 0
  let n = 0
  const read = sentences(normalised.text, gaps).map((sentence): ReadSentence => {
    const words: Word[] = []
    const present = new Set<number>()
    while (h < hits.length && hits[h]!.start < sentence.end) {
      const hit = hits[h++]!
      const reads = engine.reads(hit.concepts)
      for (const concept of reads) present.add(concept)
      words.push(Object.assign(hit, { reads }))
    }
    const counted: NumberHit[] = []
    while (n < found.length && found[n]!.start < sentence.end) counted.push(found[n++]!)
    return { ...sentence, words, numbers: counted, present }
  })
  return { normalised, sentences: read }
}
