import { describe, expect, test } from 'vitest'
import { buildRules } from '../../scripts/rules'
import { plainBlocks } from '../text/plain'
import { analyse } from './analyse'
import type { Block } from './types'

const { rules } = buildRules()
const quotes = (blocks: Block[]) => analyse(blocks, rules).findings.map(({ quote }) => quote)
const rows = (...lines: string[]) => quotes(plainBlocks(['白癜风百问', ...lines].join('\n')))

describe('rows of text', () => {
  test('beside the truth a myth is only quoted, whatever stands in front of it', () => {
    expect(rows('误区 | 真相', '白癜风会传染 | 握手吃饭都没事')).toEqual([])
    expect(rows('序号 | 说法 | 事实', '1 | 白癜风会传染 | 握手吃饭都没事')).toEqual([])
    expect(rows('| 误区 | 真相 |', '| 白癜风会传染 | 握手吃饭都没事 |')).toEqual([])
  })

  test('other tables assert, and so do lists under a word of warning', () => {
    expect(rows('项目 | 说明', '传播 | 白癜风会传染')).toEqual(['白癜风会传染'])
    expect(rows('首页 | 防骗', '白癜风会传染 | 热线')).toEqual(['白癜风会传染'])
  })

  test('rows with another number of cells are of another table', () => {
    expect(rows('误区 | 真相', '甲 | 乙 | 丙', '白癜风会传染 | 是的')).toEqual(['白癜风会传染'])
  })
})

describe('cells of a table', () => {
  const cell = (text: string, index: number, ...heads: string[]) =>
    quotes([
      { text: '白癜风百问', role: 'title', rank: 0 },
      { text, role: 'text', rank: 0, column: { heads, index } },
    ])

  test('in a column of myths they quote, in that of the truth and elsewhere they assert', () => {
    expect(cell('白癜风会传染', 0, '流言', '真相')).toEqual([])
    expect(cell('白癜风会传染', 1, '流言', '真相')).toEqual(['白癜风会传染'])
    expect(cell('白癜风会传染', 0, '治疗误区', '医院简介')).toEqual(['白癜风会传染'])
  })

  test('what a fact is turned to is asserted again', () => {
    expect(cell('白癜风不传染。其实白癜风会传染。', 0, '误区', '真相')).toEqual(['白癜风会传染'])
  })
})
