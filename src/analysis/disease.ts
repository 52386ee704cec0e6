import type { Engine } from './engine'
import { topics } from './meanings'
import type { Page } from './page'
import type { ReadSentence } from './read'

/** Up to so many lines may leave unsaid what they are about. */
const shortest = 2

/** What of a page speaks of another disease. */
export interface OtherDisease {
  /** Whether the page as a whole may be about another one: it never names ours, or others far more often. */
  page: boolean
  /** Whether a line of a block, by its number there, does. */
  line(block: number, sentence: number): boolean
}

/**
 * Tells of each line whether it speaks of another disease. A sentence that names vitiligo speaks of vitiligo; one that
 * names only another disease, and those behind it in its block, speak of that; elsewhere the block's heading and the page decide.
 */
export function otherDiseaseIn(page: Page, engine: Engine): OtherDisease {
  const { ours, patch, others: namesOthers, matter } = page.told
  // A page that never names the disease may still be all about its patches.
  const namesUs = ours || patch
  const isShort = page.lineCount <= shortest
  // A text of some length that never comes near the disease is about something else.
  if (namesUs === 0 && !isShort && engine.number('our-matter') >= 0 && matter === 0)
    return { page: true, line: () => true }
  const far = namesOthers > 3 * namesUs + 2
  // A line or two that name no disease at all are taken to speak of the one that they are asked about.
  const mayBeOther = (namesUs === 0 && !(isShort && namesOthers === 0)) || far
  if (namesOthers === 0) return { page: mayBeOther, line: () => false }
  const pageIsOther = namesUs === 0 ? namesOthers > (isShort ? 0 : 2) : far
  /** What the last sentence says that says anything, up to `last`. */
  const said = (sentences: readonly ReadSentence[], last: number): boolean | undefined => {
    for (let i = last; i >= 0; i--) {
      const says = speaks(sentences[i]!.topics)
      if (says !== undefined) return says
    }
    return undefined
  }
  const headings = new Map<number, boolean | undefined>()
  const headingSays = (heading: number) => {
    if (!headings.has(heading))
      headings.set(
        heading,
        page.read[heading]!.sentences.map((one) => speaks(one.topics)).find((says) => says !== undefined),
      )
    return headings.get(heading)
  }
  const line = (block: number, sentence: number): boolean => {
    const { opening, sentences } = page.read[block]!
    const own = sentence ? said(sentences, sentence) : speaks(opening)
    if (own !== undefined) return own
    for (const heading of page.above[block]!) {
      const says = headingSays(heading)
      if (says !== undefined) return says
    }
    return pageIsOther
  }
  return { page: mayBeOther, line }
}

function speaks(said: number): boolean | undefined {
  if (said & topics.ours) return false
  return said & topics.others ? true : undefined
}
