import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { finish } from '../src/analysis/steps'
import { type PlacedBlock, plainBlocks } from '../src/text/plain'
import { documents } from './documents'
import { htmlBlocks } from './html'
import { type Document, secondReader } from './judge'
import { rulesOrThrow } from './rules'
import { readingOf } from './train/surroundings'

/**
 * npm run --silent suggest -- FILE…
 * Lists clauses where the cards and the second reader disagree or the reader is unsure, by proposition: the next
 * concepts, cards and training sentences. FILE as for `scan`, or a .json file of readers' reports saved from the
 * extension (their words are read with the context they hold).
 */
const files = process.argv.slice(2)
if (!files.length) {
  console.error('usage: npm run --silent suggest -- FILE…   (.html .txt .jsonl, reports as .json, or -)')
  process.exit(2)
}
const complain = (what: string) => {
  process.exitCode = 1
  console.error(`suggest: ${what}`)
}

/** How near its threshold, in logits, the reader counts as unsure. */
const unsure = 0.75

type Kind = 'no card' | 'unsure' | 'doubted'
const meanings: Record<Kind, string> = {
  'no card': 'the reader is sure, no card speaks',
  unsure: 'the reader is unsure, no card speaks',
  doubted: 'a card speaks, the reader doubts it',
}
interface Suggestion {
  kind: Kind
  logit: number
  place: string
  words: string
}

const { rules, loaded } = rulesOrThrow()
const cards = new Map(loaded.cards.map((card) => [card.id, card]))
const reader = secondReader()
const byCard = new Map<string, Suggestion[]>()

/** Readers' reports hold the words and, when the reader left it in, some text either side. */
function* reportsOf(file: string): Generator<Document> {
  const saved = JSON.parse(readFileSync(file, 'utf8')) as { reports?: unknown }
  const reports = Array.isArray(saved) ? saved : saved.reports
  if (!Array.isArray(reports)) throw new Error('holds no reports')
  for (const { id, words, before = '', after = '' } of reports)
    if (typeof words === 'string')
      yield { id: `report ${id}`, text: `${before}${words}${after}`.replace(/\s+/g, ' ') }
}

async function* all(): AsyncGenerator<Document> {
  for (const file of files) {
    if (extname(file) !== '.json') yield* documents([file], complain)
    else
      try {
        yield* reportsOf(file)
      } catch (error) {
        complain(`${file}: ${(error as Error).message}`)
      }
  }
}

function suggest({ id, text, html }: Document) {
  const blocks: PlacedBlock[] = html === undefined ? plainBlocks(text ?? '') : htmlBlocks(html).blocks
  const [reading, found] = readingOf(blocks, rules, reader)
  const note = (kind: Kind, logit: number, block: number, start: number, end: number, card: string) => {
    const whole = blocks[block]!.text
    const words = `${whole.slice(Math.max(0, start - 16), start)}【${whole.slice(start, end)}】${whole.slice(end, end + 16)}`
    const list = byCard.get(card) ?? []
    if (!list.length) byCard.set(card, list)
    list.push({ kind, logit, place: id, words: words.replace(/\s+/g, ' ') })
  }
  for (const described of found) {
    const { finding } = described
    const trust = reading.trustIn(described)
    if (trust < reader.leastTrust(finding.harm) + unsure)
      note('doubted', trust, finding.block, finding.start, finding.end, finding.rule)
  }
  const seen: { block: number; start: number; end: number }[] = []
  const candidates = finish(reading.candidates(found))
    .map((candidate) => ({ ...candidate.described.finding, logit: candidate.margin }))
    .sort((a, b) => b.logit - a.logit)
  for (const { block, start, end, rule, topic, logit } of candidates) {
    const above = logit - reader.threshold(topic)
    if (above < -unsure) break
    if (seen.some((one) => one.block === block && one.start < end && start < one.end)) continue
    seen.push({ block, start, end })
    note(above >= unsure ? 'no card' : 'unsure', logit, block, start, end, rule)
  }
}

for await (const document of all()) suggest(document)
const order = [...byCard].sort(([, a], [, b]) => b.length - a.length)
for (const [id, list] of order) {
  console.log(`\n${id} · ${cards.get(id)!.proposition}`)
  for (const { kind, logit, place, words } of list.sort((a, b) => b.logit - a.logit))
    console.log(`  ${kind.padEnd(7)} ${logit.toFixed(1).padStart(5)}  ${words}  (${place})`)
}
const total = (kind: Kind) =>
  order.reduce((n, [, list]) => n + list.filter((one) => one.kind === kind).length, 0)
console.log(
  `\n${order.length} propositions; ${(Object.keys(meanings) as Kind[]).map((kind) => `${kind}: ${total(kind)} (${meanings[kind]})`).join('; ')}`,
)
