import type { Line, Page } from './page'
import type { ReadSentence } from './read'

/** How many sentences back in the block before a subject may stand. */
export const sentencesBeforeBlock = 3

/**
 * The slots of patterns that the words of a page fill, while its lines are walked in their order. Every look leaves its
 * number behind, so that nothing has to be wiped out before the next one.
 */
export class Filled {
  /** Slots filled in the line that was looked at last, in the order of its words. */
  readonly slots: number[] = []
  /** Of each slot in that line: where the first word ends and the last one begins that fill it. */
  readonly firstEnd: Int32Array
  readonly lastStart: Int32Array
  /** For each slot one more than the line that filled it last. */
  readonly #line: Int32Array
  /** For each slot the last round of headings that filled it. */
  readonly #heading: Int32Array
  readonly #page: Page
  /** One more than the line that was looked at last. */
  #last = 0
  /** Subjects stand behind this line or in a heading. */
  #near = 0
  #above: readonly number[] | undefined
  #round = 0

  /** @param slots how many there are */
  constructor(page: Page, slots: number) {
    this.#page = page
    this.firstEnd = new Int32Array(slots)
    this.lastStart = new Int32Array(slots)
    this.#line = new Int32Array(slots)
    this.#heading = new Int32Array(slots)
  }

  /** To be called before the lines of a block are looked at. */
  enter(block: number): void {
    const page = this.#page
    const first = page.firstLine[block]!
    this.#near = first - sentencesBeforeBlock
    for (let i = Math.max(this.#last, this.#near); i < first; i++) this.look(page.line(i)!)
    const above = page.above[block]!
    if (above === this.#above) return
    this.#above = above
    this.#round++
    for (const heading of above)
      for (const sentence of page.read[heading]!.sentences) this.#lookAbove(sentence)
  }

  look({ sentence, index }: Line): void {
    const last = (this.#last = index + 1)
    const { slots: found, firstEnd, lastStart } = this
    const line = this.#line
    found.length = 0
    for (let word = 0; word < sentence.wordCount; word++) {
      const { slots } = sentence.meaning(word)
      const start = sentence.wordStart(word)
      const end = sentence.wordEnd(word)
      for (let i = 0; i < slots.length; i++) {
        const slot = slots[i]!
        if (line[slot] !== last) {
          line[slot] = last
          firstEnd[slot] = end
          found.push(slot)
        } else if (end < firstEnd[slot]!) firstEnd[slot] = end
        lastStart[slot] = start
      }
    }
  }

  #lookAbove(sentence: ReadSentence): void {
    for (let word = 0; word < sentence.wordCount; word++) {
      const { slots } = sentence.meaning(word)
      for (let i = 0; i < slots.length; i++) this.#heading[slots[i]!] = this.#round
    }
  }

  /** Whether the line that was looked at last fills a slot. */
  has(slot: number): boolean {
    return this.#line[slot] === this.#last
  }

  /** Whether anything that fills a slot stands where a subject may: earlier in the block, in the sentences before it or above. */
  isNear(slot: number): boolean {
    return this.#line[slot]! > Math.max(0, this.#near) || this.#heading[slot] === this.#round
  }
}
