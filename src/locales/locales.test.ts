// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { cardTexts } from './card'
import en from './en.json'
import { chooseLanguage, fill, lookUp, type Tree } from './translate'
import zhCN from './zh-CN.json'
import zhTW from './zh-TW.json'

const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path + key}.`),
  )

const slots = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((m) => m[1]))].sort()

describe('locale files', () => {
  const base = leaves(zhCN)

  it.each([
    ['zh-TW', zhTW],
    ['en', en],
  ])('%s has the keys of zh-CN, in the same order', (_, tree) => {
    expect(leaves(tree).map(([key]) => key)).toEqual(base.map(([key]) => key))
  })

  it.each([
    ['zh-TW', zhTW],
    ['en', en],
  ])('%s fills the same slots', (_, tree) => {
    for (const [key, text] of base) expect([key, slots(lookUp(tree, key) ?? '')]).toEqual([key, slots(text)])
  })

  it.each([
    ['zh-CN', zhCN],
    ['zh-TW', zhTW],
    ['en', en],
  ])('%s leaves no text empty', (_, tree) => {
    expect(leaves(tree).filter(([, text]) => !text.trim())).toEqual([])
  })

  it('never calls a page illegal', () => {
    for (const [key, text] of base)
      if (key !== 'options.aboutLaw') expect(text, key).not.toMatch(/违法|非法|犯法|违规/)
  })
})

describe('fill', () => {
  it('puts values in and keeps unknown slots visible', () => {
    expect(fill('第 {n} 处，共 {all} 处', { n: 2 })).toBe('第 2 处，共 {all} 处')
  })
  it('chooses the word for one and for many', () => {
    const text = '{n} {n|place|places}'
    expect([0, 1, 2].map((n) => fill(text, { n }))).toEqual(['0 places', '1 place', '2 places'])
  })
  it('does not expand slots inside values', () => {
    expect(fill('“{quote}”', { quote: '{n} $& {quote}' })).toBe('“{n} $& {quote}”')
  })
})

describe('chooseLanguage', () => {
  it.each([
    [['zh-Hant-HK', 'en'], 'zh-TW'],
    [['zh-TW'], 'zh-TW'],
    [['zh'], 'zh-CN'],
    [['fr-FR', 'en-GB'], 'en'],
    [['fr'], 'zh-CN'],
  ])('%j gives %s', (tags, expected) => expect(chooseLanguage('auto', tags)).toBe(expected))
  it('prefers the setting', () => expect(chooseLanguage('en', ['zh-CN'])).toBe('en'))
})

describe('lookUp', () => {
  it('does not find what objects inherit', () => expect(lookUp(zhCN, 'card.constructor')).toBeUndefined())
})

it('gives the page card its texts', () => {
  expect(cardTexts('zh-CN')('position', { n: 1, all: 3 })).toBe('第 1 处，共 3 处')
})
