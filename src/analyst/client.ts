import type { Turns } from '../analysis/turns'
import type { Analysis, Block } from '../analysis/types'
import { Register } from './ledger'
import type { Answer, PortLike, Question } from './protocol'
import { inPieces, spliceOf } from './splice'

/** How often a page asks when the analyst goes away in the middle: it may have to be woken, and may then die once. */
const tries = 3

/** The analyst said why it cannot judge: asking again would not help. */
export class AnalystError extends Error {
  override name = 'AnalystError'
}

export interface AnalystNeeds {
  /** Opens a port to the analyst; it ends at once where there is none. */
  connect(): PortLike
  /** Resolves when the analyst can be reached. */
  wake(): Promise<void>
}

/** A page's line to the analyst, who lives in a worker of the extension. Tells it only what has changed. */
export class Analyst {
  #needs: AnalystNeeds
  #line: Line | undefined

  constructor(needs: AnalystNeeds) {
    this.#needs = needs
  }

  /**
   * What these blocks say. Findings of blocks that stayed as they were are the same objects as before.
   * @throws {AnalystError} when it cannot tell; the reason it gave otherwise
   */
  async judge(blocks: readonly Block[], second: boolean, turns: Turns): Promise<Analysis> {
    for (let tried = 1; ; tried++) {
      try {
        this.#line ??= new Line(this.#needs.connect())
        return await this.#line.judge(blocks, second, turns)
      } catch (error) {
        this.close()
        if (tried === tries || error instanceof AnalystError || turns.ended) throw error
        await turns.wait(this.#needs.wake())
      }
    }
  }

  /** Lets all that was told be forgotten. */
  close(): void {
    this.#line?.close()
    this.#line = undefined
  }
}

/** One connection, for as long as it holds. */
class Line {
  #port: PortLike
  #told: readonly Block[] = []
  #register = new Register()
  #open: { resolve(analysis: Analysis): void; reject(error: Error): void } | undefined
  #cut = false

  constructor(port: PortLike) {
    this.#port = port
    this.#port.onMessage.addListener((answer) => this.#hear(answer as Answer))
    this.#port.onDisconnect.addListener(() => {
      this.#cut = true
      this.#open?.reject(new Error('the analyst has gone'))
    })
  }

  async judge(blocks: readonly Block[], second: boolean, turns: Turns): Promise<Analysis> {
    const splice = spliceOf(this.#told, blocks)
    if (splice)
      for (const piece of inPieces(splice)) {
        this.#ask({ kind: 'blocks', splice: piece })
        if (turns.over) await turns.next()
      }
    this.#told = blocks
    const answer = new Promise<Analysis>((resolve, reject) => {
      this.#open = { resolve, reject }
    })
    this.#ask({ kind: 'judge', second })
    return turns.wait(answer)
  }

  close() {
    if (this.#cut) return
    this.#cut = true
    this.#open?.reject(new Error('the line was closed'))
    this.#port.disconnect()
  }

  #ask(question: Question) {
    if (this.#cut) throw new Error('the analyst has gone')
    this.#port.postMessage(question)
  }

  #hear(answer: Answer) {
    if (answer.kind === 'failed') return this.#open?.reject(new AnalystError(answer.reason))
    try {
      const analysis = this.#register.take(answer)
      if (analysis) this.#open?.resolve(analysis)
    } catch (error) {
      this.#open?.reject(error as Error)
    }
  }
}
