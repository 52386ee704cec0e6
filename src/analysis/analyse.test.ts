import { describe, expect, it } from 'vitest'
import { plainBlocks } from '../text/plain'
import { analyse } from './analyse'
import { marksOf, sampleRules } from './sample'

const rules = sampleRules({
  cures: { when: ['vitiligo ~ cure', 'cure vitiligo', '[can] cure'] },
  'one-month': { when: ['@tacrolimus ~ no-longer-than duration<=45d'] },
  'no-vitamin-c': {
    when: ['avoid vitamin-c', 'vitamin-c must-not-eat'],
    allow: ['hedged'],
    verdict: 'unsupported',
  },
})
const marks = (text: string) => marksOf(rules, text)

describe('analyse', () => {
  it('marks an asserted claim, from its first to its last part', () => {
    expect(marks('我院的技术让白癜风彻底治愈。')).toEqual(['白癜风彻底治愈'])
  })

  it.each([
    ['negated before', '目前白癜风还不能根治。'],
    ['negated behind', '白癜风根治是不现实的。'],
    ['denied further on', '白癜风能根治，这种说法没有依据。'],
    ['asked', '白癜风能根治吗？'],
    ['asked by form', '白癜风能否根治要看情况。'],
    ['hedged', '白癜风有望治愈。'],
    ['said of some', '部分白癜风患者可以治愈。'],
    ['wished', '大家都希望白癜风早日治愈。'],
    ['hearsay', '号称白癜风能根治。'],
    ['warned of', '切勿轻信白癜风能根治。'],
    ['rejected in the next sentence', '白癜风能根治。这是错误的说法。'],
    ['regulated', '广告法规定，不得宣传白癜风能根治。'],
    ['of another disease', '银屑病可以根治。'],
  ])('leaves a claim that is %s', (_, text) => expect(marks(text)).toEqual([]))

  it.each([
    ['denied twice', '白癜风不是不能根治的。', 1],
    ['asked for show', '难道白癜风不就是可以根治的吗？', 1],
    ['behind a turn', '不用开刀就能根治白癜风。', 1],
    ['asked and answered', '白癜风能根治吗？答案是肯定的。', 1],
  ])('marks a claim that is %s', (_, text, count) => expect(marks(text)).toHaveLength(count as number))

  it.each(['辟谣', '几条谣言', '辟谣时间'])('takes what stands under the heading %s for myths', (heading) => {
    expect(
      marks(`白癜风饮食\n\n${heading}\n1. 要少吃维生素C。\n2. 白癜风能根治。\n\n日常护理\n白癜风能根治。`),
    ).toEqual(['白癜风能根治'])
  })

  it('does not mark what a heading calls a myth, and marks the same words elsewhere', () => {
    const list =
      '白癜风饮食\n\n常见误区\n1. 要少吃维生素C。\n2. 白癜风能根治。\n\n日常护理\n平时要少吃维生素C的水果，多休息，按时复诊。'
    expect(marks(list)).toEqual(['平时要少吃维生素C'])
  })

  it('carries the subject from an earlier sentence, a heading or the title', () => {
    expect(marks('他克莫司每天涂两次。连续使用不超过一个月。')).toHaveLength(1)
    expect(marks('他克莫司软膏怎么用\n每天薄涂两次就可以了，注意防晒。连续使用不超过一个月。')).toHaveLength(
      1,
    )
    expect(marks('连续使用不超过一个月。')).toEqual([])
  })

  it('lets a nearer rival block the subject', () => {
    expect(marks('他克莫司每天涂两次。激素药膏连续使用不超过一个月。')).toEqual([])
    expect(marks('他克莫司和激素都不能连续使用超过一个月。')).toHaveLength(1)
  })

  it('compares numbers with the bound', () => {
    expect(marks('他克莫司连续使用不超过四周。')).toHaveLength(1)
    expect(marks('他克莫司连续使用不超过六个月。')).toEqual([])
  })

  it('reads through noise and traditional characters, with exact offsets', () => {
    const text = '我们可以根*治白癜風'
    const { findings } = analyse(plainBlocks(text), rules)
    expect(findings.map(({ start, end }) => text.slice(start, end))).toEqual(['根*治白癜風'])
  })

  it('pairs an assertion with its denial on the same page', () => {
    const { findings } = analyse(
      plainBlocks('目前白癜风不能根治。\n我们的方法让白癜风彻底根治，放心。'),
      rules,
    )
    expect(findings).toHaveLength(1)
    expect(findings[0]!.contradictedBy).toMatchObject({ block: 0, quote: expect.stringContaining('根治') })
  })

  it('explains itself', () => {
    const { findings } = analyse(plainBlocks('他克莫司每天涂。最多只能用一个月。'), rules)
    const why = findings[0]!.why
    expect(why.pattern).toContain('no-longer-than')
    expect(why.parts[0]).toMatchObject({ name: 'tacrolimus', text: '他克莫司', carried: true })
    expect(why.guards).toContain('negated')
  })

  it('keeps one finding where several cover the same words', () => {
    const two = sampleRules({ a: { when: ['vitiligo ~ cure'] }, b: { when: ['cure'] } })
    expect(marksOf(two, '白癜风根治。')).toEqual(['白癜风根治'])
  })
})
