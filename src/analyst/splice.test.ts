import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Block } from '../analysis/types'
import { inPieces, spliceOf } from './splice'

const block = (text: string): Block => ({ text, role: 'text', rank: 0 })
const [a, b, c, d] = ['甲', '乙', '丙', '丁'].map(block) as [Block, Block, Block, Block]

it.each([
  ['nothing for what is alike', [a, b], [a, b], undefined],
  ['what is new at the end', [a, b], [a, b, c], { from: 2, drop: 0, put: [c] }],
  ['what is new in the middle', [a, b], [a, d, b], { from: 1, drop: 0, put: [d] }],
  ['what is gone', [a, b, c], [a, c], { from: 1, drop: 1, put: [] }],
  ['one of a pair of the same', [a, a], [a], { from: 1, drop: 1, put: [] }],
  ['another block of the same text', [a], [block('甲')], { from: 0, drop: 1, put: [block('甲')] }],
])('tells %s', (_, before, after, splice) => expect(spliceOf(before, after)).toEqual(splice))

it('leads from any list to any other, in pieces of any size', () => {
  const blocks = [a, b, c, d, block('戊'.repeat(30_000)), block('己'.repeat(60_000))]
  const list = fc.array(fc.constantFrom(...blocks), { maxLength: 12 })
  fc.assert(
    fc.property(list, list, (before, after) => {
      const splice = spliceOf(before, after)
      let now: readonly Block[] = before
      if (splice) for (const { from, drop, put } of inPieces(splice)) now = now.toSpliced(from, drop, ...put)
      expect(now).toEqual(after)
    }),
  )
})

it('puts no more into a piece than a page can write down in a moment', () => {
  const put = Array.from({ length: 40 }, () => block('字'.repeat(10_000)))
  const pieces = [...inPieces({ from: 3, drop: 2, put })]
  expect(pieces.map(({ from, drop, put }) => [from, drop, put.length])).toEqual([
    [3, 2, 5],
    ...[8, 13, 18, 23, 28, 33, 38].map((from) => [from, 0, 5]),
  ])
})
