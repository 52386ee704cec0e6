import { describe, expect, it } from 'vitest'
import { analyse } from '../analysis/analyse'
import { sampleRules } from '../analysis/sample'
import { plainBlocks } from '../text/plain'
import { Desk, type DeskNeeds } from './desk'
import { Register } from './ledger'
import type { Answer, Question } from './protocol'

const rules = sampleRules({ cures: { when: ['vitiligo ~ cure', '[can] cure'] } })
const judge: Question = { kind: 'judge', second: false }
const put = (text: string, from = 0, drop = 0): Question => ({
  kind: 'blocks',
  splice: { from, drop, put: plainBlocks(text) },
})

function deskOf(needs: Partial<DeskNeeds> = {}) {
  const told = new Map<number, Answer[]>()
  const desk = new Desk({
    rules,
    second: async () => undefined,
    answer: (page, answer) => {
      told.set(page, [...(told.get(page) ?? []), answer])
    },
    pause: () => new Promise((done) => setTimeout(done)),
    ...needs,
  })
  return { desk, told }
}

const found = (answers: Answer[]) => {
  const register = new Register()
  let quotes: string[] = []
  for (const answer of answers)
    if (answer.kind !== 'failed') quotes = register.take(answer)?.findings.map(({ quote }) => quote) ?? quotes
  return quotes
}

describe('pages are judged', () => {
  it('as the analysis judges them, each by its own blocks', async () => {
    const { desk, told } = deskOf()
    await desk.take(1, put('白癜风彻底治愈。'))
    await desk.take(2, put('本院周末照常上班。'))
    await Promise.all([desk.take(1, judge), desk.take(2, judge)])
    expect(found(told.get(1)!)).toEqual(
      analyse(plainBlocks('白癜风彻底治愈。'), rules).findings.map(({ quote }) => quote),
    )
    expect(found(told.get(1)!)).toEqual(['白癜风彻底治愈'])
    expect(found(told.get(2)!)).toEqual([])
  })

  it('anew when their blocks change', async () => {
    const { desk, told } = deskOf()
    await desk.take(1, put('白癜风彻底治愈。\n第二段。'))
    await desk.take(1, judge)
    await desk.take(1, put('白癜风不能治愈。', 0, 1))
    await desk.take(1, judge)
    expect(found(told.get(1)!)).toEqual([])
  })

  it('not any more once they have left', async () => {
    const { desk, told } = deskOf()
    await desk.take(1, put('白癜风彻底治愈。\n'.repeat(3000)))
    const asked = desk.take(1, judge)
    desk.leave(1)
    await asked
    expect(told.get(1)).toBeUndefined()
  })

  it('in turns: a short page does not wait for a long one', async () => {
    const { desk, told } = deskOf()
    await desk.take(1, put('据介绍，白癜风彻底治愈的患者很多。\n'.repeat(20_000)))
    await desk.take(2, put('白癜风彻底治愈。'))
    const long = desk.take(1, judge)
    await desk.take(2, judge)
    expect(found(told.get(2)!)).toEqual(['白癜风彻底治愈'])
    expect(told.get(1)).toBeUndefined()
    desk.leave(1)
    await long
  })
})

it('what goes wrong is told to the page that asked, and to no other', async () => {
  const { desk, told } = deskOf({
    second: () => Promise.reject(new Error('no reader')),
  })
  await desk.take(1, put('白癜风彻底治愈。'))
  await desk.take(1, { kind: 'judge', second: true })
  expect(told.get(1)).toEqual([{ kind: 'failed', reason: 'no reader' }])
  await desk.take(1, judge)
  expect(found(told.get(1)!)).toEqual(['白癜风彻底治愈'])
})

it('a rehearsal tells nobody anything', async () => {
  const { desk, told } = deskOf()
  await desk.rehearse(['白癜风彻底治愈。', '白癜风能根治吗？'])
  expect(told.size).toBe(0)
})
