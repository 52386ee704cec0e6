import type { Rules } from '../cards/compiled'
import type { Model } from '../reader/model'
import { type Denial, pairContradictions } from './contradictions'
import { describe, type Judged, quoteOf, spanOf } from './describe'
import { otherDiseaseLines } from './disease'
import { engineInSteps } from './engine'
import type { Context } from './guards'
import { excepted, guard, type Ignore, withSubject } from './judge'
import { type Match, matches, subjectOf } from './match'
import { mythsIn } from './myths'
import { withoutOverlaps } from './overlaps'
import { type Line, readPage } from './page'
import type { BlockCache } from './read'
import { Search } from './search'
import { finish } from './steps'
import { Subjects } from './subject'
import { suspect, Taken } from './suspect'
import type { Analysis, Block, Finding } from './types'

export type { BlockCache } from './read'

export interface AnalysisOptions {
  /** Keeps what was read of each block between calls, by text; only changed blocks are read again. */
  cache?: BlockCache
  /** For the example checker: these stops are passed over. */
  ignore?: Ignore
  /** Keep overlapping findings of different cards (for the example checker). */
  keepOverlaps?: boolean
  /** The learned second reader: proposes what no card foresees, as findings of level `suspected`. */
  reader?: Model
}

/**
 * Finds the claims of a page that the cards contradict or do not support.
 * Pure: the same blocks and rules give the same findings everywhere. Never throws on any text.
 */
export function analyse(blocks: readonly Block[], rules: Rules, options: AnalysisOptions = {}): Analysis {
  return finish(analyseInSteps(blocks, rules, options))
}

/**
 * The same in small steps, for whoever has to let a page breathe in between. With `options.cache` a run that is
 * given up loses nothing of what it read.
 */
export function* analyseInSteps(
  blocks: readonly Block[],
  rules: Rules,
  options: AnalysisOptions = {},
): Generator<void, Analysis> {
  const engine = yield* engineInSteps(rules)
  const page = yield* readPage(blocks, engine, options.cache)
  const otherDisease = yield* otherDiseaseLines(page, engine)
  const mythEnd = mythsIn(page, engine)
  const judged: Judged[] = []
  const denied: Denial[] = []
  const forbidden: { line: Line; match: Match }[] = []

  const contextOf = (line: Line): Context => ({
    page,
    line,
    engine,
    mythEnd: mythEnd(line),
    otherDisease: otherDisease[line.index]!,
  })

  for (const line of page.lines) {
    const { sentence } = line
    if (line.first) yield
    const patterns = engine.planner.patternsFor(sentence, options.ignore?.except)
    if (!patterns.length) continue
    const context = contextOf(line)
    const search = new Search(sentence, options.ignore?.bounds)
    const subjects = new Subjects(line, page)
    for (const pattern of patterns) {
      if (!subjects.possible(subjectOf(pattern))) continue
      const card = rules.cards[pattern.card]!
      for (const match of matches(pattern, search)) {
        if (!withSubject(match, context, options.ignore)) continue
        if (excepted(match, pattern, card, context, options.ignore)) continue
        const { passed, stopped } = guard(match, card.allow, context, options.ignore)
        if (stopped && options.reader) forbidden.push({ line, match })
        if (stopped && stopped !== 'negated') continue
        const span = spanOf(match, line, page)
        if (stopped) denied.push({ ...span, quote: quoteOf(span, page), rule: card.id })
        else judged.push({ ...span, card, match, line, passed })
      }
    }
  }
  yield
  const kept = (options.keepOverlaps ? judged : withoutOverlaps(judged)).map((one) =>
    describe(one, page, engine),
  )
  if (options.reader) {
    const taken = new Taken(kept, forbidden)
    for (const line of page.lines) {
      if (line.first) yield
      kept.push(...suspect(line, contextOf(line), options.reader, taken))
    }
  }
  yield
  pairContradictions(
    kept.map((j) => j.finding),
    denied,
  )
  yield
  return {
    findings: kept
      .filter((j) => !j.doubtful)
      .map((j) => j.finding)
      .sort(byPlace),
    doubtful: kept
      .filter((j) => j.doubtful)
      .map((j) => j.doubtful!)
      .sort((a, b) => byPlace(a.finding, b.finding)),
  }
}

export const byPlace = (a: Finding, b: Finding) => a.block - b.block || a.start - b.start || a.end - b.end
