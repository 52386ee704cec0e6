import { join } from 'node:path'
import { buildRules, root } from './rules'
import { readTraining } from './train/text'

/** npm run train:check [-- NAME]: faults of training/*.txt, and how many templates each card has. */
const [name] = process.argv.slice(2)
const { rules } = buildRules()
const { templates, faults } = readTraining(join(root, 'training'), new Set(rules.cards.map(({ id }) => id)))
const mine = templates.filter(({ file }) => !name || file === `${name}.txt`)
for (const fault of faults) if (!name || fault.includes(`/${name}.txt`)) console.error(fault)
const counts = new Map<string, number>()
for (const { card } of mine) counts.set(card ?? '(none)', (counts.get(card ?? '(none)') ?? 0) + 1)
for (const [card, count] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`${count}\t${card}`)
console.log(`${mine.length} templates, ${counts.size - 1} cards`)
if (faults.length) process.exitCode = 1
