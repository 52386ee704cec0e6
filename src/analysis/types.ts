/** What the analysis takes and gives. Everything here is plain data: no DOM, no browser. */

export type Verdict = 'contradicted' | 'unsupported'
export type Harm = 'high' | 'medium' | 'low'
/** `claim`: a card stands behind it. `suspected`: a guess of the learned reader, or a card's match that it doubts. */
export type Level = 'claim' | 'suspected'

/** One run of text that a reader sees as a unit: a paragraph, a list item, a table cell, a heading. */
export interface Block {
  text: string
  role: 'title' | 'heading' | 'text'
  /** Heading rank, 1 (highest) to 6; 0 for running text and the title. */
  rank: number
  /** Of a cell below the first row of a table: what stands at the heads of the columns, and which one is its own. */
  column?: { heads: readonly string[]; index: number }
}

/** A half-open run of UTF-16 code units inside the text of one block. */
export interface Span {
  block: number
  start: number
  end: number
}

export interface Place extends Span {
  quote: string
}

/** Why a finding stands: shown by `scan --explain` and in the panel. */
export interface Explanation {
  /** The frame or pattern that matched, as written in the card. */
  pattern: string
  /** Matched parts in reading order; `carried` parts were taken from an earlier sentence, a heading or the title. */
  parts: { name: string; text: string; carried?: boolean }[]
  /** Names of the guards that were tested and did not stop it. */
  guards: string[]
  /** For a guess: guards that would have stopped a card and were weighed instead. */
  despite?: string[]
  /** Disguised spellings read through: what stands on the page and what it stands for. */
  restored: { published: string; meant: string }[]
}

export interface Finding extends Place {
  /** Id of the claim card. */
  rule: string
  verdict: Verdict
  topic: string
  harm: Harm
  level: Level
  /** Of a guess that may as well resemble other propositions: ids of those cards, the likelier first. `rule` is the likeliest. */
  alternatives?: string[]
  /** The words as they were before the clinic's word filter, when they were disguised. */
  meant?: string
  /** Where the same page says the opposite. */
  contradictedBy?: Place
  why: Explanation
}

/** A finding that rests on a short word whose borders only a segmenter can confirm. */
export interface Doubtful {
  finding: Finding
  /** The sentence to segment, normalised. */
  sentence: string
  /** Half-open UTF-16 runs of `sentence` that must begin and end on word borders. */
  words: [number, number][]
}

export interface Analysis {
  /** Findings that need nothing more, in reading order. */
  findings: Finding[]
  /** Findings to be confirmed by the segmenter (see `settle`). */
  doubtful: Doubtful[]
}

/** Reading order. */
export const byPlace = (a: Finding, b: Finding) => a.block - b.block || a.start - b.start || a.end - b.end
