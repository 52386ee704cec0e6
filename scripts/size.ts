/** npm run size: sizes of the scripts that run in pages, and of the worker that judges them, of both builds, against the budgets. Needs `npm run build`. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from './rules'
import { table } from './table'

interface Budget {
  file: string
  /** Most bytes after gzip. */
  most: number
  /** A fixed budget fails the command; a shown one is a direction while the rules grow. */
  fixed: boolean
}

const budgets: Budget[] = [
  { file: 'gate.js', most: 1500, fixed: true },
  { file: 'annotator.js', most: 20_000, fixed: true },
  { file: 'card.js', most: 20_000, fixed: false },
  // Loaded once for the whole browser; the budget is the one that pages had with all rules in them.
  { file: 'analyst-worker.js', most: 80_000, fixed: false },
]

const kB = (bytes: number) => `${(bytes / 1000).toFixed(2)} kB`

let broken = false
const rows: string[][] = []
for (const build of ['chrome-mv3', 'firefox-mv3']) {
  for (const { file, most, fixed } of budgets) {
    const path = join(root, '.output', build, file)
    if (!existsSync(path)) {
      console.error(`size: ${path} is missing: run npm run build first`)
      process.exit(2)
    }
    const raw = readFileSync(path)
    const packed = gzipSync(raw, { level: 9 }).length
    const over = packed > most
    if (over && fixed) broken = true
    const verdict = over ? (fixed ? 'over' : 'over (shown only)') : 'within'
    rows.push([build, file, kB(raw.length), kB(packed), kB(most), verdict])
  }
}
console.log(table(['build', 'file', 'raw', 'gzip', 'budget (gzip)', ''], rows, 100))
if (broken) {
  console.error('size: a fixed budget is broken')
  process.exitCode = 1
}
