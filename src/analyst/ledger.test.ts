import { describe, expect, it } from 'vitest'
import type { Analysis, Finding } from '../analysis/types'
import { Ledger, Register } from './ledger'
import type { Answer } from './protocol'

const finding = (quote: string, block = 0): Finding => ({
  block,
  start: 0,
  end: quote.length,
  quote,
  rule: 'rule',
  verdict: 'contradicted',
  topic: 'topic',
  harm: 'high',
  level: 'claim',
  why: { pattern: '', parts: [], guards: [], restored: [] },
})

/** What a message does to what is in it. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value))

function pair() {
  const ledger = new Ledger()
  const register = new Register()
  return (analysis: Partial<Analysis>) => {
    let heard: Analysis | undefined
    const answers: Answer[] = [...ledger.answers({ findings: [], doubtful: [], ...analysis })]
    for (const answer of answers) heard = register.take(sent(answer) as Exclude<Answer, { kind: 'failed' }>)
    const fresh = answers.flatMap((answer) =>
      answer.kind === 'findings' ? answer.fresh.map(([n]) => n) : [],
    )
    return { heard: heard!, fresh, pieces: answers.length }
  }
}

describe('what a page is told', () => {
  const [one, two, three] = [finding('甲'), finding('乙'), finding('丙')] as [Finding, Finding, Finding]

  it('is what the analysis found, doubts and all', () => {
    const doubtful = [{ finding: two, sentence: '乙。', words: [[0, 1]] as [number, number][] }]
    expect(pair()({ findings: [one, three], doubtful }).heard).toEqual({ findings: [one, three], doubtful })
  })

  it('holds only what is new, and the same objects for the rest', () => {
    const tell = pair()
    const before = tell({ findings: [one, two] }).heard
    const { heard, fresh } = tell({ findings: [one, three, two] })
    expect(fresh.length).toBe(1)
    expect(heard.findings).toEqual([one, three, two])
    expect(heard.findings[0]).toBe(before.findings[0])
    expect(heard.findings[2]).toBe(before.findings[1])
  })

  it('is told again when what contradicts it is another place', () => {
    const tell = pair()
    const own = finding('丁')
    tell({ findings: [own] })
    own.contradictedBy = { block: 3, start: 1, end: 2, quote: '戊' }
    const told = tell({ findings: [own] })
    expect(told.fresh.length).toBe(1)
    expect(told.heard.findings[0]!.contradictedBy).toEqual(own.contradictedBy)
    expect(tell({ findings: [own] }).fresh).toEqual([])
    delete own.contradictedBy
    expect(tell({ findings: [own] }).heard.findings[0]!.contradictedBy).toBeUndefined()
  })

  it('comes in pieces where it is much', () => {
    const findings = Array.from({ length: 450 }, (_, i) => finding('甲', i))
    const { heard, pieces } = pair()({ findings })
    expect(pieces).toBe(4)
    expect(heard.findings).toEqual(findings)
  })

  it('is forgotten with the judgement that no longer names it', () => {
    const tell = pair()
    tell({ findings: [one] })
    tell({ findings: [] })
    expect(tell({ findings: [one] }).fresh.length).toBe(1)
  })
})

it('a number that was never told is an error, not a hole', () => {
  expect(() => new Register().take({ kind: 'judgement', findings: [7], doubtful: [] })).toThrow('never told')
})
