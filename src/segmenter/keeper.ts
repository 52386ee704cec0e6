import type { WorkerLike } from '../platform/workers'
import type { Request, Response } from './protocol'

export type SegmenterWorker = WorkerLike<Request, Response>

interface Waiting {
  sentences: string[]
  tries: number
  resolve(words: string[][]): void
  reject(error: Error): void
  timer: ReturnType<typeof setTimeout>
}

export interface KeeperOptions {
  start(): SegmenterWorker
  /** Milliseconds without a request after which the worker is let go, with its 59 MiB. */
  idle?: number
  /** Milliseconds after which a worker that does not answer is taken for dead. */
  patience?: number
  /** Called when the worker was let go. */
  released?(): void
}

/** Keeps one segmenting worker: started by the first request, restarted if it dies, let go when idle. */
export class Keeper {
  #options: Required<KeeperOptions>
  #worker: SegmenterWorker | undefined
  #waiting = new Map<number, Waiting>()
  #next = 1
  #idle: ReturnType<typeof setTimeout> | undefined

  constructor(options: KeeperOptions) {
    this.#options = { idle: 60_000, patience: 20_000, released: () => {}, ...options }
  }

  get working(): boolean {
    return this.#worker !== undefined
  }

  /** The words of each sentence. A request whose worker dies is tried once more with a new one. */
  segment(sentences: string[]): Promise<string[][]> {
    clearTimeout(this.#idle)
    return new Promise((resolve, reject) => {
      this.#ask(this.#next++, { sentences, tries: 0, resolve, reject })
    })
  }

  #ask(id: number, request: Omit<Waiting, 'timer'>) {
    const timer = setTimeout(() => this.#died('the segmenter did not answer'), this.#options.patience)
    this.#waiting.set(id, { ...request, timer })
    try {
      this.#worker ??= this.#begin()
      this.#worker.postMessage({ id, sentences: request.sentences })
    } catch (error) {
      this.#died(error instanceof Error ? error.message : String(error))
    }
  }

  #begin(): SegmenterWorker {
    const worker = this.#options.start()
    worker.onmessage = ({ data }) => {
      const waiting = this.#take(data.id)
      if (!waiting) return
      if ('words' in data) waiting.resolve(data.words)
      else waiting.reject(new Error(data.error))
      this.#rest()
    }
    worker.onerror = ({ message }) => this.#died(message ?? 'the segmenter died')
    return worker
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id)
    if (waiting) clearTimeout(waiting.timer)
    this.#waiting.delete(id)
    return waiting
  }

  #died(reason: string) {
    this.#worker?.terminate()
    this.#worker = undefined
    const lost = [...this.#waiting.keys()].map((id) => ({ id, ...this.#take(id)! }))
    for (const { id, sentences, tries, resolve, reject } of lost) {
      if (tries) reject(new Error(reason))
      else this.#ask(id, { sentences, tries: tries + 1, resolve, reject })
    }
    this.#rest()
  }

  #rest() {
    if (this.#waiting.size) return
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      this.#worker?.terminate()
      this.#worker = undefined
      this.#options.released()
    }, this.#options.idle)
  }
}
