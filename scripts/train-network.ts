import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Model } from '../src/reader/model'
import { Network, type NetworkFile } from '../src/reader/network'
import { readerFile } from './judge'
import { root, rulesOrThrow } from './rules'
import { examplesOf } from './train/examples'
import { linesOfPages, linesOfTemplates } from './train/lines'
import { report } from './train/report'
import { pagesForNetwork } from './train/samples'
import { readTraining } from './train/text'

/**
 * npm run train:network [-- --epochs N] [-- --seed N] [-- --out FILE] [-- --dry]
 * Trains the network of the second reader on training/*.txt, the cards' examples and the annotated pages it may learn
 * from, and writes src/reader/network.json. Needs python3 with PyTorch: apt-get install python3-torch libopenblas0-pthread.
 * --dry writes only what PyTorch would be given, to .output/network/lines.jsonl.
 */
const args = process.argv.slice(2)
const value = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)

/** What a template, and an example of a card, counts beside a line of a page. */
const templateWeight = 0.25
const exampleWeight = 0.75

/** Wordings of a template. */
const most = 3

const shipped = join(root, 'src/reader/network.json')
const { rules, loaded } = rulesOrThrow()
const { templates, faults } = readTraining(join(root, 'training'), new Set(rules.cards.map(({ id }) => id)))
if (faults.length) {
  console.error(faults.join('\n'))
  process.exit(1)
}
const pages = pagesForNetwork()
const examples = examplesOf(loaded.cards, rules)

const folder = join(root, '.output/network')
mkdirSync(folder, { recursive: true })
const lines = join(folder, 'lines.jsonl')
const file = openSync(lines, 'w')
const hash = createHash('sha256')
let count = 0
for (const list of [
  linesOfPages(pages, rules),
  linesOfTemplates(templates, rules, { most, weight: templateWeight }),
  linesOfTemplates(examples.plain, rules, { most: 1, weight: exampleWeight }),
  linesOfTemplates(examples.guarded, rules, { most: 1, weight: exampleWeight, parts: false }),
])
  for (const line of list) {
    const written = `${JSON.stringify(line)}\n`
    hash.update(written)
    writeSync(file, written)
    count++
  }
closeSync(file)
console.log(`${pages.length} annotated pages, ${templates.length} templates: ${count} lines in ${lines}`)
if (args.includes('--dry')) process.exit()

const trained = join(folder, 'trained.json')
const passed = ['--epochs', '--seed'].flatMap((name) =>
  value(name) === undefined ? [] : [name, value(name)!],
)
const python = process.env.PYTHON ?? '/usr/bin/python3'
const { status, error } = spawnSync(
  python,
  [join(root, 'scripts/train/network.py'), lines, trained, ...passed],
  { stdio: 'inherit' },
)
if (status !== 0) {
  console.error(
    `${python} did not train${error ? ` (${error.message})` : ''}. It needs PyTorch: apt-get install python3-torch libopenblas0-pthread`,
  )
  process.exit(1)
}
const network: NetworkFile = {
  trainedOn: hash.digest('hex').slice(0, 16),
  ...JSON.parse(readFileSync(trained, 'utf8')),
}
const json = `${JSON.stringify(network)}\n`
writeFileSync(value('--out') ?? shipped, json)
report(json, new Model(readerFile('model'), new Network(network)), rules)
