import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { engineFor } from '../src/analysis/engine'
import { readPage } from '../src/analysis/page'
import { finish } from '../src/analysis/steps'
import { bucketBits, featuresOf } from '../src/reader/features'
import { Model, type ModelFile } from '../src/reader/model'
import { namesOf, windowsOf, wordsIn } from '../src/reader/propose'
import { root, rulesOrThrow } from './rules'
import { fit, quantise, type Sample } from './train/fit'
import { expand, randomFrom, readTraining, type Template } from './train/text'

/**
 * npm run train [-- --share 0.5] [-- --dry]
 * Trains the second reader on training/*.txt and writes src/reader/model.json. Seeded: the same text, rules and code
 * give the same bytes. --share trains on a part of the templates (the learning curve); --dry writes nothing.
 */
const args = process.argv.slice(2)
const share = args.includes('--share') ? Number(args[args.indexOf('--share') + 1]) : 1
const dry = args.includes('--dry') || share < 1
const dimensions = 16
const perTemplate = 10
const seed = 20261126

const { rules, loaded } = rulesOrThrow()
const engine = engineFor(rules)
const folder = join(root, 'training')
const known = new Set(rules.cards.map(({ id }) => id))
const { templates, faults } = readTraining(folder, known)
if (faults.length) {
  console.error(faults.join('\n'))
  process.exit(1)
}

/** By template, so that no wording stands on both sides; by its text, so that adding some does not reshuffle the rest. */
const lot = ({ text }: Template) => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32
const held = templates.filter((template) => lot(template) < 0.1)
const taught = templates.filter((template) => lot(template) >= 0.1 && lot(template) < 0.1 + 0.9 * share)

const classes = [...new Set(templates.flatMap(({ card }) => card ?? []))].sort()
const outputOf = new Map(classes.map((id, i) => [id, i + 1]))

function samplesOf(list: readonly Template[], most: number): (Sample & { text: string })[] {
  const random = randomFrom(seed)
  return list.flatMap((template) => {
    const output = template.card ? outputOf.get(template.card)! : 0
    return expand(template, most, random).flatMap((text) => {
      const page = finish(readPage([{ role: 'text', rank: 0, text }], engine))
      // What is asserted may stand in one clause of several: the whole is shown, and for nothing also each part.
      return page.lines.flatMap((line) => {
        const { start, end } = line.sentence
        const whole: [number, number] = [start, end]
        const windows = output === 0 ? [whole, ...windowsOf(line)] : [whole]
        return windows.map(([from, to]) => {
          const words = wordsIn(line, from, to)
          return {
            text,
            features: featuresOf(
              line.text.slice(from, to).replace(/[。！？；]+$/, ''),
              words.map((word) => namesOf(word, engine)),
            ),
            output,
            weight: 1 / windows.length,
          }
        })
      })
    })
  })
}

const samples = samplesOf(taught, perTemplate)
console.log(
  `${templates.length} templates (${templates.filter(({ card }) => card).length} assert), ${classes.length} propositions; ${taught.length} taught, ${held.length} held out; ${samples.length} samples`,
)
const started = performance.now()
const fitted = fit(samples, {
  outputs: classes.length + 1,
  dimensions,
  epochs: 10,
  rate: 0.5,
  seed,
  dropout: 0.3,
  progress: (epoch, loss) =>
    console.log(
      `epoch ${epoch + 1}: loss ${loss.toFixed(4)} (${((performance.now() - started) / 1000).toFixed(0)} s)`,
    ),
})

const embeddings = quantise(fitted.embeddings, 31)
const outputs = quantise(fitted.weights, 127)
const base64 = ({ buffer }: Int8Array) => Buffer.from(buffer).toString('base64')
const trainedOn = createHash('sha256')
  .update(JSON.stringify(templates.map(({ card, text }) => [card, text])))
  .update(rules.version)
  .digest('hex')
  .slice(0, 16)
const file: ModelFile = {
  trainedOn,
  classes,
  dimensions,
  embeddings: base64(embeddings.ints),
  outputs: base64(outputs.ints),
  scale: embeddings.unit * outputs.unit,
  biases: Array.from(fitted.biases, (bias) => Math.round(bias * 1e5) / 1e5),
  thresholds: { default: 2 },
}
const tuned = join(root, 'src/reader/thresholds.json')
if (existsSync(tuned)) file.thresholds = JSON.parse(readFileSync(tuned, 'utf8'))

const model = new Model(file)
const tests = samplesOf(held, 3)
for (const threshold of [0, 1, 2, 3, 4, 5]) {
  let asserted = 0
  let found = 0
  let named = 0
  let proposed = 0
  let right = 0
  for (const { features, output } of tests) {
    const guess = model.guess(features)
    const proposes = guess !== undefined && guess.margin >= threshold
    if (output) asserted++
    if (proposes) proposed++
    if (proposes && output) {
      found++
      if (outputOf.get(guess.card) === output) named++
      right++
    }
  }
  console.log(
    `held out, margin ≥ ${threshold}: recall ${((100 * found) / asserted).toFixed(1)}% (${asserted}), precision ${((100 * right) / proposed).toFixed(1)}% (${proposed}), right card ${((100 * named) / found).toFixed(1)}%`,
  )
}
const json = JSON.stringify(file)
console.log(
  `size: ${(json.length / 1000).toFixed(0)} kB, gzip ${(gzipSync(json).length / 1000).toFixed(0)} kB, ${1 << bucketBits} buckets; sha256 ${createHash('sha256').update(json).digest('hex').slice(0, 16)}`,
)
if (!dry) writeFileSync(join(root, 'src/reader/model.json'), `${json}\n`)
void loaded
