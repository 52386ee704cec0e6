/** Milliseconds of work before the page gets its turn. */
const budget = 16

/** Lets the browser paint and answer the reader before the next piece of work. */
export const pause = () =>
  (globalThis as { scheduler?: { yield?(): Promise<void> } }).scheduler?.yield?.() ??
  new Promise<void>((resolve) => setTimeout(resolve))

/** Shares the main thread with the page: work is done in turns, with the page's own work between them. */
export class Turns {
  #spent = 0
  #signal: AbortSignal
  #began = performance.now()

  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  /** Whether this turn has taken its time. */
  get over(): boolean {
    return performance.now() - this.#began >= budget
  }

  /** Milliseconds of work so far, waits left out. */
  get total(): number {
    return this.#spent + performance.now() - this.#began
  }

  /** Resolves when it is our turn again. @throws {DOMException} named AbortError when there is to be none. */
  async next(): Promise<void> {
    this.#spent += performance.now() - this.#began
    await pause()
    this.#signal.throwIfAborted()
    this.#began = performance.now()
  }

  /** Runs small steps of work to their end. */
  async run<T>(steps: Generator<void, T>): Promise<T> {
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
      if (this.over) await this.next()
    }
  }
}
