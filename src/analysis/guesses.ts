import type { MatchWindow } from '../reader/confidence'
import type { Model } from '../reader/model'
import type { Traits } from '../reader/surroundings'
import type { Window } from '../reader/windows'
import { sameItems } from '../text/same-items'
import type { Described } from './describe'
import type { Page } from './page'

/** A window that may assert something, where it stands. Its parts are made when they are first needed. */
export interface Guess {
  /** Which sentence of its block it stands in, from 0. */
  sentence: number
  window: Window
  /** What its sentence, its block and what stands around that say of it. */
  near: Traits
  /** What the words around it say. */
  stance?: number
  /** As a finding; null where guards or exceptions rule it out. */
  described?: Described | null
}

/** What a model made of a block, with all that it hangs on besides the block's own text. */
export interface Guessed {
  model: Model
  block: number
  context: readonly unknown[]
  guesses: readonly Guess[]
  /** By what a card has found there: how that is read, and the same as a guess. */
  matches: WeakMap<Described, MatchWindow & { doubted?: Described }>
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
  if (known.block !== block) {
    known.guesses = known.guesses.map(({ described, ...rest }) =>
      described === undefined ? rest : { ...rest, described: described && moved(described, block) },
    )
    known.block = block
  }
  return known
}

const moved = (described: Described, block: number): Described => ({
  ...described,
  finding: { ...described.finding, block },
})
