import { join } from 'node:path'
import { compile } from '../cards/compile'
import type { Rules } from '../cards/compiled'
import { load } from '../cards/load'
import type { Card, Concepts } from '../cards/schema'
import { plainBlocks } from '../text/plain'
import { type AnalysisOptions, analyse } from './analyse'

const rulesDir = join(import.meta.dirname, '../../rules')

/** A few words of each kind, so that the tests of the analysis do not hang on what the word lists say today. */
const concepts: Concepts = {
  vitiligo: { forms: ['白癜风', '白斑'] },
  'other-disease': { forms: ['银屑病', '湿疹'] },
  cure: { forms: ['(彻底|完全)?(根治|治愈|治好)'] },
  can: { forms: ['(能|可以|可)(够)?'], dodged: false },
  tacrolimus: { class: 'drug', forms: ['他克莫司'] },
  steroid: { class: 'drug', forms: ['激素(药膏)?'] },
  'no-longer-than': { forms: ['(不|不能)(连续使用)?超过', '(最多)?(只能)?用'] },
  'vitamin-c': { forms: ['维(生素)?c'] },
  avoid: { forms: ['(平时)?(要)?(少吃|忌)'] },
  'must-not-eat': { forms: ['不能吃'] },
}

/** Rules for unit tests: the real guards, a few words of our own, and only these small cards. */
export function sampleRules(
  cards: Record<
    string,
    { when: string[]; allow?: Card['allow']; except?: string[]; verdict?: Card['verdict'] }
  >,
): Rules {
  const loaded = load(rulesDir)
  loaded.faults.length = 0
  loaded.concepts = concepts
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
