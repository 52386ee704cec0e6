import { createRequire } from 'node:module'
import { settle } from '../src/analysis/settle'
import { judgeWith } from '../src/cards/check'
import type { Trial } from '../src/cards/check-cues'
import type { Rules } from '../src/cards/compiled'

const { cut } = createRequire(import.meta.url)('jieba-wasm') as {
  cut: (text: string, hmm: boolean) => string[]
}

/** Judges examples as a page is judged: doubtful words are confirmed by the segmenter. */
export const segmented = (rules: Rules) =>
  judgeWith(rules, (doubtful) =>
    settle(
      doubtful,
      doubtful.map(({ sentence }) => cut(sentence, true)),
    ),
  )

export const trialOf = (rules: Rules): Trial => ({ rules, judge: segmented(rules) })
