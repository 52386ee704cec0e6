import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Card } from '../src/cards/schema'
import { lettersOf, Model, type ModelFile, stance, type TableFile } from '../src/reader/model'
import { root, rulesOrThrow } from './rules'
import type { Unit } from './score'
import { examplesOf } from './train/examples'
import { type Fitted, fitTable, quantise } from './train/fit'
import { readKnown } from './train/known'
import { report } from './train/report'
import { isUnknownToCards, learnedPages, type Sample, Sampler } from './train/samples'
import {
  alone,
  evenly,
  matchesOn,
  type Placed,
  placedOn,
  stanceBits,
  weighTraits,
} from './train/surroundings'
import { readTraining, type Template } from './train/text'

/**
 * npm run train [-- --share 0.5] [-- --without ngrams|concepts] [-- --dry] [-- --out FILE]
 * Trains the second reader on training/*.txt and the annotated pages it has learned from, and writes
 * src/reader/model.json. Seeded: the same text, rules and code give the same bytes. --share trains on a part of the
 * templates (the learning curve), --without leaves a group of features out (the ablation); both write nothing, unless --out names another file.
 */
const args = process.argv.slice(2)
const value = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
const share = Number(value('--share') ?? 1)
const without = value('--without')
const out = value('--out')
const dry = args.includes('--dry') || share < 1 || without !== undefined
const perTemplate = 10
const seed = 20261126

/** What the cards say they mark and pass must be so: each example counts as several templates. */
const exampleWeight = 3

const { rules, loaded } = rulesOrThrow()
const cards: Pick<Card, 'id' | 'topic' | 'verdict'>[] = rules.cards
const { templates, faults } = readTraining(join(root, 'training'), new Set(cards.map(({ id }) => id)))
if (faults.length) {
  console.error(faults.join('\n'))
  process.exit(1)
}

const base64 = ({ buffer }: Int8Array) => Buffer.from(buffer).toString('base64')
const round = (number: number) => Math.round(number * 1e5) / 1e5

/** Linear tables of two outputs that compete are one table of their difference; several trainings are averaged. */
const difference = (fits: readonly Fitted[]): Fitted => ({
  bits: fits[0]!.bits,
  dimensions: 1,
  outputs: 1,
  embeddings: fits[0]!.embeddings.map(
    (_, at) =>
      fits.reduce((sum, { embeddings, weights }) => sum + embeddings[at]! * (weights[1]! - weights[0]!), 0) /
      fits.length,
  ),
  weights: Float32Array.of(1),
  biases: Float32Array.of(fits.reduce((sum, { biases }) => sum + biases[1]! - biases[0]!, 0) / fits.length),
})

/** By its text, so that no wording stands on both sides and adding some does not reshuffle the rest. */
const lotOf = (text: string) => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32
const lot = ({ text }: Template) => lotOf(text)
const held = templates.filter((template) => lot(template) < 0.1)
const taught = templates.filter((template) => lot(template) >= 0.1 && lot(template) < 0.1 + 0.9 * share)
const examples = examplesOf(loaded.cards, rules)
const ids = [...new Set([...templates, ...examples.plain].flatMap(({ card }) => card ?? []))].sort()
const numberOf = new Map(ids.map((id, i) => [id, i]))

const started = performance.now()
const log = (what: string) => console.log(`${((performance.now() - started) / 1000).toFixed(0)} s: ${what}`)
const sampler = new Sampler(rules, seed, without)
const shared = ({ text }: Template) => lotOf(text) < share
const samples = [
  ...sampler.fromTemplates(taught, perTemplate),
  ...[
    ...sampler.fromTemplates(examples.plain.filter(shared), 1),
    ...sampler.fromTemplates(examples.guarded.filter(shared), 1, false),
  ].map((sample) => ({ ...sample, weight: sample.weight * exampleWeight })),
]
const pages = share < 1 ? learnedPages().filter(({ id }) => lotOf(id) < share) : learnedPages()
log(
  `${templates.length} templates (${templates.filter(({ card }) => card).length} assert), ${ids.length} propositions; ${taught.length} taught, ${held.length} held out; ${samples.length} clauses of them; ${pages.length} annotated pages`,
)

/** A page's clauses are few and real; each counts as several of the templates'. */
const pageWeight = 5

/** And where they teach which card it is, of which a page says only the verdict and the topic. */
const pageCardWeight = 4

/** Each page is read once, whichever of the tables learns from it. */
const clausesOf = new Map(pages.map((page) => [page, sampler.fromPages([page])]))

/** Pages about other diseases promise and forbid in the same words: they teach what a page is about, not what a clause asserts. */
const isOurs = ({ marks }: Unit) => marks.length > 0

const known = without === 'ngrams' ? undefined : readKnown(join(root, 'training/vectors.tsv'))

const claimTable = (units: readonly Unit[], trainings = 1) => {
  const examples = [
    ...samples.map(({ features, card, weight }) => ({ features, output: card ? 1 : 0, weight })),
    ...units
      .filter(isOurs)
      .flatMap((page) => clausesOf.get(page)!)
      .map(({ features, mark }) => ({ features, output: mark ? 1 : 0, weight: pageWeight })),
  ]
  const fits = Array.from({ length: trainings }, (_, k) =>
    fitTable(examples, {
      outputs: 2,
      bits: 18,
      dimensions: 1,
      epochs: 6,
      rate: 0.1,
      seed: seed + k,
      dropout: 0.4,
      ...(known ? { known } : {}),
    }),
  )
  return packed(difference(fits), 15)
}

/** A mark names a verdict and a topic, no card: any of those that have both, or the verdict where none has. */
const cardsOf = ({ label, topic }: Unit['marks'][number]): number[] => {
  const alike = cards.filter(({ id, verdict }) => verdict === label && numberOf.has(id))
  const near = alike.filter((card) => card.topic === topic)
  return (near.length ? near : alike).map(({ id }) => numberOf.get(id)!)
}

const cardTable = packed(
  fitTable(
    [
      ...samples.flatMap(({ features, card, weight }) =>
        card ? [{ features, output: numberOf.get(card)!, weight }] : [],
      ),
      ...pages
        .flatMap((page) => clausesOf.get(page)!)
        .flatMap(({ features, mark }) =>
          mark ? [{ features, output: cardsOf(mark), weight: pageCardWeight }] : [],
        ),
    ],
    { outputs: ids.length, bits: 14, dimensions: 48, epochs: 12, rate: 0.2, seed, dropout: 0.3 },
  ),
  2,
)
log('which card: trained')

/** Says nothing of any words. */
const nothing = column(new Float32Array(1), 0)

const thresholdsFile = join(root, 'src/reader/thresholds.json')
const file: ModelFile = {
  trainedOn: createHash('sha256')
    .update(JSON.stringify(templates.map(({ card, text }) => [card, text])))
    .update(JSON.stringify(pages))
    .update(rules.version)
    .digest('hex')
    .slice(0, 16),
  claim: claimTable(pages, 4),
  card: cardTable,
  cards: ids,
  contradicted: ids.map((id) => (cards.find((card) => card.id === id)!.verdict === 'contradicted' ? 1 : 0)),
  stance: nothing,
  traits: {},
  matches: {},
  thresholds: JSON.parse(readFileSync(thresholdsFile, 'utf8')),
}
log('claim or none: trained')

// What stands around a window is weighed on pages that the table has not learned from: each third by a table of its own.
const folds = Array.from({ length: 3 }, (_, k) => {
  const inside = pages.filter((_, i) => i % 3 === k)
  return {
    inside,
    reader: new Model({
      ...file,
      claim: claimTable(
        pages.filter((_, i) => i % 3 !== k),
        2,
      ),
    }),
  }
})
const placed = folds.map(({ inside, reader }) => [
  ...placedOn(inside, rules, reader),
  ...evenly(placedOn(alone(inside), rules, reader), 0.5),
])

/** What the words around a window and its other traits are worth together. */
const surroundings = (placed: readonly Placed[]): Pick<ModelFile, 'stance' | 'traits'> => {
  const { traits, words } = weighTraits(placed)
  return {
    stance: column(words, stanceBits),
    traits: { ...traits, [stance]: 1 },
  }
}
Object.assign(file, surroundings(placed.flat()))
log(
  `surroundings: weighed on ${placed.flat().length} windows, of which ${placed.flat().filter((one) => one.asserts).length} assert`,
)

// How far a match is trusted depends on the surroundings: they too must not have been learned from the page it stands on.
const matched = folds.flatMap(({ inside, reader }, k) => {
  const unknown = inside.filter(isUnknownToCards)
  if (!unknown.length) return []
  const whole = reader.with(surroundings(placed.filter((_, i) => i !== k).flat()))
  return [
    ...matchesOn(unknown, rules, whole),
    ...matchesOn(alone(unknown), rules, whole).map((one) => ({ ...one, weight: 0.5 })),
  ]
})
file.matches = weighTraits(matched).traits
log(
  `matches of cards: weighed on ${matched.length}, of which ${matched.filter((one) => one.asserts).length} are right`,
)

/** A table of one number a bucket. */
function column(embeddings: Float32Array, bits: number): TableFile {
  const weights = Float32Array.of(1)
  return packed({ bits, dimensions: 1, outputs: 1, embeddings, weights, biases: Float32Array.of(0) }, 15)
}

function packed({ bits, dimensions, embeddings, weights, biases }: Fitted, levels: number): TableFile {
  const table = quantise(embeddings, levels)
  const outputs = quantise(weights, 127)
  return {
    dimensions,
    bits,
    embeddings: lettersOf(table.ints),
    outputs: base64(outputs.ints),
    biases: Array.from(biases, round),
    scale: table.unit * outputs.unit,
  }
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
  const named = right.map(({ features, card }) => [model.resembled(features, 1)[0]!.card, card!] as const)
  const share = (same: (guess: string, card: string) => boolean) =>
    percent(named.filter(([guess, card]) => same(guess, card)).length, named.length)
  console.log(
    `held out, logit ≥ ${threshold}: recall ${percent(right.length, asserted.length)} of ${asserted.length}, precision ${percent(right.length, proposed.length)}; right card ${share((a, b) => a === b)}, topic ${share((a, b) => topics.get(a) === topics.get(b))}, verdict ${share((a, b) => verdicts.get(a) === verdicts.get(b))}`,
  )
}
const json = JSON.stringify(file)
report(json, model, rules)
if (out || !dry) writeFileSync(out ?? join(root, 'src/reader/model.json'), `${json}\n`)
