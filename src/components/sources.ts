import type { SourceText, Texts } from '../cards/texts'

const has = (texts: Texts, id: string) => Object.hasOwn(texts.sources, id)

/** The sources a card names, each once, in its order; ids that nobody knows are left out. */
export const sourcesOf = (texts: Texts, ids: readonly string[]): SourceText[] =>
  [...new Set(ids)].filter((id) => has(texts, id)).map((id) => texts.sources[id]!)

/** Where to read the source, or undefined: only web addresses become links. */
export function linkOf({ doi, url }: Pick<SourceText, 'doi' | 'url'>): string | undefined {
  if (doi) return `https://doi.org/${doi.split('/').map(encodeURIComponent).join('/')}`
  return url && /^https?:\/\//i.test(url) ? url : undefined
}

export interface LawRef {
  source: SourceText
  /** The article, as in 第十六条; absent when the law as a whole is meant. */
  article?: string
}

/** `cn-ad-law-2021#16` names an article of a source. */
export const lawsOf = (texts: Texts, refs: readonly string[] = []): LawRef[] =>
  refs.flatMap((ref) => {
    const [id = '', article] = ref.split('#')
    return has(texts, id) ? [{ source: texts.sources[id]!, article }] : []
  })
