import { describe, expect, it } from 'vitest'
import { Lexicon } from './lexicon'
import { parseTemplate, words } from './template'

const found = (lexicon: Lexicon, text: string) =>
  lexicon.scan(text).map((hit) => `${text.slice(hit.start, hit.end)}:${hit.concepts.join('+')}`)

describe('templates', () => {
  it('stand for all their words', () => {
    expect(words(parseTemplate('(彻底|完全)?治(好|愈)').template).sort()).toEqual(
      ['完全治好', '完全治愈', '彻底治好', '彻底治愈', '治好', '治愈'].sort(),
    )
    expect(parseTemplate('孕妇~').doubtful).toBe(true)
  })

  it.each(['(治', '治)', '?治', '(治|)', '好?'])('%s is refused in plain words', (entry) =>
    expect(() => parseTemplate(entry)).toThrow(entry.replace('~', '')),
  )
})

describe('Lexicon', () => {
  it('reports the longest word at each place and none inside another', () => {
    const lexicon = new Lexicon()
    lexicon.add('治愈', 0)
    lexicon.add('治愈率', 1)
    lexicon.add('率', 2)
    expect(found(lexicon, '治愈率高，能治愈')).toEqual(['治愈率:1', '治愈:0'])
  })

  it('finds optional and repeated pieces', () => {
    const lexicon = new Lexicon()
    lexicon.add('(应|该|要)*少?吃', 0)
    expect(found(lexicon, '应该要少吃')).toEqual(['应该要少吃:0'])
    expect(found(lexicon, '多吃')).toEqual(['吃:0'])
  })

  it('reads a word through the filter and says what it was', () => {
    const lexicon = new Lexicon({
      彻底: [[0, 2, '尽量', 1]],
      根治: [[0, 2, '治疗', 0]],
      光疗效果: [[1, 2, '治疗的效果', 1]],
    })
    lexicon.add('(彻底)?根治', 0, true)
    lexicon.add('光疗效果', 1, true)
    expect(lexicon.scan('可以尽量治疗')).toMatchObject([{ start: 2, end: 6, meant: '彻底根治' }])
    expect(lexicon.scan('光治疗的效果果好')[0]!.meant).toBe('光疗效果')
    // 治疗 alone is ordinary Chinese and cannot be read back.
    expect(lexicon.scan('可以治疗')).toEqual([])
    expect(lexicon.scan('彻底根治')[0]!.meant).toBeUndefined()
  })

  it('prefers the plain reading where a disguise looks like an ordinary word', () => {
    const lexicon = new Lexicon({ 复发: [[0, 2, '反复', 1]] })
    lexicon.add('复发', 0, true)
    lexicon.add('反复', 1)
    expect(lexicon.scan('反复')).toMatchObject([{ concepts: [1] }])
    expect(lexicon.scan('反复')[0]!.meant).toBeUndefined()
  })
})
