import { describe, expect, it } from 'vitest'
import { translated } from '../../scripts/kernel'
import { randomFrom } from '../../scripts/train/text'
import { seenWord } from './features'
import { kernel } from './kernel'
import { Network, type NetworkFile, type Packed, type Passage } from './network'

const d = 8
const random = randomFrom(3)
const numbers = (count: number) => Array.from({ length: count }, () => random() - 0.5)

/** A table, and the numbers that it stands for. */
function table(rows: number, long: number, eachRow = false): { packed: Packed; numbers: number[][] } {
  const ints = Int8Array.from({ length: rows * long }, () => Math.floor(random() * 255) - 127)
  const scale = eachRow ? Array.from({ length: rows }, () => random() / 100) : 0.004
  return {
    packed: { rows, scale, ints: Buffer.from(ints.buffer).toString('base64') },
    numbers: Array.from({ length: rows }, (_, row) =>
      Array.from(ints.slice(row * long, (row + 1) * long), (int) =>
        Math.fround(int * (typeof scale === 'number' ? scale : scale[row]!)),
      ),
    ),
  }
}

const characters = '治白斑能好0，'
const names = ['cure', '#duration 3']
const character = table(characters.length + 3, d, true)
const part = table(5, d)
const place = table(24, d)
const name = table(names.length + 1, d)
const layers = [0, 1].map(() => ({
  norm: [numbers(d), numbers(d)] as [number[], number[]],
  near: table(2 * d, 3 * d, true),
  nearBias: numbers(2 * d),
  out: table(d, d, true),
  outBias: numbers(d),
}))
const norm: [number[], number[]] = [numbers(d), numbers(d)]
const hidden = table(d, 5 * d + 1, true)
const hiddenBias = numbers(d)
const out = numbers(d)

const file: NetworkFile = {
  trainedOn: 'nothing',
  dimensions: d,
  characters,
  names,
  character: character.packed,
  part: part.packed,
  place: place.packed,
  name: name.packed,
  layers: layers.map(({ near, out, ...layer }) => ({ ...layer, near: near.packed, out: out.packed })),
  norm,
  hidden: hidden.packed,
  hiddenBias,
  out,
  outBias: 0.25,
}

const passage = (line: string, more: Partial<Passage> = {}): Passage => ({
  title: '',
  heading: '',
  before: '',
  line,
  behind: '',
  role: 'text',
  joined: { before: false, behind: false },
  whole: true,
  words: [],
  ...more,
})

/** The same, as the formula says it. */
function plainly(
  ids: number[],
  parts: number[],
  at: number,
  named: [number, number][],
  run: [number, number],
) {
  const even = (x: number[], [gain, shift]: [number[], number[]]) => {
    const mean = x.reduce((a, b) => a + b) / d
    const spread = x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / d
    return x.map(
      (v, k) => ((v - mean) / Math.sqrt(spread + 1e-5)) * Math.fround(gain[k]!) + Math.fround(shift[k]!),
    )
  }
  const dot = (a: number[], b: number[]) => a.reduce((sum, v, i) => sum + v * b[i]!, 0)
  let x = ids.map((id, p) =>
    Array.from(
      { length: d },
      (_, k) => character.numbers[id]![k]! + part.numbers[parts[p]!]![k]! + place.numbers[at]![k]!,
    ),
  )
  for (const [p, row] of named) x[p] = x[p]!.map((v, k) => v + name.numbers[row]![k]!)
  for (const [i, layer] of layers.entries()) {
    const seen = x.map((row) => even(row, layer.norm))
    x = x.map((row, p) => {
      const beside = [p - 2 ** i, p, p + 2 ** i].flatMap((q) => seen[q] ?? new Array(d).fill(0))
      const near = layer.near.numbers.map(
        (weights, o) => dot(beside, weights) + Math.fround(layer.nearBias[o]!),
      )
      const gated = near
        .slice(0, d)
        .map((v, k) => v * (0.5 + near[d + k]! / (1 + 2 * Math.abs(near[d + k]!))))
      return row.map((v, o) => v + dot(gated, layer.out.numbers[o]!) + Math.fround(layer.outBias[o]!))
    })
  }
  x = x.map((row) => even(row, norm))
  const [a, b] = run
  const inside = x.slice(a, b)
  const column = (k: number) => inside.map((row) => row[k]!)
  const ks = Array.from({ length: d }, (_, k) => k)
  const seen = [
    ...ks.map((k) => Math.max(...column(k))),
    ...ks.map((k) => column(k).reduce((s, v) => s + v) / (b - a)),
    ...x[a - 1]!,
    ...x[b]!,
    ...ks.map((k) => x.reduce((s, row) => s + row[k]!, 0) / x.length),
    (b - a) / 32,
  ]
  return hidden.numbers.reduce(
    (sum, weights, h) =>
      sum + Math.max(0, dot(seen, weights) + Math.fround(hiddenBias[h]!)) * Math.fround(out[h]!),
    0.25,
  )
}

describe('network', () => {
  const network = new Network(file)

  it('gives what its formula says, for passages of an even and an odd number of units', () => {
    const words = [{ at: 3, seen: seenWord(['cure', 'a name it does not know']) }]
    const one = network.read(
      passage('白斑能治好', { title: '治', behind: '好', words, joined: { before: true, behind: false } }),
    )
    // Separator and title, separators of heading and line before, separator and line, separator and line behind, separator.
    const ids = [2, 3, 2, 2, 2, 4, 5, 6, 3, 7, 2, 7, 2]
    const parts = [0, 0, 1, 2, 3, 3, 3, 3, 3, 3, 4, 4, 4]
    expect(network.logit(one, 0, 5)).toBeCloseTo(plainly(ids, parts, 21, [[8, 1]], [5, 10]), 5)
    expect(network.logit(one, 2, 5)).toBeCloseTo(plainly(ids, parts, 21, [[8, 1]], [7, 10]), 5)
    const other = network.read(passage('白斑能治', { title: '治', behind: '好', words }))
    expect(network.logit(other, 0, 4)).toBeCloseTo(
      plainly(
        [2, 3, 2, 2, 2, 4, 5, 6, 3, 2, 7, 2],
        [0, 0, 1, 2, 3, 3, 3, 3, 3, 4, 4, 4],
        17,
        [[8, 1]],
        [5, 9],
      ),
      5,
    )
  })

  it('has the kernel that its source says', async () => {
    expect(await translated()).toContain(`'${kernel}'`)
  })

  it('reads digits alike and passes over spaces; offsets are those of the line as given', () => {
    const logit = (line: string, start: number, end: number) =>
      network.logit(network.read(passage(line)), start, end)
    expect(logit('白斑12 能好', 3, 7)).toBe(logit('白斑3能好', 2, 5))
    expect(logit('白斑， 能 好', 4, 7)).toBe(logit('白斑，能好', 3, 5))
  })

  it('says nothing of what lies beyond the units it reads, and of nothing', () => {
    const reading = network.read(passage('白斑能治好，'.repeat(40)))
    expect(network.logit(reading, 150, 158)).toBe(0)
    expect(network.logit(reading, 7, 7)).toBe(0)
    expect(network.logit(reading, 100, 108)).not.toBe(0)
  })

  it('refuses a file whose parts do not fit together', () => {
    expect(() => new Network({ ...file, names: ['cure'] })).toThrow('description')
    expect(() => new Network({ ...file, characters: '治' })).toThrow('description')
    expect(() => new Network({ ...file, dimensions: 16 })).toThrow('description')
  })
})
