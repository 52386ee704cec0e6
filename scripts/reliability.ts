import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Described } from '../src/analysis/describe'
import { finish } from '../src/analysis/steps'
import { plainBlocks } from '../src/text/plain'
import { secondReader } from './judge'
import { ownPages } from './marked'
import { root, rulesOrThrow } from './rules'
import { isRight, requiredAt } from './score'
import { table } from './table'
import { isUnseen } from './train/samples'
import { readingOf } from './train/surroundings'

/**
 * npm run reliability
 * How often the second reader is right when it says how likely it is: guesses, and the matches of cards that it
 * judges, on annotated pages that nothing has learned from, by their probability; and how often the correction that a
 * right guess shows is about the annotator's topic. Prints a table of each and draws the guesses into
 * .output/reliability.svg.
 */
const bins = 10
const empty = () => Array.from({ length: bins }, () => ({ all: 0, right: 0, sum: 0 }))
const counts = empty()
const matches = empty()
const note = (list: typeof counts, logit: number, right: boolean) => {
  const likely = 1 / (1 + Math.exp(-logit))
  const bin = list[Math.min(bins - 1, Math.floor(likely * bins))]!
  bin.all++
  bin.sum += likely
  if (right) bin.right++
}
const { rules } = rulesOrThrow()
const topicOf = new Map(rules.cards.map(({ id, topic }) => [id, topic]))
/** Right guesses by whether they name one card or several: how many, of the annotator's topic and verdict, and with that topic under any of the cards. */
const named = {
  one: { all: 0, topic: 0, verdict: 0, any: 0 },
  several: { all: 0, topic: 0, verdict: 0, any: 0 },
}
const reader = secondReader()
const pages = ownPages().filter(isUnseen)
for (const { text, marks } of pages) {
  const blocks = plainBlocks(text)
  const [reading, found] = readingOf(blocks, rules, reader)
  const placeOf = ({ finding: { block, start, end } }: Described) => {
    const { offset } = blocks[block]!
    return { start: offset + start, end: offset + end }
  }
  const isTrue = (described: Described) => isRight(placeOf(described), marks)
  const candidates = finish(reading.candidates(found))
  for (const { margin, described } of candidates) note(counts, margin, isTrue(described))
  for (const described of finish(reading.proposed(found, false))) {
    const mark = requiredAt(placeOf(described), marks)
    if (!mark) continue
    const { rule, verdict, alternatives = [] } = described.finding
    const group = alternatives.length ? named.several : named.one
    group.all++
    if (topicOf.get(rule) === mark.topic) group.topic++
    if ([rule, ...alternatives].some((id) => topicOf.get(id) === mark.topic)) group.any++
    if (verdict === mark.label) group.verdict++
  }
  for (const described of found) note(matches, reading.trustIn(described), isTrue(described))
}
const percent = (part: number, whole: number) => (whole ? `${((100 * part) / whole).toFixed(0)} %` : '–')
console.log(`${pages.length} annotated pages that neither cards nor reader have learned from`)
for (const [what, list] of [
  ['guesses', counts],
  ['matches of cards', matches],
] as const)
  console.log(
    `\n${table(
      ['said', what, 'said on average', 'right'],
      list.map(({ all, right, sum }, i) => [
        `${i * 10}–${i * 10 + 10} %`,
        String(all),
        percent(sum, all),
        percent(right, all),
      ]),
      80,
    )}`,
  )
console.log(
  `\n${table(
    ['right guesses that name', 'how many', 'topic right', 'verdict right', 'topic right under any'],
    (
      [
        ['one card', named.one],
        ['several', named.several],
      ] as const
    ).map(([what, { all, topic, verdict, any }]) => [
      what,
      String(all),
      percent(topic, all),
      percent(verdict, all),
      percent(any, all),
    ]),
    100,
  )}`,
)

const [size, edge] = [400, 50]
const at = (share: number) => edge + share * size
const points = counts
  .filter(({ all }) => all > 0)
  .map(({ all, right, sum }) => ({ x: at(sum / all), y: at(1 - right / all), r: 2 + Math.sqrt(all) / 3 }))
const ticks = [0, 0.25, 0.5, 0.75, 1]
  .map(
    (t) =>
      `<text x="${at(t)}" y="${at(1) + 18}" text-anchor="middle">${t * 100}</text><text x="${edge - 8}" y="${at(1 - t) + 4}" text-anchor="end">${t * 100}</text>`,
  )
  .join('')
mkdirSync(join(root, '.output'), { recursive: true })
const file = join(root, '.output/reliability.svg')
writeFileSync(
  file,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size + 2 * edge} ${size + 2 * edge}" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/><rect x="${edge}" y="${edge}" width="${size}" height="${size}" fill="none" stroke="#888"/><path d="M${at(0)} ${at(1)}L${at(1)} ${at(0)}" stroke="#bbb" stroke-dasharray="4"/><path d="M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}" fill="none" stroke="#b3261e" stroke-width="2"/>${points.map(({ x, y, r }) => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" fill="#b3261e" fill-opacity=".4"/>`).join('')}${ticks}<text x="${at(0.5)}" y="${at(1) + 38}" text-anchor="middle">said, %</text><text x="14" y="${at(0.5)}" text-anchor="middle" transform="rotate(-90 14 ${at(0.5)})">right, %</text></svg>\n`,
)
console.log(`drawn: ${file}`)
