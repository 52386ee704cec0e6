import { describe, expect, test } from 'vitest'
import type { CardText } from '../cards/texts'
import { entries, type Occurrence, questions } from './entries'

const card = (proposition: string, ask: string) => ({ proposition, ask, short: proposition }) as CardText
const cards = { a: card('甲说', '问甲？'), b: card('乙说', '问乙？') }

const place = (rule: string, more: Partial<Occurrence> = {}) =>
  ({
    rule,
    verdict: 'unsupported',
    level: 'suspected',
    harm: 'low',
    topic: 'other',
    quote: '某句',
    block: 0,
    start: 0,
    frameId: 0,
    ...more,
  }) as Occurrence

describe('entries', () => {
  test('a guess that resembles one card is explained by it', () => {
    const [entry] = entries([place('a')], { cards })
    expect(entry?.card).toBe(cards.a)
    expect(entry?.candidates).toBeUndefined()
    expect(questions([entry!]).map(({ ask }) => ask)).toEqual(['问甲？'])
  })

  test('one that wavers names all of them, the likeliest first, and is explained by none', () => {
    const [entry] = entries([place('b', { alternatives: ['a'] })], { cards })
    expect(entry?.card).toBeUndefined()
    expect(entry?.candidates).toEqual([cards.b, cards.a])
    expect(questions([entry!])).toEqual([])
  })

  test('guesses that waver between other cards are other entries', () => {
    const list = entries([place('a'), place('a', { alternatives: ['b'] }), place('a')], { cards })
    expect(list.map(({ occurrences }) => occurrences.length)).toEqual([2, 1])
    expect(new Set(list.map(({ id }) => id)).size).toBe(2)
  })

  test('alternatives that no card explains leave the one that does', () => {
    const [entry] = entries([place('a', { alternatives: ['gone'] })], { cards })
    expect(entry?.card).toBe(cards.a)
  })
})
