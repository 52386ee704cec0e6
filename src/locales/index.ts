import { signal } from '@preact/signals'
import en from './en.json'
import { chooseLanguage, fill, type Language, lookUp, type Paths, type Vars } from './translate'
import zhCN from './zh-CN.json'
import zhTW from './zh-TW.json'

export type { Language, Vars } from './translate'
export type Key = Paths<typeof zhCN>

const trees = { 'zh-CN': zhCN, 'zh-TW': zhTW, en } satisfies Record<Language, typeof zhCN>

/** The language of the views. Reading it while rendering makes a component follow it. */
export const language = signal<Language>('zh-CN')

export function setLanguage(
  setting: Language | 'auto',
  browserLanguages: readonly string[] = navigator.languages,
) {
  language.value = chooseLanguage(setting, browserLanguages)
  document.documentElement.lang = language.value
}

/** The text for a key in the language of the views. */
export function t(key: Key, vars?: Vars): string {
  const text = lookUp(trees[language.value], key)
  if (text === undefined) throw new Error(`no text for "${key}" in src/locales/${language.value}.json`)
  return fill(text, vars)
}

/** As `t`, for keys made from data (a source's kind, a guard's name): undefined when there is no such text. */
export const tIfAny = (key: string, vars?: Vars): string | undefined => {
  const text = lookUp(trees[language.value], key)
  return text === undefined ? undefined : fill(text, vars)
}
