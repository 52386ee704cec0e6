/** Values for the `{name}` slots of a text. */
export type Vars = Record<string, string | number>

/** A tree of texts, as in the locale files. */
export interface Tree {
  [key: string]: string | Tree
}

/** Dotted paths to the texts of a tree. */
export type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}`
}[keyof T & string]

export type Language = 'zh-CN' | 'zh-TW' | 'en'

const slot = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g

/** Fills `{name}` with its value, and `{name|one|many}` with the word that fits the number. */
export const fill = (text: string, vars: Vars = {}) =>
  text.replace(slot, (whole, name: string, one?: string, many?: string) => {
    const value = vars[name]
    if (value === undefined) return whole
    if (one === undefined || many === undefined) return String(value)
    return Number(value) === 1 ? one : many
  })

/** The text at a dotted path, or undefined. */
export function lookUp(tree: Tree, path: string): string | undefined {
  let here: string | Tree | undefined = tree
  for (const step of path.split('.')) {
    if (typeof here !== 'object' || !Object.hasOwn(here, step)) return undefined
    here = here[step]
  }
  return typeof here === 'string' ? here : undefined
}

/** The language to show: the reader's choice, or the best match for the browser's languages. */
export function chooseLanguage(setting: Language | 'auto', browserLanguages: readonly string[]): Language {
  if (setting !== 'auto') return setting
  for (const tag of browserLanguages) {
    if (/^zh\b.*\b(tw|hk|mo|hant)\b/i.test(tag)) return 'zh-TW'
    if (/^zh\b/i.test(tag)) return 'zh-CN'
    if (/^en\b/i.test(tag)) return 'en'
  }
  // The pages it reads are Chinese, so a reader with neither language set most likely reads Chinese.
  return 'zh-CN'
}
