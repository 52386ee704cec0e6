import type { FromWorker, PortLike, Question, ToWorker } from './protocol'

/** The part of a Worker that is needed. */
export interface AnalystWorker {
  postMessage(message: ToWorker): void
  terminate(): void
  onmessage: ((event: { data: FromWorker }) => void) | null
  onerror: ((event: { message?: string }) => void) | null
}

export interface HostOptions {
  start(): AnalystWorker
  /** Milliseconds without a question after which the worker is let go. */
  idle?: number
  /** Milliseconds without a sign of life after which a worker that was asked is taken for dead. */
  patience?: number
  /** Called when the worker is let go or has died. */
  released?(): void
}

/**
 * Stands between pages and the one worker that judges them: started by the first page, let go when none has asked for
 * long, given up when it dies or falls silent. Pages are told by the end of their ports, and ask again from the start.
 */
export class Host {
  #options: Required<HostOptions>
  #worker: AnalystWorker | undefined
  #pages = new Map<number, PortLike>()
  /** Pages whose question is open. */
  #asking = new Set<number>()
  #next = 1
  #idle: ReturnType<typeof setTimeout> | undefined
  #silence: ReturnType<typeof setTimeout> | undefined

  constructor(options: HostOptions) {
    this.#options = { idle: 300_000, patience: 20_000, released: () => {}, ...options }
  }

  get working(): boolean {
    return this.#worker !== undefined
  }

  /** A page has opened a port. */
  welcome(port: PortLike): void {
    const page = this.#next++
    this.#pages.set(page, port)
    port.onMessage.addListener((message) => this.#ask(page, message as Question))
    port.onDisconnect.addListener(() => {
      if (!this.#pages.delete(page)) return
      this.#asking.delete(page)
      this.#worker?.postMessage({ page, left: true })
      this.#rest()
    })
    try {
      this.#worker ??= this.#begin()
    } catch (error) {
      this.#end(error instanceof Error ? error.message : String(error))
    }
    this.#rest()
  }

  #ask(page: number, question: Question) {
    if (!this.#pages.has(page)) return
    if (question.kind === 'judge') {
      this.#asking.add(page)
      clearTimeout(this.#idle)
      this.#listen()
    }
    this.#worker?.postMessage({ page, question })
  }

  #begin(): AnalystWorker {
    const worker = this.#options.start()
    worker.onmessage = ({ data }) => {
      if (this.#asking.size) this.#listen()
      if (!('answer' in data)) return
      this.#pages.get(data.page)?.postMessage(data.answer)
      if (data.answer.kind === 'findings') return
      this.#asking.delete(data.page)
      this.#rest()
    }
    worker.onerror = ({ message }) => this.#end(message ?? 'the analyst died')
    return worker
  }

  /** From now on the worker has to give a sign of life in time. */
  #listen() {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => this.#end('the analyst did not answer'), this.#options.patience)
  }

  #rest() {
    if (this.#asking.size) return
    clearTimeout(this.#silence)
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => this.#end(), this.#options.idle)
  }

  #end(reason?: string) {
    if (reason) console.warn('辨白:', reason)
    clearTimeout(this.#silence)
    clearTimeout(this.#idle)
    this.#worker?.terminate()
    this.#worker = undefined
    const ports = [...this.#pages.values()]
    this.#pages.clear()
    this.#asking.clear()
    for (const port of ports) port.disconnect()
    this.#options.released()
  }
}
