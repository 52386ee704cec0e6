import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Judgement, judge } from './judge'
import { markedRound, ownPages, roundOf } from './marked'
import { buildRules, report, root } from './rules'
import { type Counts, figures, linesOf, pagesOf, row, type Score, score, type Unit } from './score'

/**
 * npm run eval [-- --show missed|false|trap|verdict] [--topic T] [--by topic] [--only NAME] [--round DIR]… [--cards | --reader] [--level claim|suspected] [--update]
 * Scores the project's own annotated pages always, those of ../shared when present, and any round folder given.
 * --cards measures the cards without the second reader, --reader the reader without any match of a card, --level only the findings of one level. Fails below the floor of tests/eval/floor.json; --update raises the floor and keeps the figures as the last committed ones.
 */
const args = process.argv.slice(2)
const option = (name: string) => {
  const i = args.indexOf(name)
  return i < 0 ? undefined : args.splice(i, 2)[1]
}
const show = option('--show')
const topic = option('--topic')
const by = option('--by')
const only = option('--only')
const level = option('--level')
const update = args.includes('--update')
const cardsOnly = args.includes('--cards')
const readerOnly = args.includes('--reader')
const rounds: string[] = []
for (let dir = option('--round'); dir; dir = option('--round')) rounds.push(dir)

interface EvalSet {
  name: string
  units: Unit[]
  assumeTopic: boolean
  /** Given by --round: measured whatever --only says. */
  round?: true
}

const sets: EvalSet[] = [
  {
    name: 'own',
    units: ownPages(),
    assumeTopic: true,
  },
]
const shared = join(root, '../shared')
if (!existsSync(shared))
  console.error('eval: ../shared is absent: the seeds and development sets are SKIPPED')
else {
  sets.push({
    name: 'seeds',
    units: pagesOf(join(shared, 'eval/seeds-gold'), join(shared, 'seeds')),
    assumeTopic: false,
  })
  const dev = pagesOf(join(shared, 'eval/dev/gold'), join(shared, 'eval/dev/pages'))
  const lines = linesOf(join(shared, 'eval/dev/lines.jsonl'))
  sets.push(
    { name: 'dev-pages', units: dev, assumeTopic: true },
    { name: 'dev-lines', units: lines, assumeTopic: true },
  )
  for (const letter of ['A', 'B', 'C', 'D', 'E']) {
    sets.push({
      name: `dev-pages-${letter}`,
      units: dev.filter(({ id }) => id.startsWith(letter)),
      assumeTopic: true,
    })
    sets.push({
      name: `dev-lines-${letter}`,
      units: lines.filter(({ id }) => id.startsWith(letter)),
      assumeTopic: true,
    })
  }
}
for (const dir of rounds) {
  const marked = markedRound(dir)
  if (marked.length) sets.push({ name: dir, units: marked, assumeTopic: true, round: true })
  if (existsSync(join(dir, 'gold')) && readdirSync(join(dir, 'gold')).length)
    sets.push({
      name: `${dir} pages`,
      units: pagesOf(join(dir, 'gold'), join(dir, 'pages')),
      assumeTopic: true,
      round: true,
    })
  if (existsSync(join(dir, 'lines.jsonl')))
    sets.push({
      name: `${dir} lines`,
      units: linesOf(join(dir, 'lines.jsonl')),
      assumeTopic: true,
      round: true,
    })
}

const { rules: all, faults } = buildRules()
const rules = readerOnly ? { ...all, patterns: [] } : all
for (const fault of faults) console.error(report(fault))

const results = new Map<string, Score>()
const ownFindings = new Map<string, Judgement['findings']>()
for (const set of sets) {
  // A single set of the development material is measured only when it is asked for by name.
  if (!set.round && (only ? set.name !== only : /^dev-(pages|lines)-/.test(set.name))) continue
  const findingsOf = (id: string, text: string) => {
    const found = judge({ id, text }, { assumeTopic: set.assumeTopic, rules, cardsOnly }).findings
    return level ? found.filter((finding) => finding.level === level) : found
  }
  results.set(
    set.name,
    score(set.units, ({ id, text }) => {
      const found = findingsOf(id, text)
      if (set.name === 'own') ownFindings.set(id, found)
      return found
    }),
  )
}

for (const [name, result] of results) {
  if (show) {
    for (const fault of result.faults) {
      if (fault.kind !== show || (topic && fault.mark?.topic !== topic)) continue
      console.log(
        [
          fault.unit,
          fault.mark?.label ?? '',
          fault.mark?.topic ?? '',
          fault.mark?.severity ?? '',
          fault.rule ?? '',
          fault.quote,
        ].join('\t'),
      )
    }
  }
  if (by === 'topic')
    for (const [key, counts] of [...result.byTopic].sort((a, b) => b[1].required - a[1].required))
      console.log(row(`  ${key}`, counts))
  console.log(row(name, result.total))
}

const own = results.get('own')
if (own) {
  const worst = new Map<string, number>()
  for (const { kind, rule } of own.faults)
    if (rule && (kind === 'false' || kind === 'trap')) worst.set(rule, (worst.get(rule) ?? 0) + 1)
  const named = [...worst].sort((a, b) => b[1] - a[1]).slice(0, 5)
  if (named.length)
    console.log(`worst cards on own pages: ${named.map(([rule, n]) => `${rule} (${n} wrong)`).join(', ')}`)
}

const keptFile = join(root, 'tests/eval/figures.json')
const floorFile = join(root, 'tests/eval/floor.json')
type Kept = Record<string, Counts>
const kept: Kept = existsSync(keptFile) ? JSON.parse(readFileSync(keptFile, 'utf8')) : {}
for (const [name, result] of results) {
  const before = kept[name]
  // The figures that are kept, and the floor, are those of both levels.
  if (!before || cardsOnly || readerOnly || level) continue
  const [now, then] = [figures(result.total), figures(before)]
  const change = (Object.keys(now) as (keyof typeof now)[])
    .map((key) => `${key} ${(100 * (now[key] - then[key])).toFixed(1)}`)
    .join(', ')
  console.log(`${name}: change in points since the committed figures: ${change}`)
}

/** What the project's own pages of some rounds must not fall below; harder rounds have a floor of their own. */
interface Floor {
  /** First and last round, both counted. */
  rounds: [number, number]
  recall: number
  precision: number
  traps: number
}
if (own && !cardsOnly && !readerOnly && !level) {
  const floors: Floor[] = existsSync(floorFile) ? JSON.parse(readFileSync(floorFile, 'utf8')) : []
  const pages = sets.find(({ name }) => name === 'own')!.units
  const newest = Math.max(...pages.map(roundOf))
  const last = floors.at(-1)?.rounds[1] ?? 0
  if (update && newest > last) floors.push({ rounds: [last + 1, newest], recall: 0, precision: 0, traps: 1 })
  const round = (value: number) => Math.round(value * 1000) / 1000
  for (const floor of floors) {
    const [from, to] = floor.rounds
    const now = figures(
      score(
        pages.filter((page) => roundOf(page) >= from && roundOf(page) <= to),
        ({ id }) => ownFindings.get(id)!,
      ).total,
    )
    const name = `R${from} to R${to}`
    if (update) {
      floor.recall = Math.max(floor.recall, round(now.recall - 0.005))
      floor.precision = Math.max(floor.precision, round(now.precision - 0.005))
      floor.traps = Math.min(floor.traps, round(now.traps + 0.005))
      continue
    }
    const below = [
      now.recall < floor.recall && 'recall',
      now.precision < floor.precision && 'precision',
      now.traps > floor.traps && 'traps',
    ].filter(Boolean)
    console.log(
      `${name}: recall ${(100 * now.recall).toFixed(1)}, precision ${(100 * now.precision).toFixed(1)}, traps ${(100 * now.traps).toFixed(1)}; floor ${[floor.recall, floor.precision, floor.traps].map((value) => (100 * value).toFixed(1)).join(' / ')}`,
    )
    if (!below.length) continue
    console.error(`eval: ${name} are below the floor: ${below.join(', ')}`)
    process.exitCode = 1
  }
  if (update) {
    writeFileSync(floorFile, `${JSON.stringify(floors, null, 2)}\n`)
    writeFileSync(
      keptFile,
      `${JSON.stringify(Object.fromEntries([...results].filter(([name]) => !name.includes('/')).map(([name, { total }]) => [name, total])), null, 2)}\n`,
    )
  }
}
