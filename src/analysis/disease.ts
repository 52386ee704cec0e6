import type { Engine } from './engine'
import type { Line, Page } from './page'

/** Up to so many lines may leave unsaid what they are about. */
const shortest = 2

/**
 * For each line: whether it speaks of another disease. A sentence that names vitiligo speaks of vitiligo; one that
 * names only another disease, and those behind it in its block, speak of that; elsewhere the block's heading and the page decide.
 */
export function* otherDiseaseLines(page: Page, engine: Engine): Generator<void, boolean[]> {
  const ours = engine.number('vitiligo')
  const others = engine.number('other-disease')
  const linesWith = (concept: number) =>
    page.lines.reduce((n, { sentence }) => (sentence.has(concept) ? n + 1 : n), 0)
  // A page that never names the disease may still be all about its patches.
  const namesUs = linesWith(ours) || linesWith(engine.number('patch'))
  const namesOthers = linesWith(others)
  // A text of some length that never comes near the disease is about something else.
  const matter = engine.number('our-matter')
  if (namesUs === 0 && page.lines.length > shortest && matter >= 0 && linesWith(matter) === 0)
    return page.lines.map(() => true)
  if (namesOthers === 0) return page.lines.map(() => false)
  const pageIsOther =
    namesUs === 0 ? namesOthers > (page.lines.length > shortest ? 2 : 0) : namesOthers > 3 * namesUs + 2
  const speaks = (line: Line): boolean | undefined => {
    if (line.sentence.has(ours)) return false
    return line.sentence.has(others) ? true : undefined
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
