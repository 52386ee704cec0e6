import { describe, expect, test } from 'vitest'
import { lettersOf, Model, type ModelFile, type TableFile } from './model'

const signed = (numbers: number[]) => Buffer.from(Int8Array.from(numbers).buffer).toString('base64')

/** Buckets of one number each that go straight to the outputs, `weights[output]` times. */
const table = (buckets: number[], weights: number[]): TableFile => ({
  dimensions: 1,
  bits: Math.log2(buckets.length),
  embeddings: lettersOf(Int8Array.from(buckets)),
  outputs: signed(weights),
  biases: weights.map(() => 0),
  scale: 1,
})

const silent = table([0, 0], [1])
const file: ModelFile = {
  trainedOn: '',
  claim: silent,
  card: table([0, 1, 2, 3], [3, 2, 1]),
  cards: ['a', 'b', 'c'],
  contradicted: [1, 0, 1],
  stance: silent,
  traits: {},
  matches: {},
  thresholds: {},
}

describe('which card a run resembles', () => {
  test('the likeliest of the likelier verdict, with its share among all', () => {
    const [first, second, ...rest] = new Model(file).resembled([1], 3)
    const all = Math.exp(3) + Math.exp(2) + Math.exp(1)
    expect(first?.card).toBe('a')
    expect(first?.share).toBeCloseTo(Math.exp(3) / all, 2)
    expect(second?.card).toBe('c')
    expect(second?.share).toBeCloseTo(Math.exp(1) / all, 2)
    expect(rest).toEqual([])
  })

  test('the more it is read, the surer it is; what was never read leaves all alike', () => {
    const model = new Model(file)
    const share = (features: number[]) => model.resembled(features, 1)[0]!.share
    expect(share([3])).toBeGreaterThan(share([1]))
    expect(share([0])).toBeCloseTo(1 / 3, 2)
  })

  test('parts that do not fit together are refused', () => {
    expect(() => new Model({ ...file, cards: ['a'] })).toThrow('does not fit')
  })
})
