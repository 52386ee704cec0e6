import type { GuardName } from '../cards/guard-names'
import type { Denial } from './contradictions'
import { type Described, describe, type Judged, quoteOf, spanOf } from './describe'
import type { Filled } from './filled'
import type { Context } from './guards'
import { excepted, guard, type Ignore, withSubject } from './judge'
import { markOf, matches } from './match'
import { withoutOverlaps } from './overlaps'
import type { Line } from './page'
import type { Plan } from './planner'
import { Search } from './search'
import { byPlace } from './types'

export interface JudgeOptions {
  /** For the example checker: these stops are passed over. */
  ignore?: Ignore | undefined
  /** Keep overlapping findings of different cards (for the example checker). */
  keepOverlaps?: boolean | undefined
}

/** What the cards say of one block. */
export interface BlockJudgement {
  /** By place. */
  found: Described[]
  denied: Denial[]
  stopped: Stopped[]
}

/** A match that a guard stopped. Offsets: normalised text of its block. */
export interface Stopped {
  block: number
  /** Which sentence of its block, from 0. */
  sentence: number
  start: number
  end: number
  /** Id of the card, and the guard. */
  rule: string
  by: GuardName
}

/** Of most blocks, which are kept: one for all. Nobody changes a judgement. */
const silence: BlockJudgement = { found: [], denied: [], stopped: [] }

/** Tries the cards on the lines of one block, which `filled` has entered. */
export function judgeBlock(
  lines: readonly Line[],
  { page, engine, filled }: Pick<Context, 'page' | 'engine'> & { filled: Filled },
  contextOf: (line: Line) => Context,
  options: JudgeOptions,
): BlockJudgement {
  const judgement: BlockJudgement = { found: [], denied: [], stopped: [] }
  const judged: Judged[] = []
  for (const line of lines) {
    filled.look(line)
    const plans = engine.planner.plansFor(line.sentence, filled, options.ignore?.except)
    if (plans.length) judgeLine(plans, contextOf(line), options.ignore, judged, judgement)
  }
  if (!judged.length && !judgement.denied.length && !judgement.stopped.length) return silence
  for (const one of options.keepOverlaps ? judged : withoutOverlaps(judged))
    judgement.found.push(describe(one, page, engine))
  judgement.found.sort((a, b) => byPlace(a.finding, b.finding))
  return judgement
}

function judgeLine(
  plans: readonly Plan[],
  context: Context,
  ignore: Ignore | undefined,
  judged: Judged[],
  { denied, stopped: forbidden }: BlockJudgement,
): void {
  const { page, engine, line } = context
  const search = new Search(line.sentence, ignore?.bounds)
  for (const plan of plans) {
    const { pattern } = plan
    const card = engine.rules.cards[pattern.card]!
    for (const match of matches(plan, search)) {
      if (!withSubject(match, context, ignore)) continue
      if (excepted(match, pattern, card, context, ignore)) continue
      const { passed, stopped } = guard(match, card.allow, context, ignore)
      if (stopped) {
        const [start, end] = markOf(match)
        const sentence = line.index - page.firstLine[line.block]!
        forbidden.push({ block: line.block, sentence, start, end, rule: card.id, by: stopped })
      }
      if (stopped && stopped !== 'negated') continue
      const span = spanOf(match, line, page)
      // Written out: spreading an object into another costs as much as all the guards.
      const { block, start, end } = span
      if (stopped) denied.push({ block, start, end, quote: quoteOf(span, page), rule: card.id })
      else judged.push({ block, start, end, card, match, line, passed })
    }
  }
}
