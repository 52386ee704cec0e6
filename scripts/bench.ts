import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build as bundle } from 'vite'
import type { Block } from '../src/analysis/types'
import { plainBlocks } from '../src/text/plain'
import { htmlBlocks } from './html'
import { readerFile } from './judge'
import { ownPages, roundOf } from './marked'
import { root, rulesOrThrow } from './rules'
import { table } from './table'

/**
 * npm run bench: the analysis beside `jieba.cut` and the bare concept scan of the same text, in one run, its growth
 * from 1,000 to 1,000,000 characters, and what the second reader costs on top. Medians of several runs; the text is the project's own test pages, over and over,
 * with a running number in each block so that nothing is the same twice, and once its annotated pages as they are. Budgets: the design's, printed beside.
 */
const runs = 7
const { cut } = createRequire(import.meta.url)('jieba-wasm') as {
  cut: (text: string, hmm: boolean) => string[]
}
const { rules } = rulesOrThrow()

/** Bundled as for the browser: the loader that runs our scripts wraps every function, which costs a third. */
await bundle({
  configFile: false,
  logLevel: 'error',
  root,
  publicDir: false,
  build: {
    outDir: '.output/bench',
    target: 'esnext',
    lib: { entry: join(root, 'scripts/bench/entry.ts'), formats: ['es'], fileName: () => 'analysis.mjs' },
  },
})
const { analyse, engineFor, Model, Network, normalise } = (await import(
  pathToFileURL(join(root, '.output/bench/analysis.mjs')).href
)) as typeof import('./bench/entry')

const folder = join(root, 'tests/pages')
const pages = readdirSync(folder)
  .filter((file) => /^(sample-clinic|hospital|irrelevant-zh)\.html$/.test(file))
  .flatMap((file) => htmlBlocks(readFileSync(join(folder, file), 'utf8')).blocks)

function textOf(length: number): Block[] {
  const blocks: Block[] = []
  let total = 0
  for (let i = 0; total < length; i++) {
    const { role, rank, text } = pages[i % pages.length]!
    const numbered = `${text}${i}`.slice(0, Math.max(1, length - total))
    blocks.push({ role: i === 0 ? 'title' : role === 'title' ? 'text' : role, rank, text: numbered })
    total += numbered.length
  }
  return blocks
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!

function time(run: () => unknown, times = runs): number {
  run()
  return median(
    Array.from({ length: times }, () => {
      const start = performance.now()
      run()
      return performance.now() - start
    }),
  )
}

const built = performance.now()
const reader = new Model(readerFile('model'), new Network(readerFile('network')))
const engine = engineFor(rules)
const build = performance.now() - built
const rows: string[][] = []
const analysis: number[] = []
const sizes = [1_000, 10_000, 100_000, 1_000_000]
let first = Number.NaN
for (const size of sizes) {
  const blocks = textOf(size)
  if (Number.isNaN(first)) {
    const start = performance.now()
    analyse(blocks, rules)
    first = performance.now() - start
  }
  const scan = time(() => {
    for (const { text } of blocks) engine.lexicon.scan(normalise(text, engine.chars).text)
  })
  const whole = time(() => analyse(blocks, rules))
  const segmented = time(() => {
    for (const { text } of blocks) cut(text, true)
  })
  const withReader = time(() => analyse(blocks, rules, { reader }))
  analysis.push(whole)
  const rate = (ms: number) => `${(size / ms / 1000).toFixed(2)} M/s`
  rows.push([
    size.toLocaleString('en'),
    `${scan.toFixed(2)} ms ${rate(scan)}`,
    `${whole.toFixed(2)} ms ${rate(whole)}`,
    `${segmented.toFixed(2)} ms ${rate(segmented)}`,
    `${(segmented / whole).toFixed(1)} ×`,
    `${(whole / scan).toFixed(1)} ×`,
    `${(((withReader - whole) * 1000) / size).toFixed(2)} ms`,
  ])
}
console.log(
  `${rules.cards.length} cards, ${rules.patterns.length} patterns, ${engine.templates} word templates`,
)
console.log(
  `engine built in ${build.toFixed(1)} ms, first 1,000 characters in ${first.toFixed(1)} ms (automaton made as it goes)`,
)
console.log(
  table(
    [
      'characters',
      'concept scan',
      'analysis',
      'jieba.cut',
      'faster than jieba (≥ 5 ×)',
      'of the scan (≤ 4 ×)',
      'second reader, per 1,000 characters (≤ 3 ms)',
    ],
    rows,
    200,
  ),
)
const exponent = Math.log(analysis.at(-1)! / analysis[1]!) / Math.log(sizes.at(-1)! / sizes[1]!)
console.log(`growth from 10,000 to 1,000,000 characters: n^${exponent.toFixed(2)} (1 is linear)`)

// Those three hold little to guess at. Clinics' pages do; from this round on they are written as real ones are, and
// what bears no mark is about something else.
const firstNatural = 57
const natural = ownPages()
  .filter((unit) => roundOf(unit) >= firstNatural && unit.marks.length > 0)
  .map(({ text }) => plainBlocks(text))
const characters = natural.flat().reduce((sum, { text }) => sum + text.length, 0)
const perThousand = (ms: number) => (ms * 1000) / characters
const ofNatural = (options?: { reader: typeof reader }) =>
  time(() => {
    for (const blocks of natural) analyse(blocks, rules, options)
  }, 3)
const cards = ofNatural()
const both = ofNatural({ reader })
console.log(
  `${natural.length} annotated clinic pages, ${characters.toLocaleString('en')} characters: analysis ${perThousand(cards).toFixed(2)} ms, second reader ${perThousand(both - cards).toFixed(2)} ms per 1,000 characters (≤ 3 ms)`,
)
