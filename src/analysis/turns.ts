/** Milliseconds of work before others get their turn. */
const budget = 16

/** Lets the browser paint and answer the reader before the next piece of work. */
export const pause = () =>
  (globalThis as { scheduler?: { yield?(): Promise<void> } }).scheduler?.yield?.() ??
  new Promise<void>((resolve) => setTimeout(resolve))

/** Shares a thread with others, as with the page whose main thread it is: work is done in turns, with theirs in between. */
export class Turns {
  #spent = 0
  #signal: AbortSignal
  #pause: () => Promise<void>
  #began = performance.now()

  /** @param givesWay resolves when the others have had their turn */
  constructor(signal: AbortSignal, givesWay: () => Promise<void> = pause) {
    this.#signal = signal
    this.#pause = givesWay
  }

  /** Whether this turn has taken its time. */
  get over(): boolean {
    return performance.now() - this.#began >= budget
  }

  /** Whether there are to be no more. */
  get ended(): boolean {
    return this.#signal.aborted
  }

  /** Milliseconds of work so far, waits left out. */
  get total(): number {
    return this.#spent + performance.now() - this.#began
  }

  /** Resolves when it is our turn again. @throws {DOMException} named AbortError when there is to be none. */
  async next(): Promise<void> {
    this.#spent += performance.now() - this.#began
    await this.#pause()
    this.#signal.throwIfAborted()
    this.#began = performance.now()
  }

  /** Waits for what is done elsewhere: that is no work of ours. @throws {DOMException} as `next` does. */
  async wait<T>(elsewhere: Promise<T>): Promise<T> {
    this.#spent += performance.now() - this.#began
    try {
      return await elsewhere
    } finally {
      this.#began = performance.now()
      this.#signal.throwIfAborted()
    }
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
