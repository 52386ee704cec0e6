/**
 * npm run bench:browser: what the extension costs in real Chromium and Firefox, in one run beside a bare page, mark.js
 * and <mark> wrapping. Prints a table with the budgets and writes .output/bench-browser.json. Needs `npm run build`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { type BenchBrowser, startBench } from './bench-browser/drive'
import { type Annotated, annotate, gate, paint, paintedOffsets } from './bench-browser/in-page'
import { type Segmenter, segmenter } from './bench-browser/segmenter'
import { seeds, serveBench } from './bench-browser/server'
import { moreTexts, others } from './bench-browser/texts'
import { type Visits, visits } from './bench-browser/visits'
import { root } from './rules'
import { table } from './table'

const sizes = [
  { units: 10_000, loads: 5 },
  { units: 100_000, loads: 3 },
  { units: 1_000_000, loads: 1 },
]
const appended = 20_000

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!
const medians = (runs: Annotated[]) =>
  Object.fromEntries(
    Object.keys(runs[0]!).map((key) => [key, median(runs.map((run) => run[key as keyof Annotated]))]),
  ) as unknown as Annotated

async function measure(kind: 'chromium' | 'firefox') {
  const server = await serveBench(kind === 'chromium' ? 'chrome-mv3' : 'firefox-mv3')
  const browser: BenchBrowser = await startBench(kind)
  const on = async <T>(
    path: string,
    use: (page: Awaited<ReturnType<BenchBrowser['page']>>) => Promise<T>,
  ) => {
    const page = await browser.page(server.origin + path)
    try {
      return await use(page)
    } finally {
      await page.close()
    }
  }
  const progress = (what: string) => console.error(`${kind}: ${what}`)
  progress('the gate')
  const gates: Record<string, number> = {}
  for (const name of Object.keys(others)) {
    const runs: number[] = []
    for (let i = 0; i < 7; i++) runs.push(await on(`/other/${name}`, (page) => page.evaluate(gate)))
    gates[name] = median(runs)
  }
  const annotated: Record<number, Annotated> = {}
  const heaps: Record<string, number | undefined> = {}
  for (const { units, loads } of sizes) {
    progress(`${units.toLocaleString('en')} characters`)
    const runs: Annotated[] = []
    for (let i = 0; i < loads; i++)
      await on(`/clinic/${units}`, async (page) => {
        if (i === 0) heaps[`bare ${units}`] = await browser.heap(page)
        runs.push(await page.evaluate(annotate, moreTexts(appended)))
        if (i === 0) heaps[`annotated ${units}`] = await browser.heap(page)
      })
    annotated[units] = medians(runs)
  }
  progress(seeds.length ? `${seeds.length} real pages` : 'no ../shared: real pages are SKIPPED')
  const real: Record<string, Annotated> = {}
  for (const name of seeds) {
    const runs: Annotated[] = []
    for (let i = 0; i < 3; i++)
      await on(`/seed/${name}`, async (page) => {
        runs.push(await page.evaluate(annotate))
      })
    real[name] = medians(runs)
  }
  progress('painting')
  const painted = await on('/clinic/100000', async (page) => {
    await page.evaluate(annotate)
    const ranges = await page.evaluate(paintedOffsets)
    return on('/clinic/100000', (fresh) => fresh.evaluate(paint, ranges))
  })
  const { version } = browser
  await browser.close()
  progress('the segmenter')
  const words: Segmenter = await segmenter(kind, server)
  progress('visits')
  const visited: Visits = await visits(kind, server)
  await server.close()
  return { version, gates, annotated, real, heaps, painted, segmenter: words, visited }
}

type Measured = Awaited<ReturnType<typeof measure>>

const ms = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(value < 10 ? 2 : 1))
const growth = ({ annotated }: Measured, from: number, to: number) =>
  (Math.log(annotated[to]!.all / annotated[from]!.all) / Math.log(to / from)).toFixed(2)
const heapOf = ({ heaps }: Measured, units: number) => {
  const [bare, full] = [heaps[`bare ${units}`], heaps[`annotated ${units}`]]
  return bare === undefined || full === undefined ? '–' : ((full - bare) / 2 ** 20).toFixed(1)
}

type Row = [label: string, budget: string, (measured: Measured) => string]
const rows: Row[] = [
  ...Object.keys(others).map((name): Row => [`gate, ms: ${name}`, '1.5', ({ gates }) => ms(gates[name])]),
  ...sizes.flatMap(({ units }): Row[] => {
    const n = units.toLocaleString('en')
    const of = (key: keyof Annotated) => (m: Measured) => ms(m.annotated[units]![key])
    return [
      [`${n} characters: the import alone, ms`, '', of('imported')],
      [`${n}: import to first highlights, analyst warm, ms`, units === 10_000 ? '30 / 50' : '', of('first')],
      [`${n}: import to all highlights, the reader's too, ms`, '', of('all')],
      [`${n}: highlighted ranges`, '', (m) => String(m.annotated[units]!.ranges)],
      [`${n}: longest piece of work, ms`, '50', of('longest')],
      [`${n}: longest task over 50 ms (Chromium)`, '0', of('task')],
      [
        `${n}: elements moved, px; layout shift`,
        '0',
        (m) => `${m.annotated[units]!.moved}; ${m.annotated[units]!.shift}`,
      ],
      [`${n}: 20,000 more in paragraphs, three times: work, ms`, '10', of('paragraphs')],
      [`${n}: 20,000 more in short lines, three times: work, ms`, '', of('lines')],
      [`${n}: the same, the first time, ms`, '', of('appendFirst')],
      [`${n}: 20,000 more, longest piece, ms`, '50', of('appendLongest')],
      [`${n}: heap more than the bare page, MB (Firefox: all processes)`, '', (m) => heapOf(m, units)],
    ]
  }),
  ...seeds.map(
    (name): Row => [
      `seed ${name.slice(0, 3)}: import to first / all highlights, ms; ranges`,
      '',
      ({ real }) => `${ms(real[name]!.first)} / ${ms(real[name]!.all)}; ${real[name]!.ranges}`,
    ],
  ),
  ['growth exponent, 10k to 100k', '1', (m) => growth(m, 10_000, 100_000)],
  ['growth exponent, 100k to 1M', '1', (m) => growth(m, 100_000, 1_000_000)],
  ['painting the same ranges, layout included: ranges', '', (m) => String(m.painted.ranges)],
  ['· our highlights, ms', '', (m) => ms(m.painted.ours)],
  [
    '· mark.js markRanges, ms (times ours)',
    '5 ×',
    (m) => `${ms(m.painted.markRanges)} (${(m.painted.markRanges / m.painted.ours).toFixed(0)} ×)`,
  ],
  [
    '· mark.js mark, same words, ms (times ours)',
    '',
    (m) => `${ms(m.painted.markWords)} (${(m.painted.markWords / m.painted.ours).toFixed(0)} ×)`,
  ],
  [
    '· <mark> wrapping, ms (times ours)',
    '',
    (m) => `${ms(m.painted.wrapped)} (${(m.painted.wrapped / m.painted.ours).toFixed(0)} ×)`,
  ],
  ['installed: page ready to first highlight, first visit, ms', '', (m) => ms(m.visited.cold)],
  ['installed: the same, other pages after it, ms', '', (m) => ms(m.visited.warm)],
  ['installed: the same, another after 45 s of rest, ms', '', (m) => ms(m.visited.rested)],
  ['segmenter: first sentence, ms', '1500', (m) => ms(m.segmenter.cold)],
  ['segmenter: later sentence, ms', '100', (m) => ms(m.segmenter.warm)],
  ['segmenter: memory of all processes, MB', '', (m) => m.segmenter.megabytes?.toFixed(0) ?? '–'],
]

const load = loadavg()[0]!
const results = { chromium: await measure('chromium'), firefox: await measure('firefox') }
console.log(
  table(
    ['', 'budget', results.chromium.version, results.firefox.version],
    rows.map(([label, budget, of]) => [label, budget, of(results.chromium), of(results.firefox)]),
    110,
  ),
)
console.log(`${cpus().length} cores, load ${load.toFixed(1)} before and ${loadavg()[0]!.toFixed(1)} after.`)
mkdirSync(join(root, '.output'), { recursive: true })
writeFileSync(
  join(root, '.output/bench-browser.json'),
  `${JSON.stringify({ at: new Date().toISOString(), load, ...results }, null, 2)}\n`,
)
process.exit(0)
