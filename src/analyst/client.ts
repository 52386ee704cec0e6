import type { Turns } from '../analysis/turns'
import type { Analysis, Block } from '../analysis/types'
import { Register } from './ledger'
import type { Answer, PortLike, Question } from './protocol'
import { inPieces, spliceOf } from './splice'

/**
 * Milliseconds to wait before a page asks once more, when there was no analyst or it went away in the middle: it may
 * be on its way, and may have to be woken, and may then die with another page.
 */
const pauses = [0, 100, 500, 1000]

/**
 * Milliseconds without a word after which a line counts as dead: browsers may cut one without telling. Long, since
 * other pages may be judged first; whoever is at the analyst's turn is watched by its host.
 */
const patience = 120_000

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
    for (let tried = 0; ; tried++) {
      try {
        this.#line ??= new Line(this.#needs.connect())
        return await this.#line.judge(blocks, second, turns)
      } catch (error) {
        this.close()
        const pause = pauses[tried]
        if (pause === undefined || error instanceof AnalystError || turns.ended) throw error
        await turns.wait(this.#wake(pause))
      }
    }
  }

  async #wake(pause: number): Promise<void> {
    if (pause) await new Promise((done) => setTimeout(done, pause))
    // What went wrong here shows when it is asked again.
    await this.#needs.wake().catch(() => {})
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
  #silence: ReturnType<typeof setTimeout> | undefined

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
    this.#listen()
    try {
      return await turns.wait(answer)
    } finally {
      clearTimeout(this.#silence)
    }
  }

  #listen() {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => this.#open?.reject(new Error('the analyst is silent')), patience)
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
    this.#listen()
    try {
      const analysis = this.#register.take(answer)
      if (analysis) this.#open?.resolve(analysis)
    } catch (error) {
      this.#open?.reject(error as Error)
    }
  }
}
