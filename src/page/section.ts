import { sameItems } from '../text/same-items'
import { columnOf } from './column'
import { inParts } from './long-blocks'
import {
  assignedTo,
  firstChild,
  headingRank,
  isElement,
  isSkipped,
  isText,
  nextSibling,
  parentNode,
  spokenAttributes,
} from './readable'
import { type ReadBlock, Run } from './run'
import type { Look, View } from './view'

/** What a block-level element holds: its own runs of text and the block-level elements among them. */
export interface Section {
  element: Element
  rank: number
  keepsLines: boolean
  silent: boolean
  /** The round of looks (see PageReader) in which its own was taken. */
  round: number
  items: (ReadBlock | Section)[]
}

export const isSection = (item: ReadBlock | Section): item is Section => 'items' in item

/** What the reader of a page knows beyond one section. */
export interface Surroundings {
  view: View
  shadowRoots: Set<ShadowRoot>
  /** Left out because they are not shown, or because their own words are invisible. */
  unseen: Set<Element>
  /** Custom elements without an open shadow tree, which may get one later. */
  custom: Set<Element>
  /** The section of an element that surely looks as it did when it was looked at, and is as deep in headings. */
  asBefore(element: Element, rank: number): Section | undefined
  /** The section of a block-level element. */
  open(element: Element, look: Look, rank: number): Section
  /** This element is no section, or no longer. */
  inline(element: Element): void
}

const none: readonly string[] = []

const sameText = (a: ReadBlock, b: ReadBlock) =>
  a.block.text === b.block.text &&
  a.block.rank === b.block.rank &&
  a.block.column?.index === b.block.column?.index &&
  sameItems(a.block.column?.heads ?? none, b.block.column?.heads ?? none) &&
  a.element === b.element &&
  a.pieces.length === b.pieces.length &&
  a.pieces.every((piece, i) => {
    const other = b.pieces[i]!
    return piece.node === other.node && piece.from === other.from && piece.at === other.at
  })

/** A part of the page that is being visited: what an element shows, or an inline element inside it. */
interface Visit extends Pick<Look, 'silent' | 'keepsLines'> {
  element: Element
  /** Of which `next` is a child: the element, or its shadow tree. */
  holder: Node
  next: Node | null
  /** What stands in a slot are no siblings: they are visited by number. */
  assigned: readonly Node[] | undefined
  index: number
}

/** Reads a section's own text anew, some nodes at a time. The page may change in between. */
export class Walk {
  /** UTF-16 units read so far. */
  units = 0
  readonly #section: Section
  readonly #around: Surroundings
  readonly #items: Section['items'] = []
  readonly #run = new Run()
  /** Blocks of before, by their text: those that still hold are kept. */
  #before: Map<string, ReadBlock> | undefined
  #asides: ReadBlock[] | undefined
  /** The innermost part last. */
  readonly #visits: Visit[] = []

  constructor(section: Section, around: Surroundings) {
    this.#section = section
    this.#around = around
    for (const item of section.items)
      if (!isSection(item)) (this.#before ??= new Map()).set(item.block.text, item)
    if (!isSkipped(section.element)) this.#enter(section.element, section)
  }

  /** Visits at most so many nodes. Returns whether that was the last. */
  advance(nodes: number): boolean {
    const visits = this.#visits
    // What has gone elsewhere since is no way on; the change itself makes that this is read again.
    for (const visit of visits) if (visit.next && parentNode(visit.next) !== visit.holder) visit.next = null
    for (let visit = visits.at(-1); visit; visit = visits.at(-1)) {
      if (nodes-- === 0) return false
      const node = visit.assigned ? visit.assigned[visit.index++] : visit.next
      if (!node) {
        visits.pop()
        continue
      }
      if (!visit.assigned) visit.next = nextSibling(node)
      if (isText(node)) this.#text(node, visit)
      else if (isElement(node)) this.#element(node)
    }
    this.#flush()
    this.#section.items = this.#items
    return true
  }

  #enter(element: Element, { silent, keepsLines }: Look | Section) {
    const around = this.#around
    const { shadowRoot } = element
    if (shadowRoot) around.shadowRoots.add(shadowRoot)
    else if (element.localName.includes('-')) around.custom.add(element)
    if (!silent)
      for (const text of spokenAttributes(element))
        (this.#asides ??= []).push({ block: { text, role: 'text', rank: 0 }, pieces: [], element })
    const assigned = assignedTo(element)
    const holder = shadowRoot ?? element
    this.#visits.push({ element, holder, silent, keepsLines, next: firstChild(holder), assigned, index: 0 })
  }

  #text(node: Text, { element, silent, keepsLines }: Visit) {
    if (silent) {
      if (node.data.trim()) this.#around.unseen.add(element)
    } else if (keepsLines) this.#run.addLines(node, () => this.#flush())
    else this.#run.add(node)
  }

  #element(element: Element) {
    const around = this.#around
    if (element.localName === 'br') {
      if (this.#run.breakLine()) this.#flush()
      return
    }
    const heading = headingRank(element)
    const rank = heading || this.#section.rank
    // Asking for the style of every child again takes most of the time where a page only grows.
    const known = around.asBefore(element, rank)
    if (known) {
      this.#flush()
      this.#items.push(known)
      return
    }
    if (isSkipped(element)) return
    const look = around.view.look(element)
    if (look.kind === 'block' || (heading && look.kind === 'inline')) {
      this.#flush()
      this.#items.push(around.open(element, look, rank))
      return
    }
    around.inline(element)
    if (look.kind === 'inline') this.#enter(element, look)
    else around.unseen.add(element)
  }

  #flush() {
    const { rank, element } = this.#section
    const block = this.#run.take(rank ? 'heading' : 'text', rank)
    if (block) {
      const column = columnOf(element)
      if (column) block.block.column = column
      this.#put(block)
    }
    if (!this.#asides) return
    for (const aside of this.#asides) this.#put(aside)
    this.#asides = undefined
  }

  #put(read: ReadBlock) {
    for (const block of inParts(read)) {
      const old = this.#before?.get(block.block.text)
      this.#items.push(old && sameText(old, block) ? old : block)
      this.units += block.block.text.length
    }
  }
}
