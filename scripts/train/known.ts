import { readFileSync } from 'node:fs'
import { bucketOf } from '../../src/reader/features'
import type { Known } from './fit'

/** The bytes stand for numbers of vectors of length 1. */
const unit = 254

/**
 * Reads training/vectors.tsv: a word and its vector a line, the frequent words first. Of words that share a bucket the
 * first is taken.
 * @throws {Error} that names the line of what is written otherwise.
 */
export function readKnown(file: string): Known {
  const vectors = new Map<number, Float32Array>()
  let size = 0
  for (const [i, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (!line || line.startsWith('#')) continue
    const [word, base64] = line.split('\t')
    const bytes = Buffer.from(base64 ?? '', 'base64')
    size ||= bytes.length
    if (!word || bytes.length !== size || !size)
      throw new Error(`${file}:${i + 1}: not a word and ${size} bytes`)
    const bucket = bucketOf(word)
    if (!vectors.has(bucket))
      vectors.set(
        bucket,
        Float32Array.from(new Int8Array(bytes), (byte) => byte / unit),
      )
  }
  return { size, vectors }
}
