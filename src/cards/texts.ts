import type { Harm, Verdict } from '../analysis/types'

/** What a claim card says to a reader; the matching half of the card is not here. */
export interface CardText {
  id: string
  topic: string
  /** The claim in plain words, as the card corrects it. */
  proposition: string
  verdict: Verdict
  harm: Harm
  certainty: 'high' | 'moderate' | 'low'
  /** The correction, at most 80 characters. */
  short: string
  why: string
  /** A question to take to the doctor. */
  ask: string
  /** Ids in `Texts.sources`. */
  evidence: string[]
  /** Ids in `Texts.sources`, with `#` and the article where one is meant. */
  law?: string[]
  /** Month in which the evidence was last looked up, `YYYY-MM`. */
  checked: string
  caution?: string
}

export interface SourceText {
  id: string
  /** Key under `source.kind` in the locale files. */
  kind: string
  title: string
  authors?: string
  year?: number
  journal?: string
  doi?: string
  url?: string
  /** How much of the source was read when the card was written. */
  seen: 'full' | 'abstract' | 'secondary' | 'not-seen'
}

export interface RedFlag {
  id: string
  text: string
  /** Topics or concepts that make it apply. */
  when: string[]
  /** How soon to see a doctor, as a key under `soon` in the locale files or as plain words. */
  soon: string
}

/** All words that cards, sources and red flags show; made from `rules/` when the extension is built. */
export interface Texts {
  cards: Record<string, CardText>
  sources: Record<string, SourceText>
  redFlags: RedFlag[]
  /** Topic id to its name. */
  topics: Record<string, string>
  version: string
}
