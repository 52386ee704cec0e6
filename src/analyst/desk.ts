import { analyseInSteps, type BlockCache } from '../analysis/analyse'
import { Turns } from '../analysis/turns'
import type { Block } from '../analysis/types'
import type { Rules } from '../cards/compiled'
import type { Model } from '../reader/model'
import { Ledger } from './ledger'
import type { Answer, Question, Splice } from './protocol'

export interface DeskNeeds {
  rules: Rules
  /** The second reader, loaded when it is first asked for; undefined where there is none to be had. */
  second(): Promise<Model | undefined>
  answer(page: number, answer: Answer): void
  /** Resolves when what else there is to do has had its turn. */
  pause(): Promise<void>
  /** It is this page's turn. */
  turn?(page: number): void
}

/** UTF-16 units of the longest page. */
const longest = 10_000_000

/** Sentences of a rehearsal that make one page. */
const together = 20

/** Where pages are judged, many at a time in turns, each remembered until it leaves. Knows nothing of workers and ports. */
export class Desk {
  #needs: DeskNeeds
  #pages = new Map<number, KnownPage>()

  constructor(needs: DeskNeeds) {
    this.#needs = needs
  }

  async take(number: number, question: Question): Promise<void> {
    let page = this.#pages.get(number)
    if (!page) this.#pages.set(number, (page = new KnownPage()))
    const tell = (answer: Answer) => {
      if (!page.left) this.#needs.answer(number, answer)
    }
    if (question.kind === 'blocks') return page.put(question.splice)
    try {
      const second = question.second ? await this.#needs.second() : undefined
      const { rules, pause, turn = () => {} } = this.#needs
      const own = async () => {
        await pause()
        turn(number)
      }
      turn(number)
      for (const answer of await page.judge(rules, second, own)) tell(answer)
    } catch (error) {
      tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
    }
  }

  /**
   * Reads sentences that nobody asked about: what the automaton makes of text is made and kept, and what the engine
   * compiles is compiled, before the next page has to wait for it.
   */
  async rehearse(sentences: readonly string[]): Promise<void> {
    const reader = await this.#needs.second()
    const turns = new Turns(new AbortController().signal, this.#needs.pause)
    for (let from = 0; from < sentences.length; from += together) {
      const texts = sentences.slice(from, from + together)
      const blocks = texts.map((text): Block => ({ text, role: 'text', rank: 0 }))
      await turns.run(analyseInSteps(blocks, this.#needs.rules, { reader }))
    }
  }

  leave(number: number): void {
    this.#pages.get(number)?.leave()
    this.#pages.delete(number)
  }
}

/** A page, as far as it has been told, and what has been made of it. */
class KnownPage {
  #blocks: readonly Block[] = []
  #cache: BlockCache = new Map()
  #ledger = new Ledger()
  #life = new AbortController()

  get left(): boolean {
    return this.#life.signal.aborted
  }

  leave(): void {
    this.#life.abort()
  }

  put({ from, drop, put }: Splice): void {
    this.#blocks = [...this.#blocks.slice(0, from), ...put, ...this.#blocks.slice(from + drop)]
  }

  async judge(
    rules: Rules,
    reader: Model | undefined,
    pause: () => Promise<void>,
  ): Promise<Iterable<Answer>> {
    const blocks = this.#blocks
    if (blocks.reduce((units, { text }) => units + text.length, 0) > longest)
      throw new Error('this page is too long')
    const turns = new Turns(this.#life.signal, pause)
    const analysis = await turns.run(analyseInSteps(blocks, rules, { cache: this.#cache, reader }))
    this.#trim(blocks)
    return this.#ledger.answers(analysis)
  }

  /** Texts that have left the page are forgotten, if not at once. */
  #trim(blocks: readonly Block[]) {
    if (this.#cache.size <= 2 * blocks.length + 200) return
    const texts = new Set(blocks.map(({ text }) => text))
    for (const text of this.#cache.keys()) if (!texts.has(text)) this.#cache.delete(text)
  }
}
