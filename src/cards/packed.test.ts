import { describe, expect, it } from 'vitest'
import { rulesOrThrow } from '../../scripts/rules'
import { packRules, unpackRules } from './packed'

const { rules } = rulesOrThrow()
const unpacked = unpackRules(JSON.parse(JSON.stringify(packRules(rules))))

describe('packed rules', () => {
  it('hold all that the analysis runs on', () => {
    expect(unpacked.entries).toEqual(rules.entries)
    expect(unpacked.alphabet).toEqual(rules.alphabet)
    expect(unpacked.classes).toEqual(rules.classes)
    expect(unpacked.slots.slice(0, rules.slots.length)).toEqual(rules.slots)
    const bare = (list: readonly number[]) => [...new Set(list)].sort((a, b) => a - b)
    expect(unpacked.patterns).toEqual(
      rules.patterns.map((pattern) => ({
        ...pattern,
        source: '',
        absent: bare(pattern.absent),
        absentInClause: bare(pattern.absentInClause),
        steps: pattern.steps.map((step) => ({ ...step, any: bare(step.any) })),
      })),
    )
  })

  it('name concepts as the reader learned them, literals by their quote alone', () =>
    expect(unpacked.concepts).toEqual(rules.concepts.map((name) => (name.startsWith('"') ? '"' : name))))

  it('keep the cards', () => {
    const { except, exceptInClause, ...card } = rules.cards[0]!
    expect(unpacked.cards.map(({ id }) => id)).toEqual(rules.cards.map(({ id }) => id))
    expect(unpacked.cards[0]).toMatchObject(card)
  })
})
