import { settle } from '../analysis/settle'
import { finish } from '../analysis/steps'
import type { Turns } from '../analysis/turns'
import { type Analysis, type Block, byPlace, type Finding } from '../analysis/types'
import { PageReader } from './blocks'
import { type Mark, marksInSteps } from './marks'
import { parentOf } from './readable'
import type { ReadBlock } from './run'
import type { View } from './view'
import type { Changes } from './watch'

/** UTF-16 units at the head of a page whose claims are shown before the rest is read: a paragraph or two, a screen or two, then some more. */
const heads = [400, 4_000, 20_000]

/** Sentences whose words are kept. */
const remembered = 2000

export interface ReadingNeeds {
  view: View
  /** What blocks say; the same objects for what has not changed. */
  judge(blocks: readonly Block[], turns: Turns): Promise<Analysis>
  /** Words of each sentence; may take long or fail. */
  segment(sentences: string[]): Promise<string[][]>
}

/** What a page says, kept up to date: blocks, findings and their places. */
export class Reading {
  marks: readonly Mark[] = []
  readonly reader: PageReader
  #needs: ReadingNeeds
  #words = new Map<string, string[]>()
  #asked = new Set<string>()
  #begun = false
  #analysis: Analysis = { findings: [], doubtful: [] }
  #blocks: ReadBlock[] = []

  constructor(doc: Document, needs: ReadingNeeds) {
    this.#needs = needs
    this.reader = new PageReader(doc, needs.view)
  }

  /** Notes what changed. Returns whether anything has to be read again. */
  note({ touched, arrived, looks }: Changes): boolean {
    for (const node of arrived) this.reader.arrived(node)
    for (const node of touched) this.reader.touch(node)
    if (looks) this.reader.sweep(this.#markedElements())
    return this.reader.outdated
  }

  /** Makes the next update read everything anew. */
  forget(): void {
    this.reader.forget()
  }

  /** Reads what is new and finds its claims. `early` is called when the head of a page is done before the rest. */
  async update(turns: Turns, early: () => unknown): Promise<void> {
    const steps = this.reader.steps()
    if (!this.#begun) {
      this.#begun = true
      for (const head of heads) {
        if (await this.#readHead(head, steps, turns)) break
        await this.#judge(turns)
        early()
        await turns.next()
      }
    }
    await turns.run(steps)
    await this.#judge(turns)
    this.#trim()
  }

  /** Resolves to whether that was the whole page. */
  async #readHead(head: number, steps: Generator<void>, turns: Turns): Promise<boolean> {
    while (this.reader.units < head) {
      if (steps.next().done) return true
      if (turns.over) await turns.next()
    }
    return false
  }

  async #judge(turns: Turns) {
    const blocks = this.reader.blocks
    const plain = blocks.map(({ block }) => block)
    if (turns.over) await turns.next()
    this.#analysis = await this.#needs.judge(plain, turns)
    this.#blocks = blocks
    // The segmenter may answer in between.
    for (let known = -1; known !== this.#words.size; ) {
      known = this.#words.size
      this.marks = await turns.run(this.#placed())
    }
  }

  /** Asks the segmenter about sentences it has not seen. Resolves to whether that confirmed anything. */
  async confirm(): Promise<boolean> {
    const asked = [...new Set(this.#analysis.doubtful.map(({ sentence }) => sentence))].filter(
      (sentence) => !this.#words.has(sentence) && !this.#asked.has(sentence),
    )
    if (!asked.length) return false
    for (const sentence of asked) this.#asked.add(sentence)
    try {
      const { segment } = this.#needs
      // The background may have been put to sleep with the question in its hands: it is asked once more.
      const words = await segment(asked).catch(() => segment(asked))
      asked.forEach((sentence, i) => {
        if (words[i]) this.#words.set(sentence, words[i])
      })
    } finally {
      for (const sentence of asked) this.#asked.delete(sentence)
    }
    const before = this.marks.length
    this.marks = finish(this.#placed())
    return this.marks.length > before
  }

  /** Marks of what is known by now, in small steps. */
  #placed(): Generator<void, Mark[]> {
    const known = this.#analysis.doubtful.filter(({ sentence }) => this.#words.has(sentence))
    const settled = settle(
      known,
      known.map(({ sentence }) => this.#words.get(sentence)!),
    )
    const findings: Finding[] = settled.length
      ? [...this.#analysis.findings, ...settled].sort(byPlace)
      : this.#analysis.findings
    return marksInSteps(findings, this.#blocks, this.marks)
  }

  #trim() {
    for (const sentence of this.#words.keys()) {
      if (this.#words.size <= remembered) break
      this.#words.delete(sentence)
    }
  }

  #markedElements(): Set<Element> {
    const elements = new Set<Element>()
    for (const { spans, block } of this.marks) {
      if (block.element) elements.add(block.element)
      for (const { node } of spans) {
        const parent = parentOf(node)
        if (parent) elements.add(parent)
      }
    }
    return elements
  }
}
