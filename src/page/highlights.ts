import type { Mark } from './marks'

const names = { contradicted: 'bianbai-contradicted', unsupported: 'bianbai-unsupported' } as const
const flashName = 'bianbai-flash'

/**
 * Line shape tells the verdicts apart without colour. The colours keep 3:1 or more against white and black alike,
 * since a page's own background cannot be known from its colour scheme.
 */
const css = `
::highlight(${names.contradicted}) {
  background-color: rgb(224 49 49 / .13);
  text-decoration: underline wavy 1.5px #e03131;
  text-underline-offset: 3px;
}
::highlight(${names.unsupported}) {
  background-color: rgb(190 110 0 / .11);
  text-decoration: underline dashed 2px #b8700f;
  text-underline-offset: 3px;
}
::highlight(${flashName}) { background-color: #ffe066; color: #1a1a1a }
`

export const canHighlight = () => typeof Highlight === 'function' && 'highlights' in CSS

/**
 * Paints marks with the CSS Custom Highlight API: nothing is added to the page's nodes, so its own scripts, its
 * layout and its serialisation stay as they are. StaticRanges, since live ones cost Firefox seconds on big pages.
 */
export class Highlights {
  #window: Window & typeof globalThis
  #sheet: CSSStyleSheet | undefined
  #highlights: Record<keyof typeof names, Highlight>
  #flash: Highlight
  #painted = new Map<Mark, StaticRange[]>()
  #adopted = new Set<Document | ShadowRoot>()
  #flashing = 0

  constructor(window: Window & typeof globalThis) {
    this.#window = window
    this.#highlights = { contradicted: new Highlight(), unsupported: new Highlight() }
    this.#flash = new Highlight()
    // Where two marks overlap, the graver one shows.
    this.#highlights.contradicted.priority = 1
    this.#flash.priority = 2
  }

  /** Shows exactly these marks; what is already painted stays untouched. */
  paint(marks: readonly Mark[], roots: Iterable<ShadowRoot>): void {
    if (marks.length && !this.#sheet) this.#begin()
    if (this.#sheet) for (const root of roots) this.#adopt(root)
    const wanted = new Set(marks)
    for (const [mark, ranges] of this.#painted) {
      if (wanted.has(mark)) continue
      for (const range of ranges) this.#highlights[mark.finding.verdict].delete(range)
      this.#painted.delete(mark)
    }
    for (const mark of wanted) {
      if (this.#painted.has(mark)) continue
      const ranges = rangesOf(mark)
      for (const range of ranges) this.#highlights[mark.finding.verdict].add(range)
      this.#painted.set(mark, ranges)
    }
  }

  /** Draws the eye to a mark: two short flashes, or one steady one where motion is unwelcome. */
  flash(mark: Mark): void {
    this.#window.clearTimeout(this.#flashing)
    this.#flash.clear()
    const calm = this.#window.matchMedia('(prefers-reduced-motion: reduce)').matches
    const steps = calm ? [1500] : [350, 200, 600]
    const ranges = rangesOf(mark)
    const step = (i: number) => {
      if (i % 2) this.#flash.clear()
      else for (const range of ranges) this.#flash.add(range)
      if (i < steps.length) this.#flashing = this.#window.setTimeout(() => step(i + 1), steps[i])
      else this.#flash.clear()
    }
    step(0)
  }

  /** Takes every trace off the page. */
  clear(): void {
    this.#window.clearTimeout(this.#flashing)
    this.#painted.clear()
    for (const highlight of [...Object.values(this.#highlights), this.#flash]) highlight.clear()
    for (const name of [...Object.values(names), flashName]) CSS.highlights.delete(name)
    for (const root of this.#adopted) {
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet)
    }
    this.#adopted.clear()
    this.#sheet = undefined
  }

  #begin() {
    this.#sheet = new this.#window.CSSStyleSheet()
    this.#sheet.replaceSync(css)
    this.#adopt(this.#window.document)
    CSS.highlights.set(names.unsupported, this.#highlights.unsupported)
    CSS.highlights.set(names.contradicted, this.#highlights.contradicted)
    CSS.highlights.set(flashName, this.#flash)
  }

  // Firefox does not let the document's ::highlight rules reach into shadow trees.
  #adopt(root: Document | ShadowRoot) {
    if (this.#adopted.has(root) || !this.#sheet) return
    this.#adopted.add(root)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet]
  }
}

/** One range for each Text node: a range over several would also paint what is hidden between them. */
const rangesOf = ({ spans }: Mark) =>
  spans.map(
    ({ node, start, end }) =>
      new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end }),
  )
