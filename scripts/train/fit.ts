import type { Features } from '../../src/reader/features'
import { randomFrom } from './text'

/** One clause: its features and the output it should give. */
export interface Example {
  features: Features
  /** The output it should give, or those of which it should give one: the likeliest of them by then. */
  output: number | readonly number[]
  /** How much it counts. */
  weight: number
}

export interface Fitted {
  bits: number
  dimensions: number
  outputs: number
  embeddings: Float32Array
  weights: Float32Array
  biases: Float32Array
}

export interface FitOptions {
  outputs: number
  /** Features are taken by their low bits: `2^bits` rows. */
  bits: number
  dimensions: number
  epochs: number
  rate: number
  seed: number
  /** Share of a clause's features left out at each visit, so that none is relied on alone. */
  dropout: number
  /** What is known of features before anything is learned. */
  known?: Known
}

/**
 * Vectors by bucket. A linear map from them to the embedding is learned along with the embeddings and added to them in
 * the end, so that a word that was seldom or never taught counts like the words whose company it keeps.
 */
export interface Known {
  size: number
  vectors: ReadonlyMap<number, Float32Array>
}

/** Steps of that map are larger than those of a row, since the vectors' numbers are small. */
const knownRate = 3

/** Embeddings are summed and divided by this, about the size of a short clause's features, to keep steps small. */
const share = 1 / 20

/**
 * Adds up the embeddings of a clause's features and maps them linearly to the outputs; softmax, AdaGrad on rows.
 * Single-threaded and seeded: the same samples give the same numbers.
 */
export function fitTable(samples: readonly Example[], options: FitOptions): Fitted {
  const { outputs, bits, dimensions: d, epochs, rate, seed, dropout, known } = options
  const size = known?.size ?? 0
  const mask = (1 << bits) - 1
  const random = randomFrom(seed)
  const embeddings = new Float32Array(d << bits)
  // Features that were never seen say nothing: it is the outputs that begin apart.
  const weights = Float32Array.from({ length: outputs * d }, () => (random() - 0.5) / Math.sqrt(d))
  const biases = new Float32Array(outputs)
  const embeddingPower = new Float32Array(1 << bits).fill(1e-6)
  const weightPower = new Float32Array(outputs).fill(1e-6)
  const order = Int32Array.from(samples, (_, i) => i)
  const hidden = new Float32Array(d)
  const gradient = new Float32Array(d)
  const scores = new Float32Array(outputs)
  const aims = new Float32Array(outputs)
  const map = new Float32Array(d * size)
  const mapPower = new Float32Array(d * size).fill(1e-2)
  const company = new Float32Array(size)

  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1))
      const kept = order[i]!
      order[i] = order[j]!
      order[j] = kept
    }
    const step = rate * (1 - epoch / epochs)
    for (const index of order) {
      const { features, output, weight } = samples[index]!
      const kept: number[] = []
      for (const feature of features) if (!dropout || random() >= dropout) kept.push(feature & mask)
      if (!kept.length) continue
      hidden.fill(0)
      for (const feature of kept) for (let k = 0; k < d; k++) hidden[k]! += embeddings[feature * d + k]!
      if (known) {
        company.fill(0)
        for (const feature of kept) {
          const vector = known.vectors.get(feature)
          if (vector) for (let j = 0; j < size; j++) company[j]! += vector[j]!
        }
        for (let k = 0, at = 0; k < d; k++)
          for (let j = 0; j < size; j++, at++) hidden[k]! += map[at]! * company[j]!
      }
      for (let k = 0; k < d; k++) hidden[k]! *= share
      let top = Number.NEGATIVE_INFINITY
      for (let c = 0; c < outputs; c++) {
        let score = biases[c]!
        for (let k = 0; k < d; k++) score += weights[c * d + k]! * hidden[k]!
        scores[c] = score
        if (score > top) top = score
      }
      let total = 0
      for (let c = 0; c < outputs; c++) total += scores[c] = Math.exp(scores[c]! - top)
      aims.fill(0)
      if (typeof output === 'number') aims[output] = 1
      else {
        let sum = 0
        for (const c of output) sum += scores[c]!
        for (const c of output) aims[c] = scores[c]! / (sum || 1)
      }
      gradient.fill(0)
      for (let c = 0; c < outputs; c++) {
        const error = (aims[c]! - scores[c]! / total) * weight
        if (Math.abs(error) < 1e-4) continue
        weightPower[c]! += error * error
        const move = (step * error) / Math.sqrt(weightPower[c]!)
        for (let k = 0; k < d; k++) {
          gradient[k]! += error * weights[c * d + k]!
          weights[c * d + k]! += move * hidden[k]!
        }
        biases[c]! += move * 0.1
      }
      let length = 0
      for (let k = 0; k < d; k++) length += gradient[k]! * gradient[k]!
      if (length === 0) continue
      for (let k = 0, at = 0; k < d; k++)
        for (let j = 0; j < size; j++, at++) {
          const g = gradient[k]! * company[j]!
          mapPower[at]! += g * g
          map[at]! += (step * knownRate * g) / Math.sqrt(mapPower[at]!)
        }
      for (const feature of kept) {
        embeddingPower[feature]! += length / d
        const move = step / Math.sqrt(embeddingPower[feature]!)
        for (let k = 0; k < d; k++) embeddings[feature * d + k]! += move * gradient[k]!
      }
    }
  }
  for (const [feature, vector] of known?.vectors ?? [])
    for (let k = 0, at = 0; k < d; k++)
      for (let j = 0; j < size; j++, at++) embeddings[(feature & mask) * d + k]! += map[at]! * vector[j]!
  return { bits, dimensions: d, outputs, embeddings, weights: weights.map((w) => w * share), biases }
}

/** Signed integers of at most `levels` for a table of floats, and what one of them is worth. */
export function quantise(values: Float32Array, levels: number): { ints: Int8Array; unit: number } {
  const sizes = Float32Array.from(values, Math.abs).sort()
  // The few largest are clipped: they would make all others coarse.
  const top = sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * 0.9995))]! || 1
  const unit = top / levels
  return {
    unit,
    ints: Int8Array.from(values, (value) => Math.max(-levels, Math.min(levels, Math.round(value / unit)))),
  }
}
