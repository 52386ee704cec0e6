import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FakeWorker, fakeWorkers } from '../platform/fake-worker'
import { Host } from './host'
import type { FromWorker, PortLike, ToWorker } from './protocol'

class FakePort implements PortLike {
  ask: (message: unknown) => void = () => {}
  leave: () => void = () => {}
  heard: unknown[] = []
  cut = false
  onMessage = {
    addListener: (listener: (message: unknown) => void) => {
      this.ask = listener
    },
  }
  onDisconnect = {
    addListener: (listener: () => void) => {
      this.leave = listener
    },
  }
  postMessage = (message: unknown) => {
    this.heard.push(message)
  }
  disconnect = () => {
    this.cut = true
  }
}

const judge = { kind: 'judge', second: false } as const
const judgement = { kind: 'judgement', findings: [], doubtful: [] } as const

const awake = vi.fn<() => void>()

let workers: FakeWorker<ToWorker, FromWorker>[]
let released: ReturnType<typeof vi.fn<() => void>>
let host: Host
const page = () => {
  const port = new FakePort()
  host.welcome(port)
  return port
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const fake = fakeWorkers<ToWorker, FromWorker>()
  workers = fake.workers
  awake.mockClear()
  released = vi.fn()
  host = new Host({
    start: fake.start,
    idle: 1000,
    patience: 500,
    awake,
    beat: 200,
    released,
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('one worker for all pages', () => {
  it('is started by the first, and carries to each what is its own', () => {
    expect(host.working).toBe(false)
    const [one, two] = [page(), page()]
    one.ask(judge)
    two.ask(judge)
    expect(workers.length).toBe(1)
    const [worker] = workers
    expect(worker!.asked).toEqual([
      { page: 1, question: judge },
      { page: 2, question: judge },
    ])
    worker!.says({ page: 2, answer: judgement })
    expect(one.heard).toEqual([])
    expect(two.heard).toEqual([judgement])
  })

  it('hears that a page has left', () => {
    const one = page()
    one.leave()
    expect(workers[0]!.asked).toEqual([{ page: 1, left: true }])
    workers[0]!.says({ page: 1, answer: judgement })
    expect(one.heard).toEqual([])
  })

  it('is let go when nobody has asked for long, and the pages with it', async () => {
    const one = page()
    one.ask(judge)
    workers[0]!.says({ page: 1, answer: judgement })
    await vi.advanceTimersByTimeAsync(999)
    expect(workers[0]!.gone).toBe(false)
    await vi.advanceTimersByTimeAsync(2)
    expect(workers[0]!.gone).toBe(true)
    expect(one.cut).toBe(true)
    expect(released).toHaveBeenCalledOnce()
    expect(host.working).toBe(false)
    page()
    expect(workers.length).toBe(2)
  })

  it('keeps its background awake, and no longer', async () => {
    await vi.advanceTimersByTimeAsync(1000)
    expect(awake).not.toHaveBeenCalled()
    page()
    await vi.advanceTimersByTimeAsync(900)
    expect(awake).toHaveBeenCalledTimes(4)
    await vi.advanceTimersByTimeAsync(200)
    expect(host.working).toBe(false)
    awake.mockClear()
    await vi.advanceTimersByTimeAsync(1000)
    expect(awake).not.toHaveBeenCalled()
  })

  it('is not let go while a question is open', async () => {
    page().ask(judge)
    for (let i = 0; i < 10; i++) {
      await vi.advanceTimersByTimeAsync(400)
      workers[0]!.says({ turn: 1 })
    }
    expect(workers[0]!.gone).toBe(false)
  })
})

describe('what is no question', () => {
  it.each([
    null,
    'judge',
    { kind: 'look' },
    { kind: 'judge' },
    { kind: 'blocks', splice: { from: -1, drop: 0, put: [] } },
    { kind: 'blocks', splice: { from: 0, drop: 0, put: [null] } },
    { kind: 'blocks', splice: { from: 0, drop: 0, put: [{ text: '甲', role: 'heading', rank: 5000 }] } },
    {
      kind: 'blocks',
      splice: { from: 0, drop: 0, put: [{ text: '甲'.repeat(9000), role: 'text', rank: 0 }] },
    },
    {
      kind: 'blocks',
      splice: {
        from: 0,
        drop: 0,
        put: [{ text: '甲', role: 'text', rank: 0, column: { heads: [7], index: 0 } }],
      },
    },
  ])('%j ends the line of the page that sent it, and of no other', (message) => {
    const [one, two] = [page(), page()]
    two.ask(judge)
    one.ask(message)
    expect(one.heard).toMatchObject([{ kind: 'failed' }])
    expect([one.cut, two.cut]).toEqual([true, false])
    expect(workers[0]!.asked.slice(1)).toEqual([{ page: 1, left: true }])
  })

  it('is not what our pages send', () => {
    const one = page()
    const put = [
      { text: '甲', role: 'title', rank: 0 },
      { text: '乙', role: 'heading', rank: 6 },
      { text: '丙', role: 'text', rank: 0, column: { heads: ['说法', '真相'], index: 1 } },
    ]
    one.ask({ kind: 'blocks', splice: { from: 0, drop: 0, put } })
    expect(one.cut).toBe(false)
    expect(workers[0]!.asked.length).toBe(1)
  })
})

describe('a worker that fails', () => {
  it('ends the ports of all pages when it dies, so that they ask again', () => {
    const [one, two] = [page(), page()]
    one.ask(judge)
    workers[0]!.onerror?.({ message: 'out of memory' })
    expect(workers[0]!.gone).toBe(true)
    expect([one.cut, two.cut]).toEqual([true, true])
    page().ask(judge)
    expect(workers.length).toBe(2)
  })

  it('is taken for dead when it was asked and gives no sign of life', async () => {
    const one = page()
    one.ask(judge)
    await vi.advanceTimersByTimeAsync(499)
    expect(one.cut).toBe(false)
    await vi.advanceTimersByTimeAsync(2)
    expect(one.cut).toBe(true)
    expect(released).toHaveBeenCalledOnce()
  })

  it('fails the page at whose turn it fell silent; the others only have to ask again', async () => {
    const [one, two] = [page(), page()]
    one.ask(judge)
    two.ask(judge)
    workers[0]!.says({ turn: 1 })
    workers[0]!.says({ turn: 2 })
    await vi.advanceTimersByTimeAsync(501)
    expect(one.heard).toEqual([])
    expect(two.heard).toMatchObject([{ kind: 'failed' }])
    expect([one.cut, two.cut]).toEqual([true, true])
  })

  it('that holds too much is replaced as soon as nobody waits for it', () => {
    const [one, two] = [page(), page()]
    two.ask(judge)
    workers[0]!.says({ spent: true })
    expect(workers[0]!.gone).toBe(false)
    workers[0]!.says({ page: 2, answer: judgement })
    workers[0]!.says({ spent: true })
    expect(workers[0]!.gone).toBe(true)
    expect(one.cut).toBe(true)
  })

  it('that cannot be started ends the port of the page that came', () => {
    host = new Host({
      start: () => {
        throw new Error('no workers here')
      },
    })
    expect(page().cut).toBe(true)
  })
})
