// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchArrivals } from './arrivals'

/** Milliseconds of the first wait, and more than all ten together. */
const first = 250
const all = 300_000

const put = (text: string) =>
  document.body.append(Object.assign(document.createElement('p'), { textContent: text }))

/** Lets observers tell what they saw, then time pass. */
const pass = async (ms: number) => {
  await vi.advanceTimersByTimeAsync(1)
  await vi.advanceTimersByTimeAsync(ms)
}

describe('text that arrives after a page was loaded', () => {
  let relevant: ReturnType<typeof vi.fn<(text: string) => boolean>>
  beforeEach(() => {
    vi.useFakeTimers()
    document.body.innerHTML = ''
    relevant = vi.fn((text: string) => text.includes('白癜风'))
    watchArrivals(relevant)
  })
  afterEach(() => {
    // Content with what it is shown, it stops.
    relevant.mockReturnValue(true)
    put('去')
    dispatchEvent(new Event('popstate'))
    vi.advanceTimersByTime(all)
    vi.useRealTimers()
  })

  it('is read together, after a wait, without the page as it was', async () => {
    put('甲')
    put('乙')
    await pass(first)
    expect(relevant).toHaveBeenCalledTimes(1)
    expect(relevant.mock.calls[0]![0]).toContain('甲\n乙')
  })

  it('is not read any more once it was relevant', async () => {
    put('白癜风')
    await pass(first)
    put('白癜风')
    await pass(all)
    expect(relevant).toHaveBeenCalledTimes(1)
  })

  it('is waited for twice as long each time, ten times', async () => {
    for (let i = 0; i < 20; i++) {
      put('丙')
      await pass(first * 2 ** Math.min(i, 9))
    }
    expect(relevant).toHaveBeenCalledTimes(10)
  })

  it('counts in a flood of nodes as well, the last of them too', async () => {
    for (let i = 0; i < 3000; i++) put('丁')
    put('白癜风')
    await pass(first)
    expect(relevant.mock.results.map(({ value }) => value)).toEqual([true])
  })

  it('is read once however often it is written anew', async () => {
    const node = document.createTextNode('己')
    document.body.append(node)
    for (let i = 0; i < 900; i++) {
      node.data += '庚'
      await vi.advanceTimersByTimeAsync(0)
    }
    await pass(first)
    expect(relevant.mock.calls[0]![0].match(/己/g)).toHaveLength(1)
  })

  it('is read at once again after the page took another address, however long the waits had become', async () => {
    for (let i = 0; i < 9; i++) {
      put('丙')
      await pass(first * 2 ** i)
    }
    put('戊')
    await pass(first)
    const before = relevant.mock.calls.length
    dispatchEvent(new Event('popstate'))
    await pass(first)
    expect(relevant).toHaveBeenCalledTimes(before + 1)
    expect(relevant.mock.calls.at(-1)![0]).toContain('戊')
  })
})
