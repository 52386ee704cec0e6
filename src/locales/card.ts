import { card as en } from './en.json'
import { chooseLanguage, fill, type Language, type Vars } from './translate'
import { card as zhCN } from './zh-CN.json'
import { card as zhTW } from './zh-TW.json'

// Only the `card` part of each file: this goes into web pages, where every kilobyte counts.
const trees = { 'zh-CN': zhCN, 'zh-TW': zhTW, en } satisfies Record<Language, typeof zhCN>

export type CardKey = keyof typeof zhCN
export type CardTexts = (key: CardKey, vars?: Vars) => string

/** The texts of the in-page card in the reader's language. */
export function cardTexts(
  setting: Language | 'auto',
  browserLanguages: readonly string[] = navigator.languages,
): CardTexts {
  const tree = trees[chooseLanguage(setting, browserLanguages)]
  return (key, vars) => fill(tree[key], vars)
}
