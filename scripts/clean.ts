import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRelevant } from '../src/gate/relevance'
import { judge } from './judge'
import { root } from './rules'
import { table } from './table'

/**
 * npm run eval:clean [-- --show]
 * Texts that should stay unmarked: how many documents that do not name the disease the gate lets through, and how
 * many findings of each level 100,000 characters get when the gate is passed over. Texts: ../shared/eval/clean.
 */
const show = process.argv.includes('--show')
const folder = join(root, '../shared/eval/clean')
if (!existsSync(folder)) {
  console.error('eval:clean: ../shared is absent: SKIPPED')
  process.exit(0)
}
const named = /白\s*[癜癫癲殿蚀蝕]\s*风?|白斑|vitiligo/i
const per = (count: number, characters: number) => ((count * 100_000) / characters).toFixed(2)

const rows = ['news', 'medical'].map((name) => {
  const documents = readFileSync(join(folder, `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line) as { id: string; text: string })
  const unnamed = documents.filter(({ text }) => !named.test(text))
  const passed = unnamed.filter(({ text }) => isRelevant(text))
  let characters = 0
  const counts = { claim: 0, suspected: 0 }
  for (const { id, text } of unnamed) {
    characters += text.length
    for (const { level, rule, quote } of judge({ id, text }, { assumeTopic: true }).findings) {
      counts[level]++
      if (show) console.log([name, id, level, rule, quote].join('\t'))
    }
  }
  return [
    name,
    String(documents.length),
    String(unnamed.length),
    `${passed.length} (${((100 * passed.length) / unnamed.length).toFixed(2)} %)`,
    String(characters),
    per(counts.claim, characters),
    per(counts.suspected, characters),
  ]
})
console.log(
  table(
    [
      'texts',
      'documents',
      'not naming it',
      'let through by the gate',
      'characters of these',
      'claims per 100,000',
      'suspected per 100,000',
    ],
    rows,
    140,
  ),
)
