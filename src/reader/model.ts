import { bucketBits } from './features'

/** The trained reader as it is shipped: plain JSON, integers as base64 of signed bytes. */
export interface ModelFile {
  /** Hash of what it was trained on and with. */
  trainedOn: string
  /** Card ids in the order of the outputs; output 0 is “asserts none of these”. */
  classes: string[]
  dimensions: number
  /** `2^bucketBits` rows of `dimensions` signed bytes. */
  embeddings: string
  /** One row of `dimensions` signed bytes for each output. */
  outputs: string
  /** What a product of two stored integers is worth, and the outputs' biases. */
  scale: number
  biases: number[]
  /** Least margin over output 0 for a proposal, by card id; `default` for the rest. */
  thresholds: Record<string, number>
}

export interface Guess {
  /** Card id. */
  card: string
  /** Logit of the card over that of “none”. */
  margin: number
}

const bytes = (base64: string): Int8Array => {
  const raw = atob(base64)
  const out = new Int8Array(raw.length)
  for (let i = 0; i < raw.length; i++) out[i] = raw.charCodeAt(i)
  return out
}

/**
 * Reads a run of text for the propositions it was trained on. Sums integers and multiplies doubles in a fixed order,
 * so that every browser and Node give the same numbers.
 */
export class Model {
  readonly classes: readonly string[]
  readonly #file: ModelFile
  readonly #embeddings: Int8Array
  readonly #outputs: Int8Array
  readonly #sum: Float64Array

  /** @throws {Error} when the file's parts do not fit together. */
  constructor(file: ModelFile) {
    this.#file = file
    this.classes = file.classes
    this.#embeddings = bytes(file.embeddings)
    this.#outputs = bytes(file.outputs)
    this.#sum = new Float64Array(file.dimensions)
    const rows = file.classes.length + 1
    if (
      this.#embeddings.length !== file.dimensions << bucketBits ||
      this.#outputs.length !== rows * file.dimensions ||
      file.biases.length !== rows
    )
      throw new Error('the reader’s file does not fit its own description')
  }

  threshold(card: string): number {
    return this.#file.thresholds[card] ?? this.#file.thresholds.default ?? Number.POSITIVE_INFINITY
  }

  /** The likeliest card for these features and how far it stands above “none”. */
  guess(features: readonly number[]): Guess | undefined {
    const { dimensions, scale, biases } = this.#file
    const sum = this.#sum.fill(0)
    for (const feature of features) {
      const row = feature * dimensions
      for (let d = 0; d < dimensions; d++) sum[d]! += this.#embeddings[row + d]!
    }
    const factor = scale / Math.max(1, features.length)
    const logit = (row: number) => {
      let product = 0
      for (let d = 0; d < dimensions; d++) product += sum[d]! * this.#outputs[row * dimensions + d]!
      return product * factor + biases[row]!
    }
    const none = logit(0)
    let best = Number.NEGATIVE_INFINITY
    let card = -1
    for (let c = 1; c <= this.classes.length; c++) {
      const value = logit(c)
      if (value > best) {
        best = value
        card = c - 1
      }
    }
    return card < 0 ? undefined : { card: this.classes[card]!, margin: best - none }
  }
}
