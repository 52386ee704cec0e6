import { describe, expect, it } from 'vitest'
import type { ReportDraft } from '../platform/messages'
import { begun, Drafts, draftsIn, draftsKey } from './drafts'
import { MemoryArea } from './fixtures'

const draft = (words: string, at: number, more: Partial<ReportDraft> = {}): ReportDraft => ({
  kind: 'missed',
  words,
  before: '',
  after: '',
  url: 'https://clinic.test/',
  title: '',
  tabId: 1,
  at,
  ...more,
})
const typed = { words: '甲', note: '写了一半', withContext: true }

describe('reports in the making', () => {
  it('give way to the next one before anything is typed, and keep their place after that', () => {
    const first = draft('甲', 1)
    const second = draft('乙', 2)
    expect(begun([first], second)).toEqual([second])
    const written = { ...first, typed }
    expect(begun([written], second)).toEqual([written, second])
    // The same words once more wait once.
    expect(begun([written, second], draft('乙', 3))).toEqual([written, draft('乙', 3)])
  })

  it('are kept for each tab, with what was typed, until they end', async () => {
    const area = new MemoryArea()
    const drafts = new Drafts(area)
    const [one, other] = [draft('甲', 1), draft('乙', 2, { tabId: 2 })]
    await Promise.all([drafts.begin(one), drafts.begin(other)])
    await drafts.write(one, typed)
    expect(draftsIn(area.items, 1)).toEqual([{ ...one, typed }])
    expect(draftsIn(area.items, 2)).toEqual([other])
    await drafts.write(one, undefined)
    expect(draftsIn(area.items, 1)).toEqual([one])
    await drafts.end(one)
    expect(area.items).toEqual({ [draftsKey(2)]: [other] })
    await drafts.write(one, typed)
    expect(draftsIn(area.items, 1)).toEqual([])
  })

  it('outlive their tab where something was typed', async () => {
    const area = new MemoryArea()
    const drafts = new Drafts(area)
    const [one, other] = [draft('甲', 1), draft('乙', 2, { tabId: 2 })]
    await drafts.begin(one)
    await drafts.write(one, typed)
    await drafts.begin(other)
    await drafts.closed(1)
    await drafts.closed(2)
    expect(draftsIn(area.items, 7)).toEqual([{ ...one, typed }])
    await drafts.write(one, { ...typed, note: '写完了' })
    expect(draftsIn(area.items, 7)[0]!.typed!.note).toBe('写完了')
    await drafts.end(one)
    expect(area.items).toEqual({})
  })

  it('are kept once, with the last word typed, however many tabs tell at once that theirs is gone', async () => {
    const area = new MemoryArea()
    const drafts = new Drafts(area)
    const one = draft('甲', 1)
    await drafts.begin(one)
    await Promise.all([drafts.write(one, typed), drafts.closed(1), drafts.closed(1)])
    expect(area.items).toEqual({ [draftsKey(undefined)]: [{ ...one, typed }] })
  })

  it('are taken back in front of those that have taken their place', async () => {
    const area = new MemoryArea()
    const drafts = new Drafts(area)
    await drafts.begin(draft('乙', 2))
    await drafts.resume({ ...draft('甲', 3), typed })
    expect(draftsIn(area.items, 1).map(({ words }) => words)).toEqual(['甲', '乙'])
  })

  it('go on after a store that refused one of them', async () => {
    const area = new MemoryArea()
    const drafts = new Drafts(area)
    area.refuse = new Error('full')
    await expect(drafts.begin(draft('甲', 1))).rejects.toThrow('full')
    delete area.refuse
    await drafts.begin(draft('乙', 2))
    expect(draftsIn(area.items, 1).map(({ words }) => words)).toEqual(['乙'])
  })

  it('are none in a damaged store', () => {
    expect(draftsIn({ [draftsKey(1)]: 'nonsense', [draftsKey(undefined)]: 7 }, 1)).toEqual([])
  })
})
