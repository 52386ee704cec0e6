import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { plainBlocks } from '../text/plain'
import { analyse } from './analyse'
import { sampleRules } from './sample'
import { settle } from './settle'

const { cut } = createRequire(import.meta.url)('jieba-wasm') as {
  cut: (text: string, hmm: boolean) => string[]
}
const rules = sampleRules({ studious: { when: ['好学~ 用药'] } })
const confirmed = (text: string) => {
  const { doubtful } = analyse(plainBlocks(text), rules)
  expect(doubtful).toHaveLength(1)
  return settle(
    doubtful,
    doubtful.map(({ sentence }) => cut(sentence, true)),
  )
}

it('confirms a word that the segmenter sees as one', () => expect(confirmed('他好学用药。')).toHaveLength(1))
it('drops a word that only arises where two others meet', () =>
  expect(confirmed('他爱好学习用药。')).toEqual([]))
it('confirms nothing without an answer', () =>
  expect(settle(analyse(plainBlocks('他好学用药。'), rules).doubtful, [])).toEqual([]))
