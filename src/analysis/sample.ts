import { join } from 'node:path'
import { compile } from '../cards/compile'
import type { Rules } from '../cards/compiled'
import { load } from '../cards/load'
import type { Card } from '../cards/schema'
import { plainBlocks } from '../text/plain'
import { type AnalysisOptions, analyse } from './analyse'

const rulesDir = join(import.meta.dirname, '../../rules')

/** Rules for unit tests: the real guards and concepts, and only these small cards. */
export function sampleRules(
  cards: Record<
    string,
    { when: string[]; allow?: Card['allow']; except?: string[]; verdict?: Card['verdict'] }
  >,
): Rules {
  const loaded = load(rulesDir)
  loaded.faults.length = 0
  loaded.cards = Object.entries(cards).map(([id, { when, allow, except, verdict }]) => ({
    id,
    topic: 'other',
    proposition: id,
    verdict: verdict ?? 'contradicted',
    harm: 'high',
    covers: ['beyond'],
    when,
    ...(allow ? { allow } : {}),
    ...(except ? { except } : {}),
    say: { short: '', why: '', ask: '' },
    evidence: [],
    certainty: 'high',
    checked: '2026-11',
    examples: { flag: [], pass: [] },
    file: `${id}.yaml`,
  }))
  const rules = compile(loaded, 'test')
  if (loaded.faults.length) throw new Error(loaded.faults.map(({ message }) => message).join('\n'))
  return rules
}

/** The marked words of a text. */
export const marksOf = (rules: Rules, text: string, options?: AnalysisOptions) =>
  analyse(plainBlocks(text), rules, options).findings.map(({ quote }) => quote)
