import { analyse } from '../../src/analysis/analyse'
import { readBrackets } from '../../src/cards/check'
import type { Rules } from '../../src/cards/compiled'
import { guardNames } from '../../src/cards/guard-names'
import type { Card } from '../../src/cards/schema'
import { plainBlocks } from '../../src/text/plain'
import { sentences } from '../../src/text/sentences'
import type { Template } from './text'

export interface Examples {
  /** What asserts a claim, and what asserts none nor does any clause of it. */
  plain: Template[]
  /** What asserts none as a whole, though a clause may read as if it did: a guard stops it. */
  guarded: Template[]
}

/**
 * The cards' own examples as training text: of `flag` the sentences that hold a marked run, of `pass` those that no
 * card marks.
 */
export function examplesOf(cards: readonly (Card & { file: string })[], rules: Rules): Examples {
  const examples: Examples = { plain: [], guarded: [] }
  for (const { id, file, examples: own } of cards) {
    const template = (text: string, card?: string): Template => ({
      ...(card ? { card } : {}),
      text: text.trim(),
      file,
      line: 0,
    })
    for (const example of own.flag) {
      const { text, marks } = readBrackets(example)
      for (const { start, end } of sentences(text, []))
        if (marks.some(([from, to]) => from < end && start < to))
          examples.plain.push(template(text.slice(start, end), id))
    }
    for (const { text, because } of own.pass) {
      if (analyse(plainBlocks(text), rules).findings.length) continue
      const guarded = because === 'subject' || (guardNames as readonly string[]).includes(because)
      examples[guarded ? 'guarded' : 'plain'].push(template(text))
    }
  }
  return examples
}
