import fc from 'fast-check'
import * as OpenCC from 'opencc-js/cn2t'
import { describe, expect, it } from 'vitest'
import { secondReader } from '../../scripts/judge'
import { ownPages } from '../../scripts/marked'
import { buildRules } from '../../scripts/rules'
import { readBrackets } from '../cards/check'
import { plainBlocks } from '../text/plain'
import { analyse, type BlockCache } from './analyse'
import type { Block, Finding } from './types'

/** What must hold for any text at all, tried on texts made of the cards' own examples and of noise. */
const { rules, loaded } = buildRules()
const examples = loaded.cards.flatMap(({ examples: { flag, pass } }) => [
  ...flag.map((text) => readBrackets(text).text),
  ...pass.map(({ text }) => text),
])
const flagged = loaded.cards.flatMap(({ examples }) => examples.flag.map((text) => readBrackets(text).text))
const toTraditional = OpenCC.Converter({ from: 'cn', to: 't' })

const all = (text: string): Finding[] => {
  const { findings, doubtful } = analyse(plainBlocks(text), rules)
  return [...findings, ...doubtful.map(({ finding }) => finding)]
}
/** Rule and place of each finding. */
const places = (text: string) => all(text).map(({ rule, block, start, end }) => ({ rule, block, start, end }))

const example = fc.constantFrom(...examples)
const page = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: example },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('', '常见误区', '患者提问：', '。。。', '！？', '（', '“', '\u200b\u200b'),
      },
    ),
    { maxLength: 8 },
  )
  .map((lines) => lines.join('\n'))

/** Pages with claims that no card foresees, and rows of a table. */
const annotated = fc.constantFrom(
  ...ownPages()
    .filter((_, i) => i % 40 === 0)
    .map(({ text }) => text),
  '白癜风百问\n说法 | 真相\n白癜风会传染 | 不会传染\n橙子吃不得 | 维C会阻断黑色素的合成',
)

describe('any text', () => {
  it('is judged without an error, with offsets inside the text and quotes that stand there', () => {
    fc.assert(
      fc.property(page, (text) => {
        const blocks = plainBlocks(text)
        for (const { block, start, end, quote, meant, contradictedBy } of all(text)) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThan(start)
          expect(blocks[block]!.text.slice(start, end)).toBe(quote)
          expect(meant).not.toBe(quote)
          if (contradictedBy)
            expect(blocks[contradictedBy.block]!.text.slice(contradictedBy.start, contradictedBy.end)).toBe(
              contradictedBy.quote,
            )
        }
      }),
      { numRuns: 300 },
    )
  })

  it('is judged the same twice', () => {
    fc.assert(
      fc.property(page, (text) => {
        expect(all(text)).toEqual(all(text))
      }),
      { numRuns: 50 },
    )
  })
})

/** One change of a page: a block goes, comes, is said again elsewhere, or all are turned round from there. */
const change = fc.record({
  kind: fc.constantFrom('remove', 'insert', 'repeat', 'rotate', 'twice'),
  at: fc.nat(1000),
  text: example,
  rank: fc.constantFrom(0, 0, 0, 2),
})

describe('a page that changes', () => {
  it.each([
    { by: 'the cards', reader: undefined, numRuns: 150 },
    { by: 'cards and reader', reader: secondReader(), numRuns: 60 },
  ])('is judged by $by as if it were new', ({ reader, numRuns }) => {
    fc.assert(
      fc.property(fc.oneof(page, annotated), fc.array(change, { maxLength: 6 }), (text, changes) => {
        const cache: BlockCache = new Map()
        let blocks: Block[] = plainBlocks(text).map(({ text, role, rank }) => ({ text, role, rank }))
        for (const { kind, at, text, rank } of changes) {
          const place = at % (blocks.length + 1)
          if (kind === 'remove') blocks = blocks.toSpliced(place, 1)
          else if (kind === 'insert')
            blocks = blocks.toSpliced(place, 0, { text, role: rank ? 'heading' : 'text', rank })
          else if (kind === 'repeat') blocks = blocks.toSpliced(place, 0, ...blocks.slice(0, 1))
          // As pages that hold one text for wide and one for narrow screens.
          else if (kind === 'twice') blocks = blocks.length > 24 ? blocks : [...blocks, ...blocks.slice(1)]
          else blocks = [...blocks.slice(place), ...blocks.slice(0, place)]
          expect(analyse(blocks, rules, { cache, reader })).toEqual(analyse(blocks, rules, { reader }))
        }
      }),
      { numRuns },
    )
  })
})

describe('another spelling of the same text', () => {
  it('in traditional characters has the same findings', () => {
    for (const text of flagged) {
      const traditional = toTraditional(text)
      // A conversion that changes lengths moves offsets, and is no matter of ours.
      if (traditional.length === text.length)
        expect([traditional, places(traditional)]).toEqual([traditional, places(text)])
    }
  })

  it('in full-width digits and letters has the same findings', () => {
    for (const text of flagged) {
      const wide = text.replace(/[0-9A-Za-z%]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
      expect([wide, places(wide)]).toEqual([wide, places(text)])
    }
  })

  it('with invisible characters between all others has the same rules', () => {
    for (const text of flagged) {
      const noisy = Array.from(text).join('\u200b')
      expect([text, all(noisy).map(({ rule }) => rule)]).toEqual([text, all(text).map(({ rule }) => rule)])
    }
  })

  it('with stars inside Chinese words has the same rules', () => {
    for (const text of flagged) {
      const noisy = text.replace(/([\u4e00-\u9fff])(?=[\u4e00-\u9fff])/g, '$1*')
      expect([text, all(noisy).map(({ rule }) => rule)]).toEqual([text, all(text).map(({ rule }) => rule)])
    }
  })
})

describe('a denial in front', () => {
  it('never makes a finding where there was none', () => {
    for (const text of examples) {
      if (text.includes('\n')) continue
      const before = new Set(all(text).map(({ rule }) => rule))
      const denied = all(`没有证据表明${text}`).filter(({ rule }) => !before.has(rule))
      expect([text, denied.map(({ rule }) => rule)]).toEqual([text, []])
    }
  })
})
