import type { Engine } from './engine'
import type { Line, Page } from './page'

/**
 * For each line: whether it speaks of another disease. A sentence that names vitiligo speaks of vitiligo; one that
 * names only another disease, and those behind it in its block, speak of that; elsewhere the block's heading and the page decide.
 */
export function otherDiseaseLines(page: Page, engine: Engine): boolean[] {
  const ours = engine.number('vitiligo')
  const others = engine.number('other-disease')
  const linesWith = (concept: number) =>
    page.lines.reduce((n, { sentence }) => (sentence.present.has(concept) ? n + 1 : n), 0)
  const namesUs = linesWith(ours)
  const namesOthers = linesWith(others)
  if (namesOthers === 0) return page.lines.map(() => false)
  const pageIsOther = namesUs === 0 ? namesOthers > 0 : namesOthers > 3 * namesUs + 2
  const speaks = (line: Line): boolean | undefined => {
    if (line.sentence.present.has(ours)) return false
    return line.sentence.present.has(others) ? true : undefined
  }
  let state = pageIsOther
  return page.lines.map((line) => {
    if (line.first) {
      state = pageIsOther
      for (const heading of page.above[line.block]!) {
        const said = page.lines
          .slice(page.firstLine[heading]!, page.firstLine[heading]! + page.read[heading]!.sentences.length)
          .map(speaks)
          .find((x) => x !== undefined)
        if (said !== undefined && page.firstLine[heading]! >= 0) {
          state = said
          break
        }
      }
    }
    state = speaks(line) ?? state
    return state
  })
}
