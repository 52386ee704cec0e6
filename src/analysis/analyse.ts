import type { Rules } from '../cards/compiled'
import type { Model } from '../reader/model'
import { Columns } from './columns'
import { type Denial, pairContradictions } from './contradictions'
import type { Described } from './describe'
import { otherDiseaseIn } from './disease'
import { type Engine, engineInSteps } from './engine'
import { Filled } from './filled'
import type { Context } from './guards'
import { type BlockJudgement, type JudgeOptions, judgeBlock, type Stopped } from './judge-block'
import { mythsIn } from './myths'
import { type Line, type Page, readPage, stride } from './page'
import type { BlockCache } from './read'
import { contextOf, recall, remember } from './remember'
import { sayingsIn } from './sayings'
import { finish } from './steps'
import { type HangsOn, readAgain } from './suspect'
import { type Analysis, type Block, byPlace } from './types'

export type { BlockCache } from './read'

export interface AnalysisOptions extends JudgeOptions {
  /** Keeps what was read and judged of each block between calls, by text; only changed blocks are looked at again. */
  cache?: BlockCache
  /** The learned second reader: drops matches of cards that it finds most unlikely, makes guesses (level `suspected`) of those that it doubts, and proposes what no card foresees, as guesses too. */
  reader?: Model | undefined
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
  const { page, engine, found, denied, stopped, contextOf, hangsOn } = yield* judgeInSteps(
    blocks,
    rules,
    options,
  )
  let all = found
  if (options.reader) {
    const kept = options.cache && hangsOn
    const reading = yield* readAgain(page, engine, options.reader, { found, stopped }, contextOf, kept)
    const trusted = yield* reading.trusted()
    const alone = page.lineCount === 1
    all = [...trusted, ...(yield* reading.proposed(trusted, alone))]
    all.sort((a, b) => byPlace(a.finding, b.finding))
  }
  yield
  pairContradictions(
    all.map(({ finding }) => finding),
    denied,
  )
  yield
  return {
    findings: all.filter(({ doubtful }) => !doubtful).map(({ finding }) => finding),
    doubtful: all.flatMap(({ doubtful }) => doubtful ?? []),
  }
}

/** What the cards say of a page. */
export interface PageJudgement extends BlockJudgement {
  page: Page
  engine: Engine
  contextOf(line: Line): Context
  /** What is made of a block hangs on this beyond its text. */
  hangsOn: HangsOn
}

/** The cards alone, in small steps. */
export function* judgeInSteps(
  blocks: readonly Block[],
  rules: Rules,
  options: AnalysisOptions = {},
): Generator<void, PageJudgement> {
  const engine = yield* engineInSteps(rules)
  const page = yield* readPage(blocks, engine, options.cache)
  const otherDisease = otherDiseaseIn(page, engine)
  const introductionOf = sayingsIn(page, engine)
  const columns = new Columns(page)
  const mythEnd = mythsIn(page, engine, introductionOf, columns)
  const lineContext = (line: Line): Context => ({
    page,
    line,
    engine,
    mythEnd: mythEnd(line),
    otherDisease: otherDisease.line(line.block, line.index - page.firstLine[line.block]!),
    otherPage: otherDisease.page,
  })
  const filled = new Filled(page, rules.slots.length)
  const judge = (block: number): BlockJudgement => {
    filled.enter(block)
    return judgeBlock(page.linesOf(block), { page, engine, filled }, lineContext, options)
  }
  const keeps = options.cache && !options.ignore && !options.keepOverlaps
  const found: Described[] = []
  const denied: Denial[] = []
  const stopped: Stopped[] = []
  const context: unknown[] = []
  for (let block = 0; block < blocks.length; block++) {
    if (page.read[block]!.sentences.length === 0) continue
    let judgement: BlockJudgement | undefined
    if (keeps) {
      contextOf(block, page, otherDisease, introductionOf, columns, context)
      judgement = recall(block, page, context)
      if (judgement && block % stride === 0) yield
    }
    if (!judgement) {
      yield
      judgement = judge(block)
      if (keeps) remember(block, page, context, judgement)
    }
    for (const one of judgement.found) found.push(one)
    for (const one of judgement.denied) denied.push(one)
    for (const one of judgement.stopped) stopped.push(one)
  }
  // The second reader looks further than the guards: at what stands beside it though it holds no sentence.
  const hangsOn: HangsOn = (block, into) => {
    contextOf(block, page, otherDisease, introductionOf, columns, into)
    into.push(otherDisease.page, page.read[block - 1], page.read[block + 1])
  }
  return { page, engine, found, denied, stopped, contextOf: lineContext, hangsOn }
}
