import { describe, expect, it } from 'vitest'
import { charTable, normalise } from './normalise'
import { clauseAt, sentences } from './sentences'

const split = (text: string) => sentences(text).map((s) => text.slice(s.start, s.end))

describe('sentences', () => {
  it('ends at full stops, questions, semicolons and line ends, with closing quotes', () => {
    expect(split('不能根治。真的吗？”那么；好\n完')).toEqual([
      '不能根治。',
      '真的吗？”',
      '那么；',
      '好\n',
      '完',
    ])
    expect(sentences('能治好吗？')[0]!.asked).toBe(true)
    expect(sentences('能治好。')[0]!.asked).toBe(false)
  })

  it('is not cut by a decimal point or numbering', () => {
    expect(split('0.1%的软膏')).toEqual(['0.1%的软膏'])
    expect(split('1.先看医生。')).toEqual(['1.先看医生。'])
  })

  it('makes clauses at commas and colons, not at 、', () => {
    const text = '海鲜、牛肉不能吃，要忌口'
    const [sentence] = sentences(text)
    expect(sentence!.clauses).toEqual([9, text.length])
    expect(clauseAt(sentence!, 10)).toBe(1)
  })

  it('takes a dropped space between longer runs for a comma, between single characters for noise', () => {
    const spread = normalise('白 癜 风', charTable(''))
    expect(sentences(spread.text, spread.gaps)[0]!.clauses).toEqual([3])
    const menu = normalise('面部白斑 治疗多少钱', charTable(''))
    expect(sentences(menu.text, menu.gaps)[0]!.clauses).toEqual([4, 9])
  })
})
