import type { Engine } from '../analysis/engine'
import type { Match, Part } from '../analysis/match'
import type { Line } from '../analysis/page'
import type { Word } from '../analysis/read'
import { featuresOf, type SeenWord } from './features'
import type { Model } from './model'

/** A run of one sentence that probably asserts a card's claim; offsets: normalised text of the block. */
export interface Proposal {
  /** Index of the card among those of the rules. */
  card: number
  /** Logit that a claim is asserted. */
  margin: number
  start: number
  end: number
  match: Match
}

/** Runs shorter than this, in UTF-16 units, say too little; longer ones are no clause. */
const shortest = 8
const longest = 64

/** The clauses of a sentence, singly and in pairs of neighbours. */
export function windowsOf({ sentence, text }: Line): [number, number][] {
  const borders = [sentence.start, ...sentence.clauses]
  const windows: [number, number][] = []
  for (let i = 0; i + 1 < borders.length; i++) {
    for (const j of [i + 1, i + 2]) {
      if (j >= borders.length) continue
      let start = borders[i]!
      let end = borders[j]!
      while (start < end && /[\s“”"'（(《【\d.、·]/.test(text[start]!)) start++
      while (end > start && /[\s，。！？；：…“”"'）)》】!?]/.test(text[end - 1]!)) end--
      if (end - start >= shortest && end - start <= longest) windows.push([start, end])
    }
  }
  return windows
}

export const namesOf = (word: Pick<Word, 'concepts'>, engine: Engine): SeenWord => ({
  // Words spelt out in patterns come and go with the cards and say little.
  names: word.concepts.map((concept) => engine.rules.concepts[concept]!).filter((name) => name[0] !== '"'),
})

/** Words and cues of a sentence together, by start. */
export const allWords = ({ sentence }: Line): Word[] =>
  [...sentence.words, ...sentence.cues].sort((a, b) => a.start - b.start)

/** Those of `words` that stand inside a window. */
export const within = (words: readonly Word[], start: number, end: number): Word[] =>
  words.filter((word) => word.start >= start && word.end <= end)

/**
 * What the reader would mark in a sentence, best first and without overlaps. Its words other than cues of context
 * stand for the parts of a card, so that the guards look at it as at a card's match.
 */
export function propose(line: Line, engine: Engine, model: Model): Proposal[] {
  const proposals: Proposal[] = []
  const all = allWords(line)
  for (const [start, end] of windowsOf(line)) {
    const words = within(all, start, end)
    if (!words.length) continue
    const features = featuresOf(
      line.text.slice(start, end),
      words.map((word) => namesOf(word, engine)),
    )
    const claim = model.claim(features)
    if (claim < lowest) continue
    const card = engine.card(model.card(features))
    if (card < 0 || claim < model.threshold(engine.rules.cards[card]!.topic)) continue
    proposals.push({ card, margin: claim, start, end, match: matchOf(card, words, start, end, engine) })
  }
  proposals.sort((a, b) => b.margin - a.margin || a.start - b.start)
  return proposals.filter(
    (proposal, i) =>
      !proposals.slice(0, i).some((better) => better.start < proposal.end && proposal.start < better.end),
  )
}

/** No threshold lies lower: most runs need no card. */
const lowest = -1

const noStep = { any: [], link: 0 } as const

function matchOf(card: number, words: readonly Word[], start: number, end: number, engine: Engine): Match {
  const content = words.filter(
    ({ concepts }) => !concepts.every((concept) => engine.rules.concepts[concept]!.startsWith('guard:')),
  )
  const parts: Part[] = content.map((word) => ({
    step: { ...noStep, any: [...word.concepts] },
    start: word.start,
    end: word.end,
    word,
  }))
  return {
    pattern: { card, source: '', steps: [], absent: [], absentInClause: [] },
    parts: parts.length ? parts : [{ step: { ...noStep, any: [] }, start, end }],
  }
}
