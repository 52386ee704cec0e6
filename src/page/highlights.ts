import type { Mark } from './marks'
import { outwards } from './outwards'

const names = {
  contradicted: 'bianbai-contradicted',
  unsupported: 'bianbai-unsupported',
  suspected: 'bianbai-suspected',
} as const
const flashName = 'bianbai-flash'

/** Milliseconds of painting at a time, and the marks between two looks at the clock. */
const slice = 8
const stride = 20

/** More new marks than these do not come in the order of the page. */
const many = 400

/**
 * Line shape tells the verdicts apart without colour. The colours keep 3:1 or more against white and black alike,
 * since a page's own background cannot be known from its colour scheme. On paper the page is as its author made it:
 * the panel has a sheet of its own to print.
 */
const css = `
@media screen {
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
::highlight(${names.suspected}) {
  text-decoration: underline dotted 1px #767676;
  text-underline-offset: 3px;
}
::highlight(${flashName}) { background-color: #ffe066; color: #1a1a1a }
}
`

const nameOf = ({ finding: { level, verdict } }: Mark): keyof typeof names =>
  level === 'suspected' ? 'suspected' : verdict

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
  /** Not painted yet, the next first. */
  #waiting: Mark[] = []
  /** Painted, and not wanted any more. */
  #leaving: Mark[] = []
  #next = 0

  constructor(window: Window & typeof globalThis) {
    this.#window = window
    this.#highlights = {
      contradicted: new Highlight(),
      unsupported: new Highlight(),
      suspected: new Highlight(),
    }
    this.#flash = new Highlight()
    // Where two marks overlap, the graver one shows.
    this.#highlights.unsupported.priority = 1
    this.#highlights.contradicted.priority = 2
    this.#flash.priority = 3
  }

  /**
   * Shows exactly these marks; what is already painted stays untouched. Very many come and go in further turns, new
   * ones around the reader's place first.
   */
  paint(marks: readonly Mark[], roots: Iterable<ShadowRoot>): void {
    if (marks.length && !this.#sheet) this.#begin()
    this.keep(roots)
    const wanted = new Set(marks)
    this.#waiting = marks.filter((mark) => !this.#painted.has(mark))
    // Asked before anything is changed: otherwise a long page would be laid out anew for the answer.
    if (this.#waiting.length > many) this.#waiting = outwards(this.#waiting, this.#window)
    this.#leaving = [...this.#painted.keys()].filter((mark) => !wanted.has(mark))
    this.#paintSome()
  }

  /** Pages replace the sheets they adopted and clear the highlights they made; ours are put back. */
  keep(roots: Iterable<ShadowRoot>): void {
    const sheet = this.#sheet
    if (!sheet) return
    // Firefox does not let the document's ::highlight rules reach into shadow trees.
    for (const root of roots) this.#adopted.add(root)
    for (const root of this.#adopted) {
      if (!root.adoptedStyleSheets.includes(sheet))
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    }
    for (const kind of ['suspected', 'unsupported', 'contradicted'] as const)
      register(names[kind], this.#highlights[kind])
    register(flashName, this.#flash)
  }

  #paintSome() {
    this.#window.clearTimeout(this.#next)
    const end = performance.now() + slice
    do {
      for (const mark of this.#leaving.splice(0, stride)) {
        for (const range of this.#painted.get(mark)!) this.#highlights[nameOf(mark)].delete(range)
        this.#painted.delete(mark)
      }
      for (const mark of this.#waiting.splice(0, stride)) {
        const ranges = rangesOf(mark)
        for (const range of ranges) this.#highlights[nameOf(mark)].add(range)
        this.#painted.set(mark, ranges)
      }
    } while ((this.#waiting.length || this.#leaving.length) && performance.now() < end)
    if (this.#waiting.length || this.#leaving.length)
      this.#next = this.#window.setTimeout(() => this.#paintSome())
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
    this.#window.clearTimeout(this.#next)
    this.#waiting = []
    this.#leaving = []
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
    this.#adopted.add(this.#window.document)
  }
}

function register(name: string, highlight: Highlight) {
  if (CSS.highlights.get(name) !== highlight) CSS.highlights.set(name, highlight)
}

/** One range for each Text node: a range over several would also paint what is hidden between them. */
const rangesOf = ({ spans }: Mark) =>
  spans.map(
    ({ node, start, end }) =>
      new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end }),
  )
