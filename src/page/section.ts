import { sameItems } from '../text/same-items'
import { columnOf } from './column'
import { inParts } from './long-blocks'
import { headingRank, isElement, isSkipped, isText, shownChildren, spokenAttributes } from './readable'
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

/** Nodes visited between two steps. */
const stride = 300

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

/** Reads a section's own text anew, in small steps. Returns how many UTF-16 units it holds. */
export function* walk(section: Section, around: Surroundings): Generator<void, number> {
  let before: Map<string, ReadBlock> | undefined
  for (const item of section.items) if (!isSection(item)) (before ??= new Map()).set(item.block.text, item)
  const items: Section['items'] = []
  const run = new Run()
  let asides: ReadBlock[] = []
  let units = 0
  let visited = 0
  const put = (block: ReadBlock) => {
    const old = before?.get(block.block.text)
    items.push(old && sameText(old, block) ? old : block)
    units += block.block.text.length
  }
  const flush = () => {
    const block = run.take(section.rank ? 'heading' : 'text', section.rank)
    const column = block && columnOf(section.element)
    if (column) block.block.column = column
    if (block) for (const part of inParts(block)) put(part)
    for (const aside of asides) for (const part of inParts(aside)) put(part)
    asides = []
  }
  function* visit(parent: Element, { silent, keepsLines }: Look | Section): Generator<void> {
    if (parent.shadowRoot) around.shadowRoots.add(parent.shadowRoot)
    else if (parent.localName.includes('-')) around.custom.add(parent)
    if (!silent)
      for (const text of spokenAttributes(parent))
        asides.push({ block: { text, role: 'text', rank: 0 }, pieces: [], element: parent })
    for (const node of shownChildren(parent)) {
      if (++visited % stride === 0) yield
      if (isText(node)) {
        if (silent) {
          if (node.data.trim()) around.unseen.add(parent)
        } else if (keepsLines) run.addLines(node, flush)
        else run.add(node)
      } else if (isElement(node)) {
        if (node.localName === 'br') {
          if (run.breakLine()) flush()
          continue
        }
        const rank = headingRank(node)
        // Asking for the style of every child again takes most of the time where a page only grows.
        const known = around.asBefore(node, rank || section.rank)
        if (known) {
          flush()
          items.push(known)
          continue
        }
        if (isSkipped(node)) continue
        const look = around.view.look(node)
        if (look.kind === 'block' || (rank && look.kind === 'inline')) {
          flush()
          items.push(around.open(node, look, rank || section.rank))
          continue
        }
        around.inline(node)
        if (look.kind === 'inline') yield* visit(node, look)
        else around.unseen.add(node)
      }
    }
  }
  if (!isSkipped(section.element)) yield* visit(section.element, section)
  flush()
  section.items = items
  return units
}
