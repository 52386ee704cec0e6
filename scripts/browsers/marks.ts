/** One painted highlight as the page holds it. */
export interface Mark {
  /** Name in the highlight registry. */
  name: string
  text: string
  /** Inside a shadow root of the page. */
  shadow: boolean
}

/**
 * Runs inside a page: every painted run of the document's highlight registry, in reading order (shadow content last).
 * Ranges of one name that touch or overlap in one block are joined, as a reader sees them.
 * Must stand alone, without inner functions that have a name: browsers get it as text, and tsx rewrites named ones.
 */
export function readMarks(): Mark[] {
  const found: (Mark & { range: Range })[] = []
  for (const [name, highlight] of CSS.highlights as unknown as Iterable<[string, Iterable<AbstractRange>]>) {
    // What flashes is a mark already, painted a second time.
    if (name.includes('flash')) continue
    for (const painted of highlight) {
      // Text that was just replaced keeps its old range until the next look; nothing of it is painted.
      if (painted.endOffset > (painted.endContainer.nodeValue ?? '').length) continue
      const range = document.createRange()
      range.setStart(painted.startContainer, painted.startOffset)
      range.setEnd(painted.endContainer, painted.endOffset)
      if (range.collapsed) continue
      found.push({ name, text: '', shadow: painted.startContainer.getRootNode() !== document, range })
    }
  }
  found.sort(
    (a, b) =>
      Number(a.shadow) - Number(b.shadow) ||
      a.name.localeCompare(b.name) ||
      (a.range.startContainer.getRootNode() === b.range.startContainer.getRootNode()
        ? a.range.compareBoundaryPoints(Range.START_TO_START, b.range)
        : 0),
  )
  const joined: typeof found = []
  for (const mark of found) {
    const last = joined.at(-1)
    if (
      last &&
      last.name === mark.name &&
      last.range.startContainer.getRootNode() === mark.range.startContainer.getRootNode()
    ) {
      const between = document.createRange()
      between.setStart(last.range.endContainer, last.range.endOffset)
      // Where they overlap the end moves behind the start and the range collapses.
      between.setEnd(mark.range.startContainer, mark.range.startOffset)
      const blocks = [last.range.startContainer, mark.range.startContainer].map((node) =>
        node.parentElement?.closest(
          'p, li, td, th, dt, dd, h1, h2, h3, h4, h5, h6, div, blockquote, caption',
        ),
      )
      if (
        between.toString() === '' &&
        blocks[0] === blocks[1] &&
        !between.cloneContents().querySelector('br')
      ) {
        if (last.range.compareBoundaryPoints(Range.END_TO_END, mark.range) < 0)
          last.range.setEnd(mark.range.endContainer, mark.range.endOffset)
        continue
      }
    }
    joined.push(mark)
  }
  joined.sort((a, b) =>
    a.range.startContainer.getRootNode() === b.range.startContainer.getRootNode()
      ? a.range.compareBoundaryPoints(Range.START_TO_START, b.range)
      : Number(a.shadow) - Number(b.shadow),
  )
  return joined.map(({ name, shadow, range }) => ({ name, text: range.toString(), shadow }))
}

/** Runs inside a page: where the first mark holding `words` is painted, what is surest first, scrolled into view; CSS pixels of the viewport. */
export function locateMark(words: string): { x: number; y: number } | null {
  const highlights = [...(CSS.highlights.values() as unknown as Iterable<Iterable<AbstractRange>>)]
  for (const highlight of highlights.reverse()) {
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
