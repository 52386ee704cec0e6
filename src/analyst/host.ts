import type { WorkerLike } from '../platform/workers'
import type { Answer, FromWorker, PortLike, Question, ToWorker } from './protocol'
import { isQuestion } from './question'

export type AnalystWorker = WorkerLike<ToWorker, FromWorker>

export interface HostOptions {
  start(): AnalystWorker
  /** Milliseconds without a question after which the worker is let go. */
  idle?: number
  /** Milliseconds without a sign of life after which a worker that was asked is taken for dead. */
  patience?: number
  /** Called every `beat` milliseconds while there is a worker: Firefox ends a background that does nothing else. */
  awake?(): void
  beat?: number
  /** Called when the worker is let go or has died. */
  released?(): void
}

/**
 * Stands between pages and the one worker that judges them: started by the first page, let go when none has asked for
 * long, given up when it dies or falls silent. Pages are told by the end of their ports, and ask again from the start;
 * the one at whose turn it fell silent is told that it cannot be judged.
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
  #beats: ReturnType<typeof setInterval> | undefined
  /** Whose turn it is. */
  #turn: number | undefined

  constructor(options: HostOptions) {
    this.#options = {
      idle: 300_000,
      patience: 20_000,
      awake: () => {},
      beat: 20_000,
      released: () => {},
      ...options,
    }
  }

  get working(): boolean {
    return this.#worker !== undefined
  }

  /** A page has opened a port. */
  welcome(port: PortLike): void {
    const page = this.#next++
    this.#pages.set(page, port)
    port.onMessage.addListener((message) => {
      if (isQuestion(message)) this.#ask(page, message)
      else this.#refuse(page, 'this is no question')
    })
    port.onDisconnect.addListener(() => {
      if (!this.#pages.delete(page)) return
      this.#forget(page)
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

  #forget(page: number) {
    this.#asking.delete(page)
    this.#worker?.postMessage({ page, left: true })
    this.#rest()
  }

  /** Tells a page that it cannot be judged, and hears no more of it. */
  #refuse(page: number, reason: string) {
    const port = this.#pages.get(page)
    if (!port) return
    this.#pages.delete(page)
    port.postMessage({ kind: 'failed', reason } satisfies Answer)
    port.disconnect()
    this.#forget(page)
  }

  #begin(): AnalystWorker {
    const worker = this.#options.start()
    this.#turn = undefined
    this.#beats = setInterval(this.#options.awake, this.#options.beat)
    worker.onmessage = ({ data }) => {
      if (this.#asking.size) this.#listen()
      if ('turn' in data) this.#turn = data.turn
      if ('spent' in data && !this.#asking.size) this.#end()
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
    this.#silence = setTimeout(() => {
      if (this.#turn !== undefined) this.#refuse(this.#turn, 'this page takes too long')
      this.#end('the analyst did not answer')
    }, this.#options.patience)
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
    clearInterval(this.#beats)
    this.#worker?.terminate()
    this.#worker = undefined
    const ports = [...this.#pages.values()]
    this.#pages.clear()
    this.#asking.clear()
    for (const port of ports) port.disconnect()
    this.#options.released()
  }
}
