import { createRequire } from 'node:module'
import { settle } from '../src/analysis/settle'
import { type Judge, judgeWith } from '../src/cards/check'
import type { Rules } from '../src/cards/compiled'

const { cut } = createRequire(import.meta.url)('jieba-wasm') as {
  cut: (text: string, hmm: boolean) => string[]
}

/** Judges examples as a page is judged: doubtful words are confirmed by the segmenter. */
export const segmented = (rules: Rules): Judge =>
  judgeWith(rules, (doubtful) =>
    settle(
      doubtful,
      doubtful.map(({ sentence }) => cut(sentence, true)),
    ),
  )
