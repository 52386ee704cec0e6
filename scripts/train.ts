import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Card } from '../src/cards/schema'
import { Model, type ModelFile, type TableFile } from '../src/reader/model'
import { root, rulesOrThrow } from './rules'
import { type Fitted, fit, quantise } from './train/fit'
import { learnedPages, type Sample, Sampler } from './train/samples'
import { readTraining, type Template } from './train/text'

/**
 * npm run train [-- --share 0.5] [-- --without ngrams|concepts] [-- --dry]
 * Trains the second reader on training/*.txt and the annotated pages it has learned from, and writes
 * src/reader/model.json. Seeded: the same text, rules and code give the same bytes. --share trains on a part of the
 * templates (the learning curve), --without leaves a group of features out (the ablation); both write nothing.
 */
const args = process.argv.slice(2)
const value = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
const share = Number(value('--share') ?? 1)
const without = value('--without')
const dry = args.includes('--dry') || share < 1 || without !== undefined
const perTemplate = 10
const seed = 20261126

const { rules } = rulesOrThrow()
const cards: Pick<Card, 'id' | 'topic' | 'verdict'>[] = rules.cards
const { templates, faults } = readTraining(join(root, 'training'), new Set(cards.map(({ id }) => id)))
if (faults.length) {
  console.error(faults.join('\n'))
  process.exit(1)
}

/** By its text, so that no wording stands on both sides and adding some does not reshuffle the rest. */
const lot = ({ text }: Template) => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32
const held = templates.filter((template) => lot(template) < 0.1)
const taught = templates.filter((template) => lot(template) >= 0.1 && lot(template) < 0.1 + 0.9 * share)
const ids = [...new Set(templates.flatMap(({ card }) => card ?? []))].sort()
const numberOf = new Map(ids.map((id, i) => [id, i]))

const sampler = new Sampler(rules, seed, without)
const samples = sampler.fromTemplates(taught, perTemplate)
const pages = share < 1 ? [] : learnedPages()
const pageSamples = sampler.fromPages(pages)
console.log(
  `${templates.length} templates (${templates.filter(({ card }) => card).length} assert), ${ids.length} propositions; ${taught.length} taught, ${held.length} held out; ${samples.length} clauses of them, ${pageSamples.length} of ${pages.length} pages`,
)

const started = performance.now()
const seconds = () => ((performance.now() - started) / 1000).toFixed(0)
const claimFit = fit(
  [...samples, ...pageSamples].map(({ features, card, asserts, weight }) => ({
    features,
    output: card || asserts ? 1 : 0,
    weight,
  })),
  { outputs: 2, bits: 15, dimensions: 4, epochs: 4, rate: 0.5, seed, dropout: 0.3 },
)
console.log(`claim or none: trained (${seconds()} s)`)
const cardFit = fit(
  samples.flatMap(({ features, card, weight }) =>
    card ? [{ features, output: numberOf.get(card)!, weight }] : [],
  ),
  { outputs: ids.length, bits: 14, dimensions: 24, epochs: 20, rate: 0.5, seed, dropout: 0.3 },
)
console.log(`which card: trained (${seconds()} s)`)

const base64 = ({ buffer }: Int8Array) => Buffer.from(buffer).toString('base64')
const round = (number: number) => Math.round(number * 1e5) / 1e5

function packed({ bits, dimensions, embeddings, weights, biases }: Fitted, levels: number): TableFile {
  const table = quantise(embeddings, levels)
  const outputs = quantise(weights, 127)
  return {
    dimensions,
    bits,
    embeddings: base64(table.ints),
    outputs: base64(outputs.ints),
    biases: Array.from(biases, round),
    scale: table.unit * outputs.unit,
  }
}

/** Two outputs that compete are one: their difference. */
const difference = ({ weights, biases, dimensions, ...rest }: Fitted): Fitted => ({
  ...rest,
  dimensions,
  outputs: 1,
  weights: Float32Array.from({ length: dimensions }, (_, d) => weights[dimensions + d]! - weights[d]!),
  biases: Float32Array.of(biases[1]! - biases[0]!),
})

const thresholdsFile = join(root, 'src/reader/thresholds.json')
const file: ModelFile = {
  trainedOn: createHash('sha256')
    .update(JSON.stringify(templates.map(({ card, text }) => [card, text])))
    .update(JSON.stringify(pages))
    .update(rules.version)
    .digest('hex')
    .slice(0, 16),
  claim: packed(difference(claimFit), 31),
  card: packed(cardFit, 7),
  cards: ids,
  thresholds: existsSync(thresholdsFile)
    ? JSON.parse(readFileSync(thresholdsFile, 'utf8'))
    : { default: 0.5 },
}

const model = new Model(file)
const verdicts = new Map(cards.map(({ id, verdict }) => [id, verdict]))
const topics = new Map(cards.map(({ id, topic }) => [id, topic]))
const tests: Sample[] = sampler.fromTemplates(held, 3, false)
const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)}%`
for (const threshold of [-1, -0.5, 0, 0.5, 1, 1.5, 2, 3]) {
  const asserted = tests.filter(({ card }) => card)
  const proposed = tests.filter(({ features }) => model.claim(features) >= threshold)
  const right = proposed.filter(({ card }) => card)
  const named = right.map(({ features, card }) => [model.card(features), card!] as const)
  const share = (same: (guess: string, card: string) => boolean) =>
    percent(named.filter(([guess, card]) => same(guess, card)).length, named.length)
  console.log(
    `held out, logit ≥ ${threshold}: recall ${percent(right.length, asserted.length)} of ${asserted.length}, precision ${percent(right.length, proposed.length)}; right card ${share((a, b) => a === b)}, topic ${share((a, b) => topics.get(a) === topics.get(b))}, verdict ${share((a, b) => verdicts.get(a) === verdicts.get(b))}`,
  )
}
const json = JSON.stringify(file)
console.log(
  `size: ${(json.length / 1000).toFixed(0)} kB, gzip ${(gzipSync(json).length / 1000).toFixed(0)} kB; sha256 ${createHash('sha256').update(json).digest('hex').slice(0, 16)}`,
)
if (!dry) writeFileSync(join(root, 'src/reader/model.json'), `${json}\n`)
