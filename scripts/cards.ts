import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { engineFor } from '../src/analysis/engine'
import { checkExamples, judgeWith } from '../src/cards/check'
import { checkCues, cueExamples, withGuards, without } from '../src/cards/check-cues'
import { formatCard, formatGuards } from '../src/cards/format'
import { cardSchema, guardsSchema } from '../src/cards/schema'
import { normalise } from '../src/text/normalise'
import { buildRules, guardsFile, report, root, rulesDir } from './rules'
import { segmented, trialOf } from './segmented'

/**
 * npm run cards [-- --write] [-- ID…]
 * Checks every rule file and every example. --write puts the files into their one form and the [brackets] where the marks are.
 */
const args = process.argv.slice(2)
const write = args.includes('--write')
const only = args.filter((arg) => !arg.startsWith('--'))

const { rules, loaded, faults } = buildRules()
for (const fault of faults) console.error(report(fault))

const judge = segmented(rules)
const unconfirmed = judgeWith(rules, (doubtful) => doubtful.map(({ finding }) => finding))
const engine = engineFor(rules)

let failed = faults.length
let flags = 0
let passes = 0
let todos = 0
for (const card of loaded.cards) {
  if (only.length && !only.some((id) => card.id.includes(id) || card.file.includes(`/${id}/`))) continue
  flags += card.examples.flag.length
  passes += card.examples.pass.length
  todos += card.examples.todo?.length ?? 0
  const index = rules.cards.findIndex(({ id }) => id === card.id)
  const parts = new Set(
    rules.patterns
      .filter((pattern) => pattern.card === index)
      .flatMap((pattern) => pattern.steps.flatMap((step) => step.any)),
  )
  const numbered = rules.patterns.some(
    (pattern) => pattern.card === index && pattern.steps.some((step) => step.numbers),
  )
  const partsIn = (text: string) => {
    const hits = engine.lexicon.scan(normalise(text, engine.chars).text)
    return (
      hits.some((hit) =>
        hit.concepts.some((concept) => engine.readsAs[concept]!.some((c) => parts.has(c))),
      ) ||
      (numbered && /\d/.test(text))
    )
  }
  const failures = checkExamples(card, judge, unconfirmed, partsIn)
  let text = readFileSync(card.file, 'utf8')
  if (write) {
    const doc = parseDocument(text)
    for (const { path, corrected } of failures) if (corrected) doc.setIn(path, corrected)
    const next = formatCard(doc.toString({ lineWidth: 0 }))
    if (next !== text) writeFileSync(card.file, next)
    text = next
  } else if (formatCard(text) !== text) {
    failed++
    console.error(`${relative(process.cwd(), card.file)}:1: is not in its one form; run npm run format`)
  }
  for (const failure of failures) {
    if (write && failure.corrected) {
      console.error(`${relative(process.cwd(), card.file)}: now marked: ${failure.corrected}`)
      continue
    }
    failed++
    console.error(
      report({
        file: relative(process.cwd(), card.file),
        line: loaded.lineOf(card.file, failure.path),
        message: `${failure.path.join('.')}: ${failure.message}`,
      }),
    )
  }
}

const guardsText = readFileSync(guardsFile, 'utf8')
if (formatGuards(guardsText) !== guardsText) {
  if (write) writeFileSync(guardsFile, formatGuards(guardsText))
  else {
    failed++
    console.error(`${relative(process.cwd(), guardsFile)}:1: is not in its one form; run npm run format`)
  }
}
let shown = 0
for (const family of only.length ? [] : Object.keys(loaded.guards)) {
  const examples = cueExamples(loaded.guards, family).filter(
    ({ card }) => card === undefined || loaded.cards.some(({ id }) => id === card),
  )
  shown += examples.length
  const bare = trialOf(withGuards(rules, loaded, without(loaded.guards, family)))
  for (const { path, message } of checkCues(examples, { rules, judge }, bare)) {
    failed++
    const file = relative(process.cwd(), guardsFile)
    console.error(
      report({ file, line: loaded.lineOf(guardsFile, path), message: `${path.join('.')}: ${message}` }),
    )
  }
}

for (const [name, schema] of [
  ['claim-card.schema.json', cardSchema],
  ['guards.schema.json', guardsSchema],
] as const) {
  const file = join(rulesDir, name)
  const text = `${JSON.stringify(z.toJSONSchema(schema), null, 2)}\n`
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
  if (write) writeFileSync(file, text)
  else {
    failed++
    console.error(`${relative(root, file)}:1: is out of date; run npm run format`)
  }
}

const named = rules.concepts.filter((name) => !name.startsWith('"') && !name.startsWith('guard:')).length
/** Concepts by which several cards make an exception. */
const exceptions = new Map<string, number>()
for (const card of loaded.cards)
  for (const name of new Set([...(card.except ?? []), ...(card['except-clause'] ?? [])]))
    if (name in loaded.concepts) exceptions.set(name, (exceptions.get(name) ?? 0) + 1)
const shared = [...exceptions.values()].filter((users) => users > 1).length
console.log(
  `${loaded.cards.length} cards, ${loaded.frames.size} frames, ${named} concepts, ${engine.templates} word templates (${rules.disguises.length} pieces with disguises), ${rules.patterns.length} patterns, ${shared} shared exceptions; ` +
    `examples: ${flags} flag, ${passes} pass, ${todos} todo, ${shown} of cues`,
)
if (failed) {
  console.error(`${failed} fault(s)`)
  process.exitCode = 1
}
