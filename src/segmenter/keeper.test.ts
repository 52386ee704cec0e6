import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type FakeWorker, fakeWorkers } from '../platform/fake-worker'
import { Keeper } from './keeper'
import type { Request, Response } from './protocol'

const answer = (worker: FakeWorker<Request, Response>) => {
  for (const { id, sentences } of worker.asked.splice(0))
    worker.says({ id, words: sentences.map((sentence) => [...sentence]) })
}

let workers: FakeWorker<Request, Response>[]
let start: () => FakeWorker<Request, Response>
const keeperOf = (released = () => {}) =>
  new Keeper({
    start,
    idle: 1000,
    patience: 500,
    released,
  })

beforeEach(() => {
  vi.useFakeTimers()
  ;({ workers, start } = fakeWorkers<Request, Response>())
})
afterEach(() => vi.useRealTimers())

it('starts one worker for all requests, and none before the first', async () => {
  const keeper = keeperOf()
  expect(workers.length).toBe(0)
  const both = Promise.all([keeper.segment(['甲乙']), keeper.segment(['丙'])])
  answer(workers[0]!)
  expect(await both).toEqual([[['甲', '乙']], [['丙']]])
  expect(workers.length).toBe(1)
})

it('asks a new worker again when one dies in the middle of a request', async () => {
  const keeper = keeperOf()
  const words = keeper.segment(['甲'])
  workers[0]!.onerror?.({ message: 'out of memory' })
  expect(workers[0]!.gone).toBe(true)
  answer(workers[1]!)
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
  answer(workers[0]!)
  await failed
  expect(await good).toEqual([['乙']])
})

it('lets the worker go when idle, and starts another when asked again', async () => {
  const released = vi.fn()
  const keeper = keeperOf(released)
  const words = keeper.segment(['甲'])
  answer(workers[0]!)
  await words
  await vi.advanceTimersByTimeAsync(999)
  expect(workers[0]!.gone).toBe(false)
  await vi.advanceTimersByTimeAsync(2)
  expect(workers[0]!.gone).toBe(true)
  expect(released).toHaveBeenCalledOnce()
  const more = keeper.segment(['乙'])
  answer(workers[1]!)
  expect(await more).toEqual([['乙']])
})
