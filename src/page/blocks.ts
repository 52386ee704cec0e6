import { type ReadBlock, Run } from './run'
import { type Look, tagView, type View } from './view'

/** Never read: not text, not the page's own words, or the reader's words. */
const skipped = new Set(
  'script style noscript template textarea input select option optgroup datalist meter progress iframe frame object embed svg math canvas video audio code kbd samp rt rp head'.split(
    ' ',
  ),
)

const isElement = (node: Node): node is Element => node.nodeType === 1
const isText = (node: Node): node is Text => node.nodeType === 3

const isEditable = (element: Element) => {
  const value = element.getAttribute('contenteditable')
  return value !== null && value !== 'false'
}

const isSkipped = (element: Element) => skipped.has(element.localName) || isEditable(element)

function headingRank(element: Element): number {
  const tag = /^h([1-6])$/.exec(element.localName)
  if (tag) return Number(tag[1])
  if (element.getAttribute('role') !== 'heading') return 0
  return Math.min(6, Math.max(1, Number(element.getAttribute('aria-level')) || 2))
}

/** The nodes that stand in an element's place on the page: an open shadow tree hides the element's own children. */
function shownChildren(element: Element): Iterable<Node> {
  if (element.shadowRoot) return element.shadowRoot.childNodes
  if (element.localName === 'slot') {
    const assigned = (element as HTMLSlotElement).assignedNodes?.({ flatten: true })
    if (assigned?.length) return assigned
  }
  return element.childNodes
}

/** What a block-level element holds: its own runs of text and the block-level elements among them. */
interface Section {
  element: Element
  rank: number
  keepsLines: boolean
  silent: boolean
  items: (ReadBlock | Section)[]
}

const isSection = (item: ReadBlock | Section): item is Section => 'items' in item

const sameText = (a: ReadBlock, b: ReadBlock) =>
  a.block.text === b.block.text &&
  a.block.rank === b.block.rank &&
  a.pieces.length === b.pieces.length &&
  a.pieces.every((piece, i) => {
    const other = b.pieces[i]!
    return piece.node === other.node && piece.from === other.from && piece.at === other.at
  })

/**
 * Reads a document into blocks and keeps what it read, so that after a change only the block-level elements
 * concerned are read again. Blocks whose text and nodes are as before stay the same objects.
 */
export class PageReader {
  /** Open shadow roots met so far: observers and style sheets of the document do not reach into them. */
  readonly shadowRoots = new Set<ShadowRoot>()
  #doc: Document
  #view: View
  #sections = new WeakMap<Element, Section>()
  #stale = new Set<Section>()
  #hidden = new Set<Element>()
  #custom = new Set<Element>()
  #root: Section | undefined
  #title: ReadBlock | undefined
  #visited = 0

  constructor(doc: Document, view: View = tagView) {
    this.#doc = doc
    this.#view = view
  }

  /** Reads what is not read yet, at most about `limit` nodes of it. */
  read(limit = Number.POSITIVE_INFINITY): { blocks: ReadBlock[]; complete: boolean } {
    const { body } = this.#doc
    if (body && this.#root?.element !== body) {
      this.#root = this.#open(body, this.#view.look(body), 0)
    }
    this.#visited = 0
    for (const section of this.#stale) {
      if (this.#visited > limit) break
      this.#stale.delete(section)
      this.#walk(section)
    }
    return { blocks: this.#flatten(), complete: this.#stale.size === 0 }
  }

  /** Whether `read` would give anything new. */
  get outdated(): boolean {
    return (
      this.#stale.size > 0 ||
      this.#root?.element !== (this.#doc.body ?? undefined) ||
      (this.#title?.block.text ?? '') !== this.#doc.title.trim()
    )
  }

  /** Everything is to be read anew. */
  forget(): void {
    if (this.#root) this.#forget(this.#root.element)
    this.#root = undefined
    this.#hidden.clear()
    this.#custom.clear()
  }

  /** Something changed at this node or below it, in the nodes or in their text. */
  touch(node: Node): void {
    let here: Node | null = node
    while (here) {
      if (isElement(here)) {
        if (here.shadowRoot && here !== node) this.#forget(here)
        const section = this.#sections.get(here)
        if (section) {
          this.#stale.add(section)
          return
        }
      }
      here = here.parentNode ?? (here as ShadowRoot).host ?? null
    }
  }

  /** A node entered the page; what was known of it from an earlier life may be out of date. */
  arrived(node: Node): void {
    if (isElement(node)) this.#forget(node)
  }

  /**
   * Looks again at what may have become visible or hidden without any change to its own nodes: style sheets
   * and classes of ancestors reach far. Returns whether anything has to be read again.
   */
  sweep(alsoShown: Iterable<Element>): boolean {
    const before = this.#stale.size
    const retouch = (element: Element) => {
      this.#forget(element)
      const parent = element.parentNode ?? (element as Element & { host?: Element }).host
      if (parent) this.touch(parent)
    }
    for (const element of this.#hidden) {
      if (element.isConnected && this.#view.look(element).kind === 'none') continue
      this.#hidden.delete(element)
      if (element.isConnected) retouch(element)
    }
    for (const element of this.#custom) {
      if (element.isConnected && !element.shadowRoot) continue
      this.#custom.delete(element)
      if (element.isConnected) retouch(element)
    }
    for (const shown of alsoShown) {
      for (let element: Element | null = shown; element; element = element.parentElement) {
        if (this.#view.look(element).kind !== 'none' || element === this.#doc.body) continue
        retouch(element)
        break
      }
    }
    return this.#stale.size > before
  }

  #forget(element: Element) {
    const section = this.#sections.get(element)
    if (section) {
      const drop = (one: Section) => {
        this.#sections.delete(one.element)
        this.#stale.delete(one)
        for (const item of one.items) if (isSection(item)) drop(item)
      }
      drop(section)
    } else {
      for (const child of shownChildren(element)) if (isElement(child)) this.#forget(child)
    }
  }

  #open(element: Element, look: Look, rank: number): Section {
    const known = this.#sections.get(element)
    if (known && known.rank === rank && known.keepsLines === look.keepsLines && known.silent === look.silent)
      return known
    if (known) this.#forget(element)
    const section: Section = {
      element,
      rank,
      keepsLines: look.keepsLines,
      silent: look.silent,
      items: [],
    }
    this.#sections.set(element, section)
    this.#stale.add(section)
    return section
  }

  #walk(section: Section) {
    const before = new Map<string, ReadBlock>()
    for (const item of section.items) if (!isSection(item)) before.set(item.block.text, item)
    const items: Section['items'] = []
    const run = new Run()
    const flush = () => {
      const block = run.take(section.rank ? 'heading' : 'text', section.rank)
      if (!block) return
      const old = before.get(block.block.text)
      items.push(old && sameText(old, block) ? old : block)
    }
    const visit = (parent: Element, silent: boolean, keepsLines: boolean) => {
      if (parent.shadowRoot) this.shadowRoots.add(parent.shadowRoot)
      else if (parent.localName.includes('-')) this.#custom.add(parent)
      for (const node of shownChildren(parent)) {
        this.#visited++
        if (isText(node)) {
          if (silent) continue
          if (keepsLines) run.addLines(node, flush)
          else run.add(node)
        } else if (isElement(node)) {
          if (node.localName === 'br') {
            if (run.breakLine()) flush()
            continue
          }
          if (isSkipped(node)) continue
          const look = this.#view.look(node)
          const rank = headingRank(node)
          if (look.kind === 'block' || (rank && look.kind === 'inline')) {
            flush()
            items.push(this.#open(node, look, rank || section.rank))
            continue
          }
          this.#sections.delete(node)
          if (look.kind === 'inline') visit(node, look.silent, look.keepsLines)
          else this.#hidden.add(node)
        }
      }
    }
    if (!isSkipped(section.element)) visit(section.element, section.silent, section.keepsLines)
    flush()
    section.items = items
  }

  #flatten(): ReadBlock[] {
    const blocks: ReadBlock[] = []
    const title = this.#doc.title.trim()
    if (this.#title?.block.text !== title)
      this.#title = title ? { block: { text: title, role: 'title', rank: 0 }, pieces: [] } : undefined
    if (this.#title) blocks.push(this.#title)
    const stack: (ReadBlock | Section)[] = this.#root ? [this.#root] : []
    for (let item = stack.pop(); item; item = stack.pop()) {
      if (!isSection(item)) blocks.push(item)
      else for (let i = item.items.length - 1; i >= 0; i--) stack.push(item.items[i]!)
    }
    return blocks
  }
}

/** The blocks of a document that nobody lays out, as `scan` reads HTML. */
export const readBlocks = (doc: Document): ReadBlock[] => new PageReader(doc).read().blocks
