import { createRequire } from 'node:module'
import { settle } from '../src/analysis/settle'
import { judgeWith, readBrackets } from '../src/cards/check'
import { compile } from '../src/cards/compile'
import { rulesOrThrow } from './rules'
import { table } from './table'

/**
 * npm run cards:mutate
 * Takes each family of cue words out of guards.yaml in turn and counts the examples that then come out otherwise. A
 * family that no example needs is a fault: nothing would notice its loss.
 */
const { loaded } = rulesOrThrow()
const { cut } = createRequire(import.meta.url)('jieba-wasm') as {
  cut: (text: string, hmm: boolean) => string[]
}
/** In the place of a family's words: a sign that stands in no text. */
const nowhere = '⁂⁂⁂'

const examples = loaded.cards.flatMap(({ id, examples: { flag, pass } }) => [
  ...flag.map((text) => ({ id, text: readBrackets(text).text })),
  ...pass.map(({ text }) => ({ id, text })),
])

function outcomes(guards: typeof loaded.guards): string[] {
  const judge = judgeWith(compile({ ...loaded, guards }, ''), (doubtful) =>
    settle(
      doubtful,
      doubtful.map(({ sentence }) => cut(sentence, true)),
    ),
  )
  return examples.map(({ id, text }) =>
    judge(text)
      .filter(({ rule }) => rule === id)
      .map(({ start, end }) => `${start}-${end}`)
      .join(),
  )
}

const whole = outcomes(loaded.guards)
let unneeded = 0
const rows = Object.entries(loaded.guards).map(([family, guard]) => {
  const without = outcomes({ ...loaded.guards, [family]: { ...guard, forms: [nowhere] } })
  const changed = whole.filter((outcome, i) => outcome !== without[i]).length
  if (!changed) unneeded++
  return [family, String(guard.forms.length), String(changed)]
})
console.log(table(['family of cues', 'word templates', 'examples that need it'], rows, 80))
if (unneeded) {
  console.error(`cards:mutate: no example needs ${unneeded} of these families`)
  process.exitCode = 1
}
