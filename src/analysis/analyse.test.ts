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

  it.each([
    ['the next cell judges false', '白癜风小问答\n| 白癜风能根治 | 假 | 能控制，会反复 |'],
    ['the next block judges false', '白癜风小问答\n白癜风能根治。\n错。'],
    ['brackets behind judge false', '白癜风判断题\n三、判断。白癜风能根治。（错）'],
    ['somebody else calls wrong', '白癜风门诊\n白癜风能根治。\n值班的老护士长答：非也，只能控制。'],
    ['a dash answers', '白癜风门诊\n“白癜风三个月以后一定能够根治，不花冤枉钱。”——没有人能打这个包票。'],
    [
      'the next sentence rejects as a whole',
      '白癜风门诊\n他说：“来我们这里，白癜风三个月以后一定能够根治。”家里人没有信他。',
    ],
    ['a question holds by its own form, and yes answers', '白癜风病友问，维C能不能吃？能的。'],
  ])('leaves a claim that %s', (_, text) => expect(marks(text)).toEqual([]))

  it.each([
    ['the next cell judges true', '白癜风小问答\n| 白癜风能根治 | 真 | 三个月 |'],
    ['stands in the cell of the truth', '白癜风小问答\n| 它治不好 | 假 | 白癜风能根治 |'],
    [
      'is agreed with behind a dash',
      '白癜风门诊\n“白癜风三个月以后一定能够根治，不花冤枉钱。”——没错，来就是了。',
    ],
    [
      'has a slogan behind its dash',
      '白癜风门诊\n“白癜风三个月以后一定能够根治，不花冤枉钱。”——选择我们，重拾自信。',
    ],
    ['yes answers', '白癜风会不会根治？会的。'],
    ['is a letter that a dash signs', '患者来信\n“我的白癜风三个月以后就彻底根治了，再也没有犯。”——王女士'],
  ])('marks a claim that %s', (_, text) => expect(marks(text)).toHaveLength(1))

  it('does not mark a list of sayings whose introduction says that none is true', () => {
    const list = (introduction: string) =>
      marks(
        `白癜风病友须知\n${introduction}\n——\n一、平时少吃维C，白斑自己会退。\n二、白癜风能根治，三个月见分晓。\n回家以后按时用药，三个月后复查，平时少吃维C。`,
      )
    expect(list('下面这些话，一句都别信。')).toEqual(['平时少吃维C'])
    expect(list('下面这些话，我们句句照做。')).toHaveLength(3)
  })

  it('takes what stands behind the list under a heading with a colon for the page’s own words', () => {
    expect(
      marks(
        '白癜风病友须知\n这些话别信：\n1. 白癜风能根治，三个月见分晓。\n2. 平时少吃维C。\n到了我们这里，白癜风能根治，来过的人都这样说。',
      ),
    ).toEqual(['白癜风能根治'])
  })

  it('reads a list of short lines up to the next one', () => {
    expect(
      marks(
        '街坊小报，请各位传阅\n★ 以下是骗子常说的话，一句都别信 ★\n包你满意。\n白癜风能根治。\n★ 以下是问过医生的话 ★\n白癜风能根治。',
      ),
    ).toHaveLength(1)
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
