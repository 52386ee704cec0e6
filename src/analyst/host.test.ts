import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AnalystWorker, Host } from './host'
import type { FromWorker, PortLike, ToWorker } from './protocol'

class FakeWorker implements AnalystWorker {
  onmessage: AnalystWorker['onmessage'] = null
  onerror: AnalystWorker['onerror'] = null
  told: ToWorker[] = []
  gone = false
  postMessage = (message: ToWorker) => {
    this.told.push(message)
  }
  terminate = () => {
    this.gone = true
  }
  says = (data: FromWorker) => this.onmessage?.({ data })
}

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

let workers: FakeWorker[]
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
  workers = []
  released = vi.fn()
  host = new Host({
    start: () => {
      const worker = new FakeWorker()
      workers.push(worker)
      return worker
    },
    idle: 1000,
    patience: 500,
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
    expect(worker!.told).toEqual([
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
    expect(workers[0]!.told).toEqual([{ page: 1, left: true }])
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

  it('is not let go while a question is open', async () => {
    page().ask(judge)
    for (let i = 0; i < 10; i++) {
      await vi.advanceTimersByTimeAsync(400)
      workers[0]!.says({ alive: true })
    }
    expect(workers[0]!.gone).toBe(false)
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

  it('that cannot be started ends the port of the page that came', () => {
    host = new Host({
      start: () => {
        throw new Error('no workers here')
      },
    })
    expect(page().cut).toBe(true)
  })
})
