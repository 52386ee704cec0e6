import { describe, expect, it } from 'vitest'
import { markedPages } from './marked'

describe('markedPages', () => {
  it('takes the marks out of the text and keeps their places', () => {
    const [page, second] = markedPages(
      '# 标题{{U cost m|一口价}}\n\n## 小标题\n甲{{C cure-promise h|一次好}}乙{{T|未必}}。\n# 另一页\n',
      'R9',
      4,
    )
    expect(page!.id).toBe('R9P05')
    expect(page!.text).toBe('标题一口价\n小标题\n甲一次好乙未必。')
    for (const { quote, start, end } of page!.marks) expect(page!.text.slice(start, end)).toBe(quote)
    expect(page!.marks.map(({ label, topic, severity }) => [label, topic, severity])).toEqual([
      ['unsupported', 'cost', 'medium'],
      ['contradicted', 'cure-promise', 'high'],
      ['trap', 'other', 'low'],
    ])
    expect(second!.id).toBe('R9P06')
  })

  it('names the line of what it cannot read', () => {
    expect(() => markedPages('words', 'R1')).toThrow('R1, line 1')
    expect(() => markedPages('# t\n{{X|words}}', 'R1')).toThrow('line 2')
    expect(() => markedPages('# t\n{{T|words', 'R1')).toThrow('line 2')
  })
})
