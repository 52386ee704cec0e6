import type { Engine } from './engine'
import { topics } from './meanings'
import type { Page } from './page'
import type { ReadSentence } from './read'

/** Up to so many lines may leave unsaid what they are about. */
const shortest = 2

/** Whether a line of a block, by its number there, speaks of another disease. */
export type OtherDisease = (block: number, sentence: number) => boolean

/**
 * Tells of each line whether it speaks of another disease. A sentence that names vitiligo speaks of vitiligo; one that
 * names only another disease, and those behind it in its block, speak of that; elsewhere the block's heading and the page decide.
 */
export function otherDiseaseIn(page: Page, engine: Engine): OtherDisease {
  let namesUs = 0
  let patches = 0
  let namesOthers = 0
  let matter = 0
  for (const { told } of page.read) {
    namesUs += told.ours
    patches += told.patch
    namesOthers += told.others
    matter += told.matter
  }
  // A page that never names the disease may still be all about its patches.
  namesUs ||= patches
  const isShort = page.lineCount <= shortest
  // A text of some length that never comes near the disease is about something else.
  if (namesUs === 0 && !isShort && engine.number('our-matter') >= 0 && matter === 0) return () => true
  if (namesOthers === 0) return () => false
  const pageIsOther = namesUs === 0 ? namesOthers > (isShort ? 0 : 2) : namesOthers > 3 * namesUs + 2
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
  return (block, sentence) => {
    const { opening, sentences } = page.read[block]!
    const own = sentence ? said(sentences, sentence) : speaks(opening)
    if (own !== undefined) return own
    for (const heading of page.above[block]!) {
      const says = headingSays(heading)
      if (says !== undefined) return says
    }
    return pageIsOther
  }
}

function speaks(said: number): boolean | undefined {
  if (said & topics.ours) return false
  return said & topics.others ? true : undefined
}
