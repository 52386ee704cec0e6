import { traitsOfMatch } from '../reader/confidence'
import type { Model } from '../reader/model'
import { matchOf } from '../reader/propose'
import { Surroundings, type Traits } from '../reader/surroundings'
import { Readings, type Window } from '../reader/windows'
import { toOriginal } from '../text/normalise'
import { type Described, describe, spanOf } from './describe'
import type { Engine } from './engine'
import type { Context } from './guards'
import { excepted, guard } from './judge'
import type { Stopped } from './judge-block'
import type { Line, Page } from './page'

type Run = { start: number; end: number }

/** What the cards have said of a page. There the reader is silent. */
export interface Spoken {
  found: readonly Described[]
  stopped: readonly Stopped[]
}

/** What the reader may propose: guards and exceptions of the card it resembles let it pass, and no card has spoken. */
export interface Candidate {
  /** What stands around it. */
  traits: Traits
  described: Described
}

/** Windows less likely than this, read by themselves, are not looked at in their surroundings. */
const lowest = -2

/** A page as the second reader sees it. */
export class SecondReading {
  readonly readings: Readings
  readonly surroundings: Surroundings

  constructor(
    private readonly page: Page,
    private readonly engine: Engine,
    private readonly model: Model,
    private readonly spoken: Spoken,
    private readonly contextOf: (line: Line) => Context,
    readings: Readings,
  ) {
    this.readings = readings
    const lines = (ones: readonly { block: number; sentence: number }[]) =>
      count(ones.map(({ block, sentence }) => page.firstLine[block]! + sentence))
    this.surroundings = new Surroundings(
      page,
      readings,
      lines(spoken.found.map(({ finding: { block }, sentence }) => ({ block, sentence }))),
      lines(spoken.stopped),
    )
  }

  /** What the reader goes by in trusting a card's match. */
  traitsOf(described: Described): Traits {
    const line = this.page.linesOf(described.finding.block)[described.sentence]!
    return traitsOfMatch(described, this.contextOf(line), this.readings, this.surroundings, this.model)
  }

  /** Matches that the reader trusts. What it finds most unlikely where it stands is no claim, whatever its words. */
  trusted(): Described[] {
    return this.spoken.found.filter(
      (described) => this.model.trust(this.traitsOf(described)) >= this.model.leastTrust,
    )
  }

  /** All that the reader may propose beside what cards have said, one line in each step. */
  *candidates(kept: readonly Described[]): Generator<void, Candidate[]> {
    const taken = new Taken(kept, this.spoken.stopped)
    const found: Candidate[] = []
    for (const line of this.page.lines) {
      if (line.first) yield
      for (const window of this.readings.of(line)) {
        if (window.logit < lowest) continue
        const context = this.contextOf(line)
        const described = judge(window, context, this.engine, this.model)
        if (!described || taken.has(described, window)) continue
        const { topic, verdict } = described.finding
        const traits = this.surroundings.of(window, context)
        traits.push([`about ${topic}`, 1], [verdict, 1])
        found.push({ traits, described })
      }
    }
    return found
  }
}

/** Reads all lines of a page, one in each step. */
export function* readAgain(
  page: Page,
  engine: Engine,
  model: Model,
  spoken: Spoken,
  contextOf: (line: Line) => Context,
): Generator<void, SecondReading> {
  const readings = new Readings(engine, model)
  for (const line of page.lines) {
    if (line.first) yield
    readings.of(line)
  }
  return new SecondReading(page, engine, model, spoken, contextOf, readings)
}

/** The candidates that are likely enough, the likeliest first where they overlap. */
export function chosen(found: readonly Candidate[], reader: Model, alone: boolean): Described[] {
  const likely: { described: Described; margin: number }[] = []
  for (const { described, traits } of found) {
    const margin = reader.weigh(traits)
    if (margin < reader.threshold(described.finding.topic, alone)) continue
    described.finding.why.pattern = `reader ${margin.toFixed(2)}`
    likely.push({ described, margin })
  }
  likely.sort((a, b) => b.margin - a.margin)
  const byBlock = new Map<number, Run[]>()
  return likely.flatMap(({ described }) => {
    const { finding } = described
    const runs = byBlock.get(finding.block) ?? []
    if (runs.some((run) => run.start < finding.end && finding.start < run.end)) return []
    runs.push(finding)
    byBlock.set(finding.block, runs)
    return [described]
  })
}

function judge(window: Window, context: Context, engine: Engine, reader: Model): Described | undefined {
  const { line, page } = context
  const index = engine.card(reader.card(window.features))
  if (index < 0) return undefined
  const card = engine.rules.cards[index]!
  if (card.except.some((concept) => line.sentence.has(concept))) return undefined
  const match = matchOf(index, window, engine)
  if (excepted(match, match.pattern, card, context)) return undefined
  // What a card of prohibitions may waive for itself, a guess may not: only denials can be part of its words.
  const allow = card.allow.filter((name) => name === 'negated')
  const { passed, stopped } = guard(match, allow, context)
  if (stopped) return undefined
  const described = describe({ ...spanOf(match, line, page), card, match, line, passed }, page, engine)
  spread(described, window, context)
  return described
}

/** A guess has no parts to mark: all of its run is. */
function spread(described: Described, { start, end }: Run, { page, line }: Context) {
  const [from, to] = toOriginal(page.read[line.block]!.normalised, start, end)
  const { finding } = described
  finding.level = 'suspected'
  finding.start = from
  finding.end = to
  finding.quote = page.blocks[line.block]!.text.slice(from, to)
  delete described.doubtful
}

/** Where cards have spoken: what they mark, and what their guards have ruled out. */
class Taken {
  readonly #byBlock = new Map<number, Run[]>()
  readonly #bySentence = new Map<string, Run[]>()

  constructor(found: readonly Described[], stopped: readonly Stopped[]) {
    const put = <Key>(map: Map<Key, Run[]>, key: Key, run: Run) => {
      const runs = map.get(key)
      if (runs) runs.push(run)
      else map.set(key, [run])
    }
    for (const { finding } of found) put(this.#byBlock, finding.block, finding)
    for (const one of stopped) put(this.#bySentence, `${one.block}.${one.sentence}`, one)
  }

  /** Whether a guess (original offsets) or its run (normalised ones) stands where a card has spoken. */
  has({ finding, sentence }: Described, { start, end }: Run): boolean {
    const meets = (run: Run, from: number, to: number) => run.start < to && from < run.end
    return (
      (this.#byBlock.get(finding.block) ?? []).some((run) => meets(run, finding.start, finding.end)) ||
      (this.#bySentence.get(`${finding.block}.${sentence}`) ?? []).some((run) => meets(run, start, end))
    )
  }
}

function count(keys: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
