import type { Block } from '../analysis/types'

/** A run of one Text node's characters inside the text of a block; offsets are UTF-16 units. */
export interface Piece {
  node: Text
  /** Where it begins in the node. */
  from: number
  /** Where it begins in the block's text. */
  at: number
  length: number
}

/** A block of text and the way back to the nodes it was read from, in reading order. */
export interface ReadBlock {
  block: Block
  /** Empty for words that stand in an attribute. */
  pieces: Piece[]
  /** The element whose `alt` or `title` this is. */
  element?: Element
}

/** Half-open run of a Text node. */
export interface NodeSpan {
  node: Text
  start: number
  end: number
}

/** The places on the page of a half-open run of a block's text: one for each Text node it touches. */
export function spansOf({ pieces }: ReadBlock, start: number, end: number): NodeSpan[] {
  const spans: NodeSpan[] = []
  let low = 0
  let high = pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    const { at, length } = pieces[middle]!
    if (at + length <= start) low = middle + 1
    else high = middle
  }
  for (let i = low; i < pieces.length; i++) {
    const { node, from, at, length } = pieces[i]!
    if (at >= end) break
    const first = from + Math.max(0, start - at)
    const last = from + Math.min(length, end - at)
    const previous = spans.at(-1)
    if (previous?.node === node) previous.end = last
    else spans.push({ node, start: first, end: last })
  }
  return spans
}

/** Scripts written without spaces, where a line break in the source is no space on the page. */
const isWide = (code: number) => (code >= 0x2e80 && code <= 0xffef) || code >= 0xd800

const anySpace = /[ \t\n\r\f]/
const space = /[ \t\n\r\f]+/g
const beyondSpace = /[^ \t\n\r\f]/

/** Gathers the text of one block as a browser would lay it out: spaces collapsed, ends trimmed. */
export class Run {
  #text = ''
  #pieces: Piece[] = []
  /** A space seen and not yet written: at a block's end it is dropped. */
  #space: { node: Text; from: number; broken: boolean } | undefined

  add(node: Text): void {
    const { data } = node
    if (!anySpace.test(data)) {
      this.#put(node, 0, data)
      return
    }
    // What stands between most elements.
    if (!beyondSpace.test(data)) {
      this.#space ??= { node, from: 0, broken: false }
      if (data.includes('\n')) this.#space.broken = true
      return
    }
    let at = 0
    for (const {
      index,
      0: { length },
      0: found,
    } of data.matchAll(space)) {
      if (index > at) this.#put(node, at, data.slice(at, index))
      this.#space ??= { node, from: index, broken: false }
      if (found.includes('\n')) this.#space.broken = true
      at = index + length
    }
    if (at < data.length) this.#put(node, at, data.slice(at))
  }

  /** Text whose lines stand as they are written; each line is handed over by `next`. */
  addLines(node: Text, next: () => void): void {
    let at = 0
    for (const line of node.data.split('\n')) {
      if (at > 0) next()
      this.#put(node, at, line.replace(/\r$/, ''))
      at += line.length + 1
    }
  }

  /** A forced line break. Returns whether it ends the block: two in a row part paragraphs. */
  breakLine(): boolean {
    this.#space = undefined
    if (!this.#text) return false
    if (this.#text.endsWith('\n')) return true
    this.#text += '\n'
    return false
  }

  /** The block gathered so far, or undefined when it holds nothing but spaces; begins anew. */
  take(role: Block['role'], rank: number): ReadBlock | undefined {
    if (!this.#pieces.length) {
      this.#space = undefined
      return undefined
    }
    const text = this.#text.endsWith('\n') ? this.#text.slice(0, -1) : this.#text
    const pieces = this.#pieces
    this.#text = ''
    this.#pieces = []
    this.#space = undefined
    return /\S/.test(text) ? { block: { text, role, rank }, pieces } : undefined
  }

  #put(node: Text, from: number, text: string) {
    if (!text) return
    const space = this.#space
    this.#space = undefined
    if (space && this.#text && !this.#text.endsWith('\n')) {
      const joins =
        space.broken && isWide(this.#text.charCodeAt(this.#text.length - 1)) && isWide(text.charCodeAt(0))
      if (!joins) this.#append(space.node, space.from, ' ')
    }
    this.#append(node, from, text)
  }

  #append(node: Text, from: number, text: string) {
    const at = this.#text.length
    const last = this.#pieces.at(-1)
    if (last?.node === node && last.from + last.length === from && last.at + last.length === at)
      last.length += text.length
    else this.#pieces.push({ node, from, at, length: text.length })
    this.#text += text
  }
}
