import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Keeper, type WorkerLike } from './keeper'
import type { Request } from './protocol'

class FakeWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null
  onerror: WorkerLike['onerror'] = null
  asked: Request[] = []
  gone = false
  postMessage = (request: Request) => {
    this.asked.push(request)
  }
  terminate = () => {
    this.gone = true
  }
  answer = () => {
    for (const { id, sentences } of this.asked.splice(0))
      this.onmessage?.({ data: { id, words: sentences.map((sentence) => [...sentence]) } })
  }
}

let workers: FakeWorker[]
const keeperOf = (released = () => {}) =>
  new Keeper({
    start: () => {
      const worker = new FakeWorker()
      workers.push(worker)
      return worker
    },
    idle: 1000,
    patience: 500,
    released,
  })

beforeEach(() => {
  vi.useFakeTimers()
  workers = []
})
afterEach(() => vi.useRealTimers())

it('starts one worker for all requests, and none before the first', async () => {
  const keeper = keeperOf()
  expect(workers.length).toBe(0)
  const both = Promise.all([keeper.segment(['甲乙']), keeper.segment(['丙'])])
  workers[0]!.answer()
  expect(await both).toEqual([[['甲', '乙']], [['丙']]])
  expect(workers.length).toBe(1)
})

it('asks a new worker again when one dies in the middle of a request', async () => {
  const keeper = keeperOf()
  const words = keeper.segment(['甲'])
  workers[0]!.onerror?.({ message: 'out of memory' })
  expect(workers[0]!.gone).toBe(true)
  workers[1]!.answer()
  expect(await words).toEqual([['甲']])
})

it('takes a worker that does not answer for dead, and gives up after the second', async () => {
  const keeper = keeperOf()
  const words = keeper.segment(['甲'])
  const failed = expect(words).rejects.toThrow('did not answer')
  await vi.advanceTimersByTimeAsync(501)
  expect(workers.length).toBe(2)
  await vi.advanceTimersByTimeAsync(501)
  await failed
  expect(workers.every(({ gone }) => gone)).toBe(true)
})

it('tells a request whose sentence cannot be cut, and serves the others', async () => {
  const keeper = keeperOf()
  const bad = keeper.segment(['甲'])
  const failed = expect(bad).rejects.toThrow('no dictionary')
  const good = keeper.segment(['乙'])
  const [first] = workers[0]!.asked.splice(0, 1)
  workers[0]!.onmessage?.({ data: { id: first!.id, error: 'no dictionary' } })
  workers[0]!.answer()
  await failed
  expect(await good).toEqual([['乙']])
})

it('lets the worker go when idle, and starts another when asked again', async () => {
  const released = vi.fn()
  const keeper = keeperOf(released)
  const words = keeper.segment(['甲'])
  workers[0]!.answer()
  await words
  await vi.advanceTimersByTimeAsync(999)
  expect(workers[0]!.gone).toBe(false)
  await vi.advanceTimersByTimeAsync(2)
  expect(workers[0]!.gone).toBe(true)
  expect(released).toHaveBeenCalledOnce()
  const more = keeper.segment(['乙'])
  workers[1]!.answer()
  expect(await more).toEqual([['乙']])
})
