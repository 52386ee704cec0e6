/**
 * The cards' own examples, each a text by itself, as the extension judges it when it is installed: with the second
 * reader, which may doubt a card and propose what none foresees. It has learned from these very examples: this tells
 * that the cards and what is installed agree, not how it does on new text. `npm run cards` checks cards without it.
 */
import { expect, test } from 'vitest'
import { analyse } from '../src/analysis/analyse'
import { readBrackets } from '../src/cards/check'
import { plainBlocks } from '../src/text/plain'
import { secondReader } from './judge'
import { rulesOrThrow } from './rules'

const { rules, loaded } = rulesOrThrow()
const reader = secondReader()

const share = (some: readonly unknown[], all: readonly unknown[]) => some.length / all.length

test('of what a card marks alone, the reader takes away little and doubts a part', () => {
  const marked = loaded.cards.flatMap(({ id, examples }) =>
    examples.flag
      .map((example) => plainBlocks(readBrackets(example).text))
      // Doubtful words are confirmed by the segmenter, which has no part in this.
      .filter((blocks) => analyse(blocks, rules).findings.some(({ rule }) => rule === id))
      .map((blocks) => analyse(blocks, rules, { reader }).findings),
  )
  expect(marked.length).toBeGreaterThan(1300)
  expect(
    share(
      marked.filter((findings) => findings.length === 0),
      marked,
    ),
  ).toBeLessThan(0.06)
  expect(
    share(
      marked.filter((findings) => findings.some(({ level }) => level === 'claim')),
      marked,
    ),
  ).toBeGreaterThan(0.65)
})

test('of what a card passes, the reader proposes little', () => {
  const passed = loaded.cards.flatMap(({ id, examples }) =>
    examples.pass.map(({ text }) => ({
      id,
      findings: analyse(plainBlocks(text), rules, { reader }).findings,
    })),
  )
  const marked = passed.filter(({ findings }) => findings.length)
  expect(share(marked, passed)).toBeLessThan(0.05)
  const against = marked.filter(({ id, findings }) => findings.some(({ rule }) => rule === id))
  expect(share(against, passed)).toBeLessThan(0.015)
})
