import type { CompiledCard } from '../cards/compiled'
import type { GuardName } from '../cards/guard-names'
import type { MatchWindow } from '../reader/confidence'
import type { Model } from '../reader/model'
import type { Window } from '../reader/windows'
import { sameItems } from '../text/same-items'
import type { Described } from './describe'
import type { Match } from './match'
import type { Page } from './page'

/** A window that may assert something, where it stands. Its parts are made when they are first needed. */
export interface Guess {
  /** Which sentence of its block it stands in, from 0. */
  sentence: number
  window: Window
  /** What its sentence, its block and what stands around that are worth to the model. */
  weight: number
  /** What the words around it say. */
  stance?: number
  /** How likely the network finds it, with all that stands around it: a logit. */
  network?: number
  /** The card it is taken to assert; null where guards or exceptions rule it out. */
  judged?: JudgedGuess | null
  /** As a finding. */
  described?: Described
}

/** A window as an assertion of a card's claim. */
export interface JudgedGuess {
  card: CompiledCard
  match: Match
  /** Guards that object and do not rule it out. */
  despite: readonly GuardName[]
  /** Ids of other cards that are about as likely. */
  others: readonly string[]
}

/** What a model made of a block, with all that it hangs on besides the block's own text. */
export interface Guessed {
  model: Model
  block: number
  context: readonly unknown[]
  guesses: readonly Guess[]
  /** By what a card has found there: how that is read, and the same as a guess. */
  matches?: WeakMap<Described, MatchWindow & { doubted?: Described }>
}

/** What a model made of a block in the same context, as of this place on the page. */
export function recallGuesses(
  block: number,
  page: Page,
  context: readonly unknown[],
  model: Model,
): Guessed | undefined {
  const known = page.read[block]!.guessed
  if (!known || known.model !== model || !sameItems(known.context, context)) return undefined
  if (known.block === block) return known
  // Two blocks may have the same text: each has guesses of its own.
  const guesses = known.guesses.map(({ described, ...rest }) =>
    described ? { ...rest, described: moved(described, block) } : rest,
  )
  return (page.read[block]!.guessed = { ...known, block, guesses })
}

const moved = (described: Described, block: number): Described => ({
  ...described,
  finding: { ...described.finding, block, why: { ...described.finding.why } },
})
