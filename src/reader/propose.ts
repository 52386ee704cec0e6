import type { Engine } from '../analysis/engine'
import type { Match, Part } from '../analysis/match'
import type { Window } from './windows'

const noStep = { any: [], link: 0 } as const

/**
 * A window as a match of the card that it resembles: its words other than cues of context stand for the parts, so
 * that the guards look at it as at a card's match.
 */
export function matchOf(card: number, { words, start, end }: Window, engine: Engine): Match {
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
