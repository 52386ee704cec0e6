import { describe, expect, it, vi } from 'vitest'
import { Turns } from '../analysis/turns'
import type { Block } from '../analysis/types'
import { Analyst, AnalystError, type AnalystNeeds } from './client'
import type { Answer, PortLike, Question } from './protocol'

const block = (text: string): Block => ({ text, role: 'text', rank: 0 })
const judgement: Answer = { kind: 'judgement', findings: [], doubtful: [] }

/** The analyst's end of a port. */
class Wire implements PortLike {
  asked: Question[] = []
  #hear: (message: unknown) => void = () => {}
  #cut: () => void = () => {}
  closed = false
  onMessage = { addListener: (listener: (message: unknown) => void) => void (this.#hear = listener) }
  onDisconnect = { addListener: (listener: () => void) => void (this.#cut = listener) }
  constructor(private readonly answers: (wire: Wire) => void) {}
  postMessage(message: unknown) {
    const question = message as Question
    this.asked.push(question)
    if (question.kind === 'judge') queueMicrotask(() => this.answers(this))
  }
  disconnect() {
    this.closed = true
  }
  say = (answer: Answer) => this.#hear(answer)
  cut = () => this.#cut()
}

function analystOf(...lives: ((wire: Wire) => void)[]) {
  const wires: Wire[] = []
  let woken = 0
  const needs: AnalystNeeds = {
    connect: () => {
      const wire = new Wire(lives[Math.min(wires.length, lives.length - 1)]!)
      wires.push(wire)
      return wire
    },
    wake: async () => {
      woken++
    },
  }
  return { analyst: new Analyst(needs), needs, wires, woken: () => woken }
}

const answers = (wire: Wire) => wire.say(judgement)
const dies = (wire: Wire) => wire.cut()
const turns = () => new Turns(new AbortController().signal)

describe('a page tells the analyst', () => {
  it('all at first, then what has changed, over one port', async () => {
    const { analyst, wires } = analystOf(answers)
    const [a, b, c] = [block('甲'), block('乙'), block('丙')]
    await analyst.judge([a, b], false, turns())
    await analyst.judge([a, c, b], true, turns())
    await analyst.judge([a, c, b], true, turns())
    expect(wires.length).toBe(1)
    expect(wires[0]!.asked).toEqual([
      { kind: 'blocks', splice: { from: 0, drop: 0, put: [a, b] } },
      { kind: 'judge', second: false },
      { kind: 'blocks', splice: { from: 1, drop: 0, put: [c] } },
      { kind: 'judge', second: true },
      { kind: 'judge', second: true },
    ])
  })

  it('all once more after it was told to forget', async () => {
    const { analyst, wires } = analystOf(answers)
    const a = block('甲')
    await analyst.judge([a], false, turns())
    analyst.close()
    await analyst.judge([a], false, turns())
    expect(wires.map(({ closed }) => closed)).toEqual([true, false])
    expect(wires[1]!.asked[0]).toEqual({ kind: 'blocks', splice: { from: 0, drop: 0, put: [a] } })
  })
})

describe('an analyst that is not there', () => {
  it('is given up when it has been silent for two minutes', async () => {
    vi.useFakeTimers()
    const silent = () => {}
    const slow = (wire: Wire) => {
      for (const minute of [1, 2, 3])
        setTimeout(() => wire.say({ kind: 'findings', fresh: [] }), minute * 60_000)
      setTimeout(() => wire.say(judgement), 200_000)
    }
    const { analyst, wires, woken } = analystOf(silent, slow)
    const judged = analyst.judge([block('甲')], false, turns())
    await vi.advanceTimersByTimeAsync(119_000)
    expect(wires.length).toBe(1)
    await vi.advanceTimersByTimeAsync(2000)
    expect([wires[0]!.closed, wires.length, woken()]).toEqual([true, 2, 1])
    await vi.advanceTimersByTimeAsync(200_000)
    expect((await judged).findings).toEqual([])
    expect([wires.length, vi.getTimerCount()]).toEqual([2, 0])
    vi.useRealTimers()
  })

  it('is woken, and told all', async () => {
    const { analyst, wires, woken } = analystOf(dies, answers)
    await analyst.judge([block('甲')], false, turns())
    expect(woken()).toBe(1)
    expect(wires[1]!.asked.map(({ kind }) => kind)).toEqual(['blocks', 'judge'])
  })

  it('is waited for a little longer each time, and given up after five', async () => {
    vi.useFakeTimers()
    const { analyst, wires } = analystOf(dies)
    const given = expect(analyst.judge([block('甲')], false, turns())).rejects.toThrow('gone')
    await vi.advanceTimersByTimeAsync(90)
    expect(wires.length).toBe(2)
    await vi.advanceTimersByTimeAsync(2000)
    await given
    expect(wires.length).toBe(5)
    vi.useRealTimers()
  })

  it('is asked again though waking it failed', async () => {
    const { analyst, needs, wires } = analystOf(dies, answers)
    needs.wake = () => Promise.reject(new Error('only one document'))
    await analyst.judge([block('甲')], false, turns())
    expect(wires.length).toBe(2)
  })

  it('is asked once only where it says what is wrong', async () => {
    const { analyst, wires } = analystOf((wire) => wire.say({ kind: 'failed', reason: 'no rules' }))
    await expect(analyst.judge([block('甲')], false, turns())).rejects.toThrow(AnalystError)
    expect(wires.length).toBe(1)
  })

  it('is not waited for by a page that has ended', async () => {
    const life = new AbortController()
    const { analyst, woken } = analystOf((wire) => {
      life.abort()
      wire.cut()
    })
    await expect(analyst.judge([block('甲')], false, new Turns(life.signal))).rejects.toThrow()
    expect(woken()).toBe(0)
  })
})
