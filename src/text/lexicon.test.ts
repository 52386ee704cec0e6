import { describe, expect, it } from 'vitest'
import { finish } from '../analysis/steps'
import { recode } from '../cards/recode'
import { writeTemplate } from '../cards/write-template'
import { Lexicon } from './lexicon'
import { parseTemplate, words } from './template'
import { WordGraph } from './word-graph'
import { type Disguise, firstMark } from './words'

const found = (lexicon: Lexicon, text: string) =>
  lexicon.scan(text).map((hit) => `${text.slice(hit.start, hit.end)}:${hit.concepts.join('+')}`)

/** @param entries one a concept; those in `plain` are not disguised */
function lexiconOf(
  entries: string[],
  disguises: Record<string, Disguise[]> = {},
  plain: number[] = [],
): Lexicon {
  const pieces = Object.keys(disguises)
  const markOf = (piece: string) =>
    piece in disguises ? String.fromCharCode(firstMark + pieces.indexOf(piece)) : ''
  const written = entries.map((entry, concept) => {
    const { template, doubtful } = parseTemplate(entry)
    return writeTemplate(template, plain.includes(concept) ? () => '' : markOf) + (doubtful ? '~' : '')
  })
  const concepts = entries.map((_, concept) => concept)
  const words = { ...recode(written.join('\n')), disguises: Object.entries(disguises) }
  return new Lexicon(finish(WordGraph.inSteps(words, entries.length)), concepts)
}

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
    const lexicon = lexiconOf(['治愈', '治愈率', '率'])
    expect(found(lexicon, '治愈率高，能治愈')).toEqual(['治愈率:1', '治愈:0'])
  })

  it('finds optional and repeated pieces', () => {
    const lexicon = lexiconOf(['(应|该|要)*少?吃'])
    expect(found(lexicon, '应该要少吃')).toEqual(['应该要少吃:0'])
    expect(found(lexicon, '多吃')).toEqual(['吃:0'])
    const once = lexiconOf(['很+好', '(非常|很)+(好|(不错)?啊)', '(大)+(好)*看~'])
    expect(found(once, '很+好')).toEqual(['很+好:0'])
    expect(found(once, '很非常不错啊，很啊')).toEqual(['很非常不错啊:1', '很啊:1'])
    expect(found(once, '大大好好看')).toEqual(['大大好好看:2'])
    expect(found(once, '好看')).toEqual([])
    expect(once.scan('大看')[0]!.doubtful).toBe(true)
  })

  it('reads a word through the filter and says what it was', () => {
    const lexicon = lexiconOf(['(彻底)?根治', '光疗效果'], {
      彻底: [[0, 2, '尽量', 1]],
      根治: [[0, 2, '治疗', 0]],
      光疗效果: [[1, 2, '治疗的效果', 1]],
    })
    expect(lexicon.scan('可以尽量治疗')).toMatchObject([{ start: 2, end: 6, meant: '彻底根治' }])
    expect(lexicon.scan('光治疗的效果果好')[0]!.meant).toBe('光疗效果')
    // 治疗 alone is ordinary Chinese and cannot be read back.
    expect(lexicon.scan('可以治疗')).toEqual([])
    expect(lexicon.scan('彻底根治')[0]!.meant).toBeUndefined()
  })

  it('prefers the plain reading where a disguise looks like an ordinary word', () => {
    const lexicon = lexiconOf(['复发', '反复'], { 复发: [[0, 2, '反复', 1]] })
    expect(lexicon.scan('反复')).toMatchObject([{ concepts: [1] }])
    expect(lexicon.scan('反复')[0]!.meant).toBeUndefined()
  })
})
