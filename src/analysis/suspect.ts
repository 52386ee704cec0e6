import type { Model } from '../reader/model'
import { type Proposal, propose } from '../reader/propose'
import { toOriginal } from '../text/normalise'
import { type Described, describe, spanOf } from './describe'
import type { Context } from './guards'
import { excepted, guard } from './judge'
import { type Match, markOf } from './match'
import type { Line } from './page'

type Run = { start: number; end: number }

/** Where cards have spoken: what they mark, and what their guards have ruled out. There the reader is silent. */
export class Taken {
  readonly #byBlock = new Map<number, Run[]>()
  readonly #byLine = new Map<number, Run[]>()

  constructor(kept: readonly Described[], stopped: readonly { line: Line; match: Match }[]) {
    const put = (map: Map<number, Run[]>, key: number, run: Run) => {
      const runs = map.get(key)
      if (runs) runs.push(run)
      else map.set(key, [run])
    }
    for (const { finding } of kept) put(this.#byBlock, finding.block, finding)
    for (const { line, match } of stopped) {
      const [start, end] = markOf(match)
      put(this.#byLine, line.index, { start, end })
    }
  }

  /** Whether a finding (original offsets) or a run of its line (normalised ones) stands where a card has spoken. */
  has({ finding }: Described, line: Line, { start, end }: Run): boolean {
    const meets = (run: Run, from: number, to: number) => run.start < to && from < run.end
    return (
      (this.#byBlock.get(finding.block) ?? []).some((run) => meets(run, finding.start, finding.end)) ||
      (this.#byLine.get(line.index) ?? []).some((run) => meets(run, start, end))
    )
  }
}

/** The reader's proposals for a line that pass the guards and exceptions of the cards they resemble. */
export function suspect(line: Line, context: Context, reader: Model, taken: Taken): Described[] {
  const { engine, page } = context
  const found: Described[] = []
  for (const proposal of propose(line, engine, reader)) {
    const { match } = proposal
    const card = engine.rules.cards[proposal.card]!
    if (card.except.some((concept) => line.sentence.present.has(concept))) continue
    if (excepted(match, match.pattern, card, context)) continue
    // What a card of prohibitions may waive for itself, a guess may not: only denials can be part of its words.
    const allow = card.allow.filter((name) => name === 'negated')
    const { passed, stopped } = guard(match, allow, context)
    if (stopped) continue
    const described = describe({ ...spanOf(match, line, page), card, match, line, passed }, page, engine)
    spread(described, proposal, line, context)
    if (!taken.has(described, line, proposal)) found.push(described)
  }
  return found
}

/** A guess has no parts to mark: all of its run is. */
function spread(described: Described, { start, end, margin }: Proposal, line: Line, { page }: Context) {
  const { normalised } = page.read[line.block]!
  const [from, to] = toOriginal(normalised, start, end)
  const { finding } = described
  finding.level = 'suspected'
  finding.start = from
  finding.end = to
  finding.quote = page.blocks[line.block]!.text.slice(from, to)
  finding.why.pattern = `reader ${margin.toFixed(1)}`
  delete described.doubtful
}
