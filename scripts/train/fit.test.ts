import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bucketOf, featuresOf } from '../../src/reader/features'
import { type Example, fitTable, type Known } from './fit'
import { readKnown } from './known'

const options = { outputs: 2, bits: 18, dimensions: 1, epochs: 4, rate: 0.1, seed: 1, dropout: 0 }

describe('fitTable', () => {
  const [taught, opposite, like, unlike] = [11, 12, 13, 14]
  const examples: Example[] = Array.from({ length: 40 }, (_, i) => ({
    features: [i % 2 ? taught : opposite],
    output: i % 2,
    weight: 1,
  }))
  const worth = (known?: Known) => {
    const { embeddings, weights } = fitTable(examples, known ? { ...options, known } : options)
    return (feature: number) => embeddings[feature]! * (weights[1]! - weights[0]!)
  }

  it('gives a word that was never taught the worth of those whose company it keeps', () => {
    const vectors = new Map([
      [taught, Float32Array.of(1, 0)],
      [like, Float32Array.of(1, 0)],
      [opposite, Float32Array.of(0, 1)],
      [unlike, Float32Array.of(0, 1)],
    ])
    const of = worth({ size: 2, vectors })
    expect(of(taught)).toBeGreaterThan(0)
    expect(of(like)).toBeGreaterThan(0)
    expect(of(unlike)).toBeLessThan(0)
  })

  it('knows nothing of it without vectors', () => {
    expect(worth()(like)).toBeCloseTo(0)
  })
})

describe('readKnown', () => {
  const write = (text: string) => {
    const file = join(mkdtempSync(join(tmpdir(), 'bianbai-')), 'vectors.tsv')
    writeFileSync(file, text)
    return file
  }
  const base64 = (...bytes: number[]) => Buffer.from(Int8Array.from(bytes).buffer).toString('base64')

  it('puts the vector of a word into the bucket where features of text find it', () => {
    const { size, vectors } = readKnown(write(`# words\n维生素\t${base64(127, -127)}\n`))
    expect(size).toBe(2)
    const found = [...featuresOf('多吃维生素片', [])].filter((feature) => vectors.has(feature))
    expect(found).toEqual([bucketOf('维生素')])
    expect(vectors.get(bucketOf('维生素'))![0]).toBeCloseTo(0.5)
  })

  it('names the line that is no word and vector', () => {
    const file = write(`药膏\t${base64(1, 2)}\n药片\t${base64(1)}\n`)
    expect(() => readKnown(file)).toThrow(`${file}:2`)
  })
})
