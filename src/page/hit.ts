import type { Mark } from './marks'
import { parentOf } from './readable'
import type { NodeSpan } from './run'

interface Spot extends NodeSpan {
  mark: Mark
}

/** Finds the mark under a point: by caret position and node, since asking the highlights costs 36 ms a move. */
export class HitTest {
  #doc: Document
  #spots = new Map<Text, Spot[]>()
  /** Marks of words in attributes, which no caret finds. */
  #elements = new Map<Element, Mark>()
  #roots: ReadonlySet<ShadowRoot>
  /** Not indexed yet. */
  #marks: readonly Mark[] | undefined

  constructor(doc: Document, roots: ReadonlySet<ShadowRoot>) {
    this.#doc = doc
    this.#roots = roots
  }

  set marks(marks: readonly Mark[]) {
    this.#marks = marks
  }

  /** Looked up only when somebody points: a long page has thousands of marks. */
  #index(): void {
    const marks = this.#marks
    if (!marks) return
    this.#marks = undefined
    this.#spots.clear()
    this.#elements.clear()
    for (const mark of marks) {
      if (mark.block.element) this.#elements.set(mark.block.element, mark)
      for (const span of mark.spans) {
        const spots = this.#spots.get(span.node)
        if (spots) spots.push({ ...span, mark })
        else this.#spots.set(span.node, [{ ...span, mark }])
      }
    }
  }

  /**
   * The mark at a point of the viewport, the gravest and shortest where several overlap.
   * @param rests whether a pointer rests there: only then the browser shows titles, and those of what is around too
   */
  at(x: number, y: number, rests: boolean): Mark | undefined {
    this.#index()
    return this.#inText(x, y) ?? this.#inAttribute(x, y, rests)
  }

  #inAttribute(x: number, y: number, rests: boolean): Mark | undefined {
    if (!this.#elements.size) return
    let element = this.#doc.elementFromPoint(x, y)
    while (rests && element && !element.hasAttribute('title')) element = parentOf(element)
    return element ? this.#elements.get(element) : undefined
  }

  #inText(x: number, y: number): Mark | undefined {
    if (!this.#spots.size) return
    const caret = this.#doc.caretPositionFromPoint(x, y, { shadowRoots: [...this.#roots] })
    const spots = caret && this.#spots.get(caret.offsetNode as Text)
    if (!spots) return
    return spots
      .filter(({ start, end }) => start <= caret.offset && caret.offset <= end)
      .filter((spot) => rectsOf(spot).some((rect) => holds(rect, x, y)))
      .map(({ mark }) => mark)
      .sort(byWeight)[0]
  }
}

const length = ({ finding }: Mark) => finding.end - finding.start

const byWeight = (a: Mark, b: Mark) =>
  Number(b.finding.verdict === 'contradicted') - Number(a.finding.verdict === 'contradicted') ||
  length(a) - length(b)

const holds = ({ left, right, top, bottom }: DOMRect, x: number, y: number) =>
  // Two pixels below the line still belong to it: the underline is there.
  x >= left && x <= right && y >= top && y <= bottom + 2

/** Where a run of text stands in the viewport, line by line. Empty when it has left the page. */
export function rectsOf({ node, start, end }: NodeSpan): DOMRect[] {
  if (!node.isConnected || end > node.length) return []
  const range = node.ownerDocument.createRange()
  range.setStart(node, start)
  range.setEnd(node, end)
  return [...range.getClientRects()]
}

/** Where a mark stands in the viewport: the lines of its words, or the element whose attribute holds them. */
export const placesOf = ({ spans, block }: Mark): DOMRect[] =>
  block.element ? [...block.element.getClientRects()] : spans.flatMap(rectsOf)
