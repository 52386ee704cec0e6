import type { Engine } from './engine'
import type { Line, Page } from './page'

/**
 * Tells whether a line speaks of another disease; to be asked of every line, in reading order. A sentence that names vitiligo speaks of vitiligo; one that
 * names only another disease, and those behind it in its block, speak of that; elsewhere the block's heading and the page decide.
 */
export function otherDiseaseIn(page: Page, engine: Engine): (line: Line) => boolean {
  const ours = engine.number('vitiligo')
  const others = engine.number('other-disease')
  const count = (concept: number) =>
    page.lines.reduce(
      (n, { sentence }) =>
        sentence.present.has(concept)
          ? n + sentence.words.filter((word) => word.reads.includes(concept)).length
          : n,
      0,
    )
  const namesUs = count(ours)
  const namesOthers = count(others)
  const pageIsOther = namesUs === 0 ? namesOthers > 0 : namesOthers > 3 * namesUs + 2
  const speaks = (line: Line): boolean | undefined => {
    if (line.sentence.present.has(ours)) return false
    return line.sentence.present.has(others) ? true : undefined
  }
  const saidOf = new Map<number, boolean | undefined>()
  const headingSays = (heading: number): boolean | undefined => {
    const first = page.firstLine[heading]!
    if (first < 0) return undefined
    if (!saidOf.has(heading)) {
      const lines = page.lines.slice(first, first + page.read[heading]!.sentences.length)
      saidOf.set(
        heading,
        lines.map(speaks).find((x) => x !== undefined),
      )
    }
    return saidOf.get(heading)
  }
  let state = pageIsOther
  return (line) => {
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
    return state
  }
}
