import type { Rules } from '../cards/compiled'
import type { Model } from '../reader/model'
import { pairContradictions } from './contradictions'
import { describe, type Judged } from './describe'
import { otherDiseaseLines } from './disease'
import { type Engine, engineInSteps, type Plan } from './engine'
import type { Context } from './guards'
import { excepted, guard, type Ignore, withSubject } from './judge'
import { type Match, matches } from './match'
import { mythsIn } from './myths'
import { withoutOverlaps } from './overlaps'
import { type Line, type Page, readPage } from './page'
import type { BlockCache, ReadSentence } from './read'
import { finish } from './steps'
import { chosen, readAgain } from './suspect'
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
  const { page, engine, kept, denied, stopped, contextOf } = yield* judgeInSteps(blocks, rules, options)
  let all = kept
  if (options.reader) {
    const reading = yield* readAgain(page, engine, options.reader, { kept, stopped }, contextOf)
    const trusted = reading.trusted()
    all = [...trusted, ...chosen(yield* reading.candidates(trusted), options.reader)]
  }
  yield
  pairContradictions(
    all.map((j) => j.finding),
    denied,
  )
  yield
  return {
    findings: all
      .filter((j) => !j.doubtful)
      .map((j) => j.finding)
      .sort(byPlace),
    doubtful: all
      .filter((j) => j.doubtful)
      .map((j) => j.doubtful!)
      .sort((a, b) => byPlace(a.finding, b.finding)),
  }
}

/** What the cards say of a page. */
export interface Judgements {
  page: Page
  engine: Engine
  kept: Judged[]
  /** Claims that the page itself denies. */
  denied: Finding[]
  /** Matches that a guard stopped. */
  stopped: { line: Line; match: Match }[]
  contextOf: (line: Line) => Context
}

/** The cards alone, in small steps. */
export function* judgeInSteps(
  blocks: readonly Block[],
  rules: Rules,
  options: AnalysisOptions = {},
): Generator<void, Judgements> {
  const engine = yield* engineInSteps(rules)
  const page = yield* readPage(blocks, engine, options.cache)
  const otherDisease = yield* otherDiseaseLines(page, engine)
  const mythEnd = mythsIn(page, engine)
  const judged: Judged[] = []
  const denied: Finding[] = []
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
    if (!sentence.present.meets(engine.anchors)) continue
    const context = contextOf(line)
    for (const { pattern } of plansFor(sentence, engine, options.ignore?.except)) {
      const card = rules.cards[pattern.card]!
      for (const match of matches(pattern, sentence, { ignoreBounds: options.ignore?.bounds })) {
        if (!withSubject(match, context, options.ignore)) continue
        if (excepted(match, pattern, card, context, options.ignore)) continue
        const { passed, stopped } = guard(match, card.allow, context, options.ignore)
        if (stopped) forbidden.push({ line, match })
        if (stopped && stopped !== 'negated') continue
        const found = describe(match, line, page, card, engine, passed)
        if (stopped) denied.push(found.finding)
        else judged.push(found)
      }
    }
  }
  yield
  const kept = options.keepOverlaps ? judged : withoutOverlaps(judged)
  return { page, engine, kept, denied, stopped: forbidden, contextOf }
}

export const byPlace = (a: Finding, b: Finding) => a.block - b.block || a.start - b.start || a.end - b.end

/** The patterns whose parts a sentence holds, and nothing that forbids them. */
function plansFor({ present }: ReadSentence, engine: Engine, ignoreExcept = false): Set<Plan> {
  const plans = new Set<Plan>()
  const isPresent = (concept: number) => present.has(concept)
  present.eachShared(engine.anchors, (concept) => {
    for (const plan of engine.byConcept.get(concept)!) {
      if (!plan.needs.every((need) => need.some(isPresent)) || plan.absent.some(isPresent)) continue
      if (ignoreExcept || !plan.except.some(isPresent)) plans.add(plan)
    }
  })
  return plans
}
