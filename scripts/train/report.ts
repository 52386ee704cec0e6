import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Rules } from '../../src/cards/compiled'
import type { Model } from '../../src/reader/model'
import { judge } from '../judge'
import { ownPages } from '../marked'
import { row, score } from '../score'
import { isUnseen } from './samples'

/** Prints what a trained reader finds on pages that nothing has learned from, and the size and hash of its file. */
export function report(json: string, reader: Model, rules: Rules): void {
  const found = score(
    ownPages().filter(isUnseen),
    ({ id, text }) => judge({ id, text }, { assumeTopic: true, rules, reader }).findings,
  )
  console.log(row('rounds unseen', found.total))
  console.log(
    `size: ${(json.length / 1000).toFixed(0)} kB, gzip ${(gzipSync(json).length / 1000).toFixed(0)} kB; sha256 ${createHash('sha256').update(json).digest('hex').slice(0, 16)}`,
  )
}
