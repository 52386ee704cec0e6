import type { Engine } from './engine'
import { topics } from './meanings'
import type { Line, Page } from './page'

/** Up to so many lines may leave unsaid what they are about. */
const shortest = 2

/**
 * For each line: whether it speaks of another disease. A sentence that names vitiligo speaks of vitiligo; one that
 * names only another disease, and those behind it in its block, speak of that; elsewhere the block's heading and the page decide.
 */
export function* otherDiseaseLines(page: Page, engine: Engine): Generator<void, boolean[]> {
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
  namesUs ||= patches
  // A text of some length that never comes near the disease is about something else.
  if (namesUs === 0 && page.lines.length > shortest && engine.number('our-matter') >= 0 && matter === 0)
    return page.lines.map(() => true)
  if (namesOthers === 0) return page.lines.map(() => false)
  const pageIsOther =
    namesUs === 0 ? namesOthers > (page.lines.length > shortest ? 2 : 0) : namesOthers > 3 * namesUs + 2
  const speaks = ({ sentence }: Line): boolean | undefined => {
    if (sentence.topics & topics.ours) return false
    return sentence.topics & topics.others ? true : undefined
  }
  const headings = new Map<number, boolean | undefined>()
  const headingSays = (heading: number) => {
    const first = page.firstLine[heading]!
    if (first < 0) return undefined
    if (!headings.has(heading)) {
      const lines = page.lines.slice(first, first + page.read[heading]!.sentences.length)
      headings.set(
        heading,
        lines.map(speaks).find((x) => x !== undefined),
      )
    }
    return headings.get(heading)
  }
  let state = pageIsOther
  const found: boolean[] = []
  for (const line of page.lines) {
    if (line.index % 1000 === 0) yield
    if (line.first) {
      state = pageIsOther
      for (const heading of page.above[line.block]!) {
        const said = headingSays(heading)
        if (said !== undefined) {
          state = said
          break
        }
      }
    }
    state = speaks(line) ?? state
    found.push(state)
  }
  return found
}
