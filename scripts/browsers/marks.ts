/** One painted highlight as the page holds it. */
export interface Mark {
  /** Name in the highlight registry. */
  name: string
  text: string
  /** Inside a shadow root of the page. */
  shadow: boolean
}

/**
 * Runs inside a page: every range in the document's highlight registry, in reading order (shadow content last).
 * Must stand alone, without inner functions that have a name: browsers get it as text, and tsx rewrites named ones.
 */
export function readMarks(): Mark[] {
  const found: (Mark & { range: Range })[] = []
  for (const [name, highlight] of CSS.highlights as unknown as Iterable<[string, Iterable<AbstractRange>]>) {
    for (const painted of highlight) {
      const range = document.createRange()
      range.setStart(painted.startContainer, painted.startOffset)
      range.setEnd(painted.endContainer, painted.endOffset)
      found.push({
        name,
        text: range.toString(),
        shadow: painted.startContainer.getRootNode() !== document,
        range,
      })
    }
  }
  found.sort(
    (a, b) =>
      Number(a.shadow) - Number(b.shadow) ||
      (a.range.startContainer.getRootNode() === b.range.startContainer.getRootNode()
        ? a.range.compareBoundaryPoints(Range.START_TO_START, b.range)
        : 0),
  )
  return found.map(({ name, text, shadow }) => ({ name, text, shadow }))
}

/** Runs inside a page: where the first mark holding `words` is painted, scrolled into view; CSS pixels of the viewport. */
export function locateMark(words: string): { x: number; y: number } | null {
  for (const highlight of CSS.highlights.values() as unknown as Iterable<Iterable<AbstractRange>>) {
    for (const painted of highlight) {
      const range = document.createRange()
      range.setStart(painted.startContainer, painted.startOffset)
      range.setEnd(painted.endContainer, painted.endOffset)
      if (!range.toString().includes(words)) continue
      range.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' })
      const box = range.getClientRects()[0]
      if (box) return { x: box.left + Math.min(box.width / 2, 24), y: box.top + box.height / 2 }
    }
  }
  return null
}
