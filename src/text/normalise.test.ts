import { describe, expect, it } from 'vitest'
import { charTable, normalise, toOriginal } from './normalise'

const table = charTable('癒愈療疗風风')
const text = (original: string) => normalise(original, table).text

describe('normalise', () => {
  it('brings widths, cases and listed traditional characters together', () => {
    expect(text('ＡＢＣ１２３％')).toBe('abc123%')
    expect(text('治癒率,療效')).toBe('治愈率，疗效')
  })

  it('drops what is put between characters', () => {
    expect(text('根*治 白 癜\u200b風(fēng)病')).toBe('根治白癜风病')
    expect(text('治 愈率 95%')).toBe('治愈率 95%')
  })

  it('keeps separators of numbers', () => {
    expect(text('1,000元')).toBe('1,000元')
    expect(text('约1,他')).toBe('约1，他')
  })

  it('maps every run back to the original', () => {
    const original = '可以 根*治😀白癜風'
    const n = normalise(original, table)
    const at = n.text.indexOf('根治')
    expect(original.slice(...toOriginal(n, at, at + 2))).toBe('根*治')
    const face = n.text.indexOf('😀')
    expect(original.slice(...toOriginal(n, face, face + 2))).toBe('😀')
    const end = n.text.indexOf('白癜风')
    expect(original.slice(...toOriginal(n, end, end + 3))).toBe('白癜風')
  })

  it('tells where a space was dropped between words', () => {
    const n = normalise('面部白斑 小孩白癜风', table)
    expect(n.text).toBe('面部白斑小孩白癜风')
    expect(n.gaps).toEqual([4])
  })
})
