import type { Block, Finding } from '../analysis/types'

/** Name of the port over which a page asks the analyst. */
export const analystPort = 'analyst'

/** Blocks of a page that take the place of others: `put` instead of `drop` blocks from number `from` on. */
export interface Splice {
  from: number
  drop: number
  put: readonly Block[]
}

/** What a page tells and asks: its blocks have changed so; what do they say? */
export type Question =
  | { kind: 'blocks'; splice: Splice }
  /** With `second` the second reader takes part. */
  | { kind: 'judge'; second: boolean }

/** A finding that waits for the segmenter, by its number. See `Doubtful`. */
export interface ToldDoubt {
  number: number
  sentence: string
  words: [number, number][]
}

/** Findings go out in pieces, each numbered for as long as the page is known; then the judgement that names them. */
export type Answer =
  | { kind: 'findings'; fresh: readonly (readonly [number, Finding])[] }
  | { kind: 'judgement'; findings: readonly number[]; doubtful: readonly ToldDoubt[] }
  | { kind: 'failed'; reason: string }

/** The part of a port between page and host that both need. */
export interface PortLike {
  onMessage: { addListener(listener: (message: unknown) => void): void }
  onDisconnect: { addListener(listener: () => void): void }
  postMessage(message: unknown): void
  disconnect(): void
}

/** Between the host and its worker: what one page asks and is answered; pages are numbered by the host. */
export type ToWorker = { page: number; question: Question } | { page: number; left: true }
/** `turn`: it is this page's turn now. `spent`: nothing is left to do, and it holds more than a new worker would. */
export type FromWorker = { page: number; answer: Answer } | { turn: number } | { spent: true }
