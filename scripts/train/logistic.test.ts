import { describe, expect, it } from 'vitest'
import { fitLogistic, type Row } from './logistic'

const row = (answer: 0 | 1, flags: number[], values: number[] = [], weight = 1): Row => ({
  at: Int32Array.from([0, ...values.map((_, i) => i + 1)]),
  values: Float32Array.from([1, ...values]),
  flags: Int32Array.from(flags),
  answer,
  weight,
})
const decay = (...each: number[]) => Float64Array.from(each)

describe('fitLogistic', () => {
  it('finds the logit of a share', () => {
    const rows = [row(1, []), row(1, []), row(1, []), row(0, [])]
    expect(fitLogistic(rows, decay(0), 50)[0]).toBeCloseTo(Math.log(3), 3)
  })

  it('counts a row by its weight', () => {
    const rows = [row(1, [], [], 3), row(0, [])]
    expect(fitLogistic(rows, decay(0), 50)[0]).toBeCloseTo(Math.log(3), 3)
  })

  it('says nothing where nothing, or as much of either, is known', () => {
    expect([...fitLogistic([], decay(0, 2), 5)]).toEqual([0, 0])
    expect([...fitLogistic([row(1, []), row(0, [])], decay(0), 5)]).toEqual([0])
  })

  it('stands where penalty and rows pull alike', () => {
    const rows = [row(1, [2], [0.5]), row(0, [2], [-0.5]), row(1, [], [1]), row(0, [2], [0.2])]
    const strength = [0, 0.5, 2]
    const found = fitLogistic(rows, decay(...strength), 100)
    const pull = strength.map((by, j) => by * found[j]!)
    for (const { at, values, flags, answer } of rows) {
      const logit =
        [...at].reduce((sum, j, i) => sum + found[j]! * values[i]!, 0) +
        [...flags].reduce((sum, j) => sum + found[j]!, 0)
      const error = 1 / (1 + Math.exp(-logit)) - answer
      at.forEach((j, i) => {
        pull[j]! += error * values[i]!
      })
      for (const j of flags) pull[j]! += error
    }
    for (const each of pull) expect(each).toBeCloseTo(0, 2)
  })
})
