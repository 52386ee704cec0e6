import { assignedTo, firstChild, isElement, nextSibling, parentOf } from './readable'
import type { ReadBlock } from './run'
import { isSection, type Section, type Surroundings, Walk } from './section'
import { type Look, tagView, type View } from './view'

/** UTF-16 units of the longest title. */
const longestTitle = 1000

const titleOf = (doc: Document) => doc.title.trim().slice(0, longestTitle)

/** Sections read between two steps, where they are short: most are a line; and nodes visited of a long one. */
const stride = 8
const most = 300

/**
 * Reads a document into blocks and keeps what it read, so that after a change only the block-level elements
 * concerned are read again. Blocks whose text and nodes are as before stay the same objects.
 */
export class PageReader {
  /** Open shadow roots met so far: observers and style sheets of the document do not reach into them. */
  readonly shadowRoots = new Set<ShadowRoot>()
  /** UTF-16 units of text read in all, again and again where it was read again. */
  units = 0
  #doc: Document
  #view: View
  #sections = new WeakMap<Element, Section>()
  #stale = new Set<Section>()
  /** Left out because they are not shown, or because their own words are invisible. */
  #unseen = new Set<Element>()
  /** Custom elements without an open shadow tree, which may get one later. */
  #custom = new Set<Element>()
  #root: Section | undefined
  #title: ReadBlock | undefined
  #around: Surroundings
  /** Counts the times when looks may have changed: a look counts up to the next one. */
  #round = 0

  constructor(doc: Document, view: View = tagView) {
    this.#doc = doc
    this.#view = view
    this.#around = {
      view,
      shadowRoots: this.shadowRoots,
      unseen: this.#unseen,
      custom: this.#custom,
      asBefore: (element, rank) => {
        const known = this.#sections.get(element)
        return known?.round === this.#round && known.rank === rank ? known : undefined
      },
      open: (...block) => this.#open(...block),
      inline: (element) => this.#sections.delete(element),
    }
  }

  /** Reads everything that is not read yet. */
  read(): ReadBlock[] {
    for (const _ of this.steps());
    return this.blocks
  }

  /** Reads what is not read yet in small steps, in reading order. The page may change in between. */
  *steps(): Generator<void> {
    const { body } = this.#doc
    if (body && this.#root?.element !== body) this.#root = this.#open(body, this.#view.look(body), 0)
    let sections = 0
    for (const first of this.#stale) {
      const open = [first]
      for (let section = open.pop(); section; section = open.pop()) {
        if (!this.#stale.delete(section)) continue
        const walk = new Walk(section, this.#around)
        while (!walk.advance(most)) yield
        this.units += walk.units
        if (++sections % stride === 0) yield
        for (let i = section.items.length - 1; i >= 0; i--) {
          const item = section.items[i]!
          if (isSection(item) && this.#stale.has(item)) open.push(item)
        }
      }
    }
  }

  /** What has been read so far, in reading order. */
  get blocks(): ReadBlock[] {
    const blocks: ReadBlock[] = []
    const title = titleOf(this.#doc)
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

  /** Whether `steps` would read anything new. */
  get outdated(): boolean {
    return (
      this.#stale.size > 0 ||
      this.#root?.element !== (this.#doc.body ?? undefined) ||
      (this.#title?.block.text ?? '') !== titleOf(this.#doc)
    )
  }

  /** Everything is to be read anew. */
  forget(): void {
    if (this.#root) this.#forget(this.#root.element)
    this.#root = undefined
    this.#unseen.clear()
    this.#custom.clear()
  }

  /** Something changed at this node or below it, in the nodes or in their text. */
  touch(node: Node): void {
    for (let here: Node | null = node; here; here = parentOf(here)) {
      if (!isElement(here)) continue
      // What a shadow tree shows of its host's children may stand in any of its sections.
      if (here.shadowRoot) this.#forget(here)
      const section = this.#sections.get(here)
      if (section) {
        this.#stale.add(section)
        return
      }
    }
  }

  /** A node entered the page; what was known of it from an earlier life may be out of date. */
  arrived(node: Node): void {
    if (isElement(node)) this.#forget(node)
  }

  /**
   * Looks again at what may have become visible or hidden without any change to its own nodes: style sheets
   * and classes of ancestors reach far. `marked` are the elements whose own words carry marks. Returns whether
   * anything has to be read again.
   */
  sweep(marked: Iterable<Element>): boolean {
    this.#round++
    const before = this.#stale.size
    for (const element of this.#unseen) {
      if (element.isConnected && this.#isUnseen(element)) continue
      this.#unseen.delete(element)
      this.#again(element)
    }
    for (const element of this.#custom) {
      if (element.isConnected && !element.shadowRoot) continue
      this.#custom.delete(element)
      this.#again(element)
    }
    const unfolded = new Set<Element>()
    const hidden = new Set<Element>()
    for (const element of marked) {
      if (this.#view.isShown?.(element) && this.#isUnfolded(element, unfolded)) continue
      if (this.#view.look(element).silent) this.#again(element)
      for (let here: Element | null = element; here && !hidden.has(here); here = holderOf(here)) {
        if (this.#view.look(here).kind !== 'none' || here === this.#doc.body) continue
        hidden.add(here)
        this.#again(here)
        break
      }
    }
    return this.#stale.size > before
  }

  /** Whether nothing around an element is folded up; `known` are those of which that has been found in this look. */
  #isUnfolded(element: Element, known: Set<Element>): boolean {
    const { isFolded } = this.#view
    if (!isFolded) return true
    for (let here: Element | null = element; here && !known.has(here); here = holderOf(here)) {
      if (isFolded(here)) return false
      known.add(here)
    }
    return true
  }

  #isUnseen(element: Element) {
    const { kind, silent } = this.#view.look(element)
    return kind === 'none' || silent
  }

  #again(element: Element) {
    if (!element.isConnected) return
    if (element === this.#doc.body) return this.forget()
    this.#forget(element)
    const parent = parentOf(element)
    if (parent) this.touch(parent)
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
      return
    }
    const below = (child: Node) => isElement(child) && this.#forget(child)
    const assigned = assignedTo(element)
    if (assigned) assigned.forEach(below)
    else
      for (let child = firstChild(element.shadowRoot ?? element); child; child = nextSibling(child))
        below(child)
  }

  #open(element: Element, look: Look, rank: number): Section {
    const known = this.#sections.get(element)
    if (
      known &&
      known.rank === rank &&
      known.keepsLines === look.keepsLines &&
      known.silent === look.silent
    ) {
      known.round = this.#round
      return known
    }
    if (known) this.#forget(element)
    const { keepsLines, silent } = look
    const section: Section = { element, rank, keepsLines, silent, round: this.#round, items: [] }
    this.#sections.set(element, section)
    this.#stale.add(section)
    return section
  }
}

/** The element in which another one is shown: where it stands in a slot, that. */
const holderOf = (element: Element): Element | null => element.assignedSlot ?? parentOf(element)

/** The blocks of a document that nobody lays out, as `scan` reads HTML. */
export const readBlocks = (doc: Document): ReadBlock[] => new PageReader(doc).read()
