import type { Engine } from '../analysis/engine'
import type { Match, Part } from '../analysis/match'
import type { Word } from '../analysis/read'
import type { Window } from './windows'

const noStep = { any: [], link: 0 } as const

/** Names of cues of context, and of words that a pattern spells out. */
const cue = /^guard:/
const cueOrLiteral = /^(?:guard:|")/

/** Cues that reject what they stand beside: 切勿轻信, 这是误区. */
export function rejectionsIn(words: readonly Word[], engine: Engine): readonly Word[] {
  const debunk = engine.cue('debunk')
  const warning = engine.cue('warning')
  let found: Word[] | undefined
  for (const word of words) {
    const { reads } = word
    if (reads.includes(debunk) || reads.includes(warning)) (found ??= []).push(word)
  }
  return found ?? none
}

const none: readonly Word[] = []

/**
 * A window as a match of the card that it resembles: its words other than cues of context stand for the parts, so
 * that the guards look at it as at a card's match. Words that some pattern spells out (不会) are parts too, unless only
 * those of `concepts` are wanted: denials among them deny then.
 */
export function matchOf(
  card: number,
  { words, start, end }: Window,
  engine: Engine,
  only?: 'concepts',
): Match {
  const other = only ? cueOrLiteral : cue
  const rejections = rejectionsIn(words, engine)
  const content = words.filter(
    (word) =>
      word.concepts.some((concept) => !other.test(engine.rules.concepts[concept]!)) &&
      (rejections.length === 0 ||
        !rejections.some((rejection) => rejection.start <= word.start && word.end <= rejection.end)),
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
