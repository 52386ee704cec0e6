import { free, WordNet } from './word-net'

/** How a piece of a word is published by the clinics' filter: from `at`, `length` units become `published`. */
export type Disguise = [at: number, length: number, published: string, telling: 0 | 1]

/** Word templates (see template.ts) as pages load them. */
export interface Words {
  /**
   * For each concept its templates, joined by a space. Behind each piece that the filter disguises stands a
   * private-use character: `firstMark` and the piece's place in `disguises`.
   */
  entries: readonly string[]
  disguises: readonly (readonly [piece: string, ways: readonly Disguise[]])[]
}

export const firstMark = 0xe000
export const lastMark = 0xf8ff

/** The spelling betrays the filter (bit 0) or was changed to ordinary Chinese (bit 1), which counts only beside the former. */
export const telling = 1
export const silent = 2

/** The node where words of a concept end, by its number; one further when their borders are doubtful. */
export const endOf = (concept: number, doubtful: boolean) => concept * 2 + (doubtful ? 1 : 0)

const [open, close, star, plus, question, or, doubt, space] = Array.from('()*+?|~ ', (c) => c.charCodeAt(0))

/**
 * Makes a net of word templates, reading all from the last character to the first: so it is known where a step leads
 * to before it is put. The templates are sound, the rules' compiler has parsed them.
 */
export class NetBuilder {
  readonly net: WordNet
  templates = 0
  #text = ''
  /** The character that is read next. */
  #at = 0

  constructor(
    private readonly words: Words,
    concepts: readonly number[],
  ) {
    const size = concepts.reduce((sum, concept) => sum + words.entries[concept]!.length, 0)
    this.net = new WordNet(words.entries.length * 2, 1024 + size)
  }

  /** Adds the words of one concept, the last one first; so do its callers. */
  add(concept: number): void {
    this.#text = this.words.entries[concept]!
    this.#at = this.#text.length - 1
    while (this.#at >= 0) {
      const doubtful = this.#next() === doubt
      if (doubtful) this.#at--
      this.#choice(endOf(concept, doubtful))
      this.#at--
      this.net.tieToRoot()
      this.templates++
    }
  }

  #next(): number {
    return this.#at < 0 ? space! : this.#text.charCodeAt(this.#at)
  }

  /** Branches up to an opening bracket or the end, all leading to `end`. Their first steps are left waiting, as of all pieces. */
  #choice(end: number): void {
    const { net } = this
    let from = net.waiting
    let literal = this.#branch(end)
    if (this.#next() !== or) return
    for (;;) {
      // Whatever is no literal gets a node of its own: see the order of steps in WordNet.
      if (!literal) net.put(free, net.tie(from))
      if (this.#next() !== or) return
      this.#at--
      from = net.waiting
      literal = this.#branch(end)
    }
  }

  /** Returns whether it is but a row of characters. */
  #branch(end: number): boolean {
    const { net } = this
    const from = net.waiting
    let to = end
    let literal = true
    for (let begun = false; ; begun = true) {
      const code = this.#next()
      if (code === or || code === open || code === space) return literal
      if (code === close || code === question || code === star) literal = false
      if (begun) to = net.tie(from)
      this.#item(to)
    }
  }

  /** A character, a bracket or a disguised piece, with the mark of repetition behind it. */
  #item(to: number): void {
    const code = this.#text.charCodeAt(this.#at--)
    const { net } = this
    if (code === question) {
      net.put(free, to)
      const from = net.waiting
      this.#item(to)
      net.put(free, net.tie(from))
    } else if (code === star || (code === plus && this.#next() === close)) {
      const begin = this.#at
      const loop = this.#loop(to)
      if (code === star) net.put(free, loop)
      else {
        // x+ is x and then x*.
        this.#at = begin
        this.#item(loop)
      }
    } else if (code === close) {
      this.#choice(to)
      this.#at--
    } else if (code >= firstMark && code <= lastMark) this.#piece(code - firstMark, to)
    else net.put(code, to)
  }

  /** A node from which the item that is read next may follow any number of times. */
  #loop(to: number): number {
    const { net } = this
    const loop = net.newNode()
    const from = net.waiting
    net.put(free, to)
    this.#item(loop)
    net.tieTo(loop, from)
    return loop
  }

  /** A literal piece and the ways it is published. */
  #piece(place: number, end: number): void {
    const { net } = this
    const [piece, ways] = this.words.disguises[place]!
    const from = net.waiting
    const path: number[] = []
    path[piece.length] = end
    for (let i = piece.length - 1; i >= 0; i--) {
      for (const [at, length, published, tells] of ways) {
        if (at !== i) continue
        let to = path[at + length]!
        for (let p = published.length - 1; p > 0; p--) {
          const inner = net.waiting
          net.put(published.charCodeAt(p), to, 0, 1)
          to = net.tie(inner)
        }
        const meaning = net.meanings.push(piece.slice(at, at + length)) - 1
        net.put(published.charCodeAt(0), to, tells ? telling : silent, meaning)
      }
      net.put(piece.charCodeAt(i), path[i + 1]!)
      if (i > 0) path[i] = net.tie(from)
    }
    this.#at -= piece.length
  }
}
