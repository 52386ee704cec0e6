import { relative } from 'node:path'
import { cueExamples, holds, withGuards, without } from '../src/cards/check-cues'
import { guardsFile, report, rulesOrThrow } from './rules'
import { trialOf } from './segmented'
import { table } from './table'

/**
 * npm run cards:mutate [-- FAMILY…]
 * Takes each cue out of guards.yaml in turn and names those that no example of their family misses: nothing would
 * notice their loss. Fails when there are any.
 */
const { rules, loaded } = rulesOrThrow()
const { guards } = loaded
const only = process.argv.slice(2)
const trial = trialOf(rules)

let cues = 0
let lost = 0
const rows = Object.entries(guards).flatMap(([family, { forms }]) => {
  if (only.length && !only.includes(family)) return []
  // An example that does not hold as things are would seem to miss every cue; `npm run cards` names it.
  const examples = cueExamples(guards, family).filter((example) => holds(trial, example))
  const unmissed = forms.filter((form, i) => {
    const mutant = trialOf(withGuards(rules, loaded, without(guards, family, i)))
    if (!examples.every((example) => holds(mutant, example))) return false
    console.error(
      report({
        file: relative(process.cwd(), guardsFile),
        line: loaded.lineOf(guardsFile, [family, 'forms', i]),
        message: `${family}: no example misses “${form}”`,
      }),
    )
    return true
  }).length
  cues += forms.length
  lost += unmissed
  return [[family, String(forms.length), String(examples.length), String(unmissed)]]
})
console.log(table(['family of cues', 'cues', 'examples', 'cues that no example misses'], rows, 80))
console.log(`${cues} cues, ${cues - lost} of them missed by an example when taken away`)
if (lost) process.exitCode = 1
