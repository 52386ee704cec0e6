import { type GuardName, guardNames } from '../cards/guard-names'
import { type MatchWindow, traitsOfMatch, windowOfMatch } from '../reader/confidence'
import { type Model, stance } from '../reader/model'
import { matchOf } from '../reader/propose'
import { assertingOf, linear, Surroundings, type Traits } from '../reader/surroundings'
import { type Readings, readingsOf, type Window, worthLooking } from '../reader/windows'
import { toOriginal } from '../text/normalise'
import { type Described, describe, spanOf } from './describe'
import type { Engine } from './engine'
import type { Context } from './guards'
import { type Guess, type Guessed, recallGuesses } from './guesses'
import { excepted, objections } from './judge'
import type { Stopped } from './judge-block'
import type { Line, Page } from './page'
import type { Finding } from './types'

type Run = { start: number; end: number }

/** What the cards have said of a page. There the reader is silent. */
export interface Spoken {
  found: readonly Described[]
  stopped: readonly Stopped[]
}

/** What the reader may propose: no denial and no exception of the card it resembles rules it out, no card marks it. */
export interface Candidate {
  /** What stands around it. */
  traits: Traits
  described: Described
  window: Window
  line: Line
  /** Whether its page may be about another disease. */
  elsewhere: boolean
}

/** Where the likeliest card's exceptions rule it out, so many cards in all are asked. */
const mostCards = 3

/**
 * A guess whose card is less likely than this names others too, those that are at least a quarter as likely. On pages
 * seen for the first time nine of ten cards with a share above 0.8 had the topic that the annotator gave, two of five
 * below 0.4.
 */
const sure = 0.5
const comparable = 0.25

/**
 * Guards that rule a guess out, as they do a card's match. The others are weighed: annotated pages teach what each is
 * worth, since a hedge or a hearsay somewhere in the sentence leaves four of five likely guesses right. Another
 * disease rules it out only where the page as a whole may be about that.
 */
const decisive: readonly GuardName[] = ['negated', 'myth']

/** Puts into a list what the judgement of a block hangs on beyond its text; equal entries are the same objects. */
export type HangsOn = (block: number, context: unknown[]) => void

/** A page as the second reader sees it. */
export class SecondReading {
  readonly readings: Readings
  readonly surroundings: Surroundings
  /** By block, of this look at the page. */
  readonly #guessed = new Map<number, Guessed>()

  constructor(
    private readonly page: Page,
    private readonly engine: Engine,
    private readonly model: Model,
    private readonly spoken: Spoken,
    private readonly contextOf: (line: Line) => Context,
    asserting: readonly number[],
    private readonly hangsOn?: HangsOn,
  ) {
    this.readings = readingsOf(engine, model)
    const { readings } = this
    const lines = (ones: readonly { block: number; sentence: number }[]) =>
      count(ones.map(({ block, sentence }) => page.firstLine[block]! + sentence))
    this.surroundings = new Surroundings(
      page,
      readings,
      asserting,
      lines(spoken.found.map(({ finding: { block }, sentence }) => ({ block, sentence }))),
      lines(spoken.stopped),
    )
  }

  /** What the reader goes by in trusting a card's match. */
  traitsOf(described: Described): Traits {
    const ofPage = this.surroundings.ofPage(this.#lineOf(described))
    return traitsOfMatch(described, this.#matchOf(described), ofPage, this.model)
  }

  /**
   * Matches that the reader trusts, one in each step. What it finds most unlikely where it stands is no claim, whatever
   * its words; what it only doubts is a guess, or nothing on a page that may be about another disease.
   */
  *trusted(): Generator<void, Described[]> {
    const trusted: Described[] = []
    for (const described of this.spoken.found) {
      yield
      const trust = this.model.trust(this.traitsOf(described))
      if (this.model.isSure(trust)) trusted.push(described)
      else if (trust >= this.model.leastTrust(described.finding.harm) && !this.#elsewhere(described))
        trusted.push(this.#doubted(described))
    }
    return trusted
  }

  /** A card's match as a guess: another finding, since the cards keep theirs. */
  #doubted(described: Described): Described {
    const match = this.#matchOf(described)
    if (!match.doubted) {
      const finding: Finding = { ...described.finding, level: 'suspected' }
      const { doubtful } = described
      match.doubted = { ...described, finding, ...(doubtful ? { doubtful: { ...doubtful, finding } } : {}) }
    }
    return match.doubted
  }

  #elsewhere(described: Described): boolean {
    return this.contextOf(this.#lineOf(described)).otherPage
  }

  #lineOf({ finding: { block }, sentence }: Described): Line {
    return this.page.linesOf(block)[sentence]!
  }

  #matchOf(described: Described): MatchWindow & { doubted?: Described } {
    const { readings, surroundings, model } = this
    const { matches } = this.#guessedIn(described.finding.block)
    let match = matches.get(described)
    if (!match) {
      const context = this.contextOf(this.#lineOf(described))
      matches.set(described, (match = windowOfMatch(described, context, readings, surroundings, model)))
    }
    return match
  }

  /** All that the reader may propose beside what cards have said and that can be worth `least`, one line in each step. */
  *candidates(kept: readonly Described[], least = Number.NEGATIVE_INFINITY): Generator<void, Candidate[]> {
    const taken = new Taken(kept, this.spoken.stopped)
    const found: Candidate[] = []
    for (let block = 0; block < this.page.read.length; block++) {
      if (!this.page.read[block]!.sentences.length) continue
      yield
      const lines = this.page.linesOf(block)
      for (const guess of this.#guessedIn(block).guesses) {
        const { window, near } = guess
        const line = lines[guess.sentence]!
        const traits = [...near, ...this.surroundings.ofPage(line)]
        // Most are far from likely, and asking cards and guards is what costs.
        if (this.model.atMost(traits, true) < least) continue
        guess.stance ??= this.model.stance(this.surroundings.words(window, line))
        traits.push([stance, guess.stance])
        if (this.model.atMost(traits) < least) continue
        if (guess.described === undefined)
          guess.described = judge(window, this.contextOf(line), this.engine, this.model) ?? null
        const { described } = guess
        if (!described || taken.marked(described)) continue
        const { rule, topic, verdict, why } = described.finding
        traits.push([`about ${topic}`, 1], [`like ${rule}`, 1], [verdict, 1])
        for (const name of why.despite ?? []) traits.push([`despite ${name}`, 1])
        if (why.despite) traits.push(['logit, despite', linear(window.logit)])
        if (taken.stopped(described, window)) traits.push(['where a card is stopped', 1])
        found.push({ traits, described, window, line, elsewhere: this.contextOf(line).otherPage })
      }
    }
    return found
  }

  /** The windows of a block that are likely enough to be looked at where they stand. */
  #guessedIn(block: number): Guessed {
    const known = this.#guessed.get(block)
    if (known) return known
    const { page, model, hangsOn } = this
    const context: unknown[] = []
    hangsOn?.(block, context)
    let guessed = hangsOn && recallGuesses(block, page, context, model)
    if (!guessed) {
      guessed = { model, block, context, guesses: this.#guessesIn(block), matches: new WeakMap() }
      if (hangsOn) page.read[block]!.guessed = guessed
    }
    this.#guessed.set(block, guessed)
    return guessed
  }

  #guessesIn(block: number): readonly Guess[] {
    const guesses: Guess[] = []
    for (const [sentence, line] of this.page.linesOf(block).entries()) {
      const windows = this.readings.of(line).filter(({ logit }) => logit >= worthLooking)
      if (!windows.length) continue
      const context = this.contextOf(line)
      for (const window of windows)
        guesses.push({ sentence, window, near: this.surroundings.near(window, context) })
    }
    return guesses
  }
}

/** Reads all lines of a page, one block in each step. With `hangsOn` what it makes of a block is kept while that stays the same. */
export function* readAgain(
  page: Page,
  engine: Engine,
  model: Model,
  spoken: Spoken,
  contextOf: (line: Line) => Context,
  hangsOn?: HangsOn,
): Generator<void, SecondReading> {
  const readings = readingsOf(engine, model)
  const asserting: number[] = []
  for (let block = 0; block < page.read.length; block++) {
    yield
    for (const line of page.linesOf(block)) asserting.push(assertingOf(line, readings))
  }
  return new SecondReading(page, engine, model, spoken, contextOf, asserting, hangsOn)
}

/** The candidates that are likely enough, the likeliest first where they overlap. */
export function chosen(found: readonly Candidate[], reader: Model, alone: boolean): Described[] {
  const likely: { described: Described; margin: number }[] = []
  for (const { described, traits, elsewhere } of found) {
    const margin = reader.weigh(traits)
    if (margin < reader.threshold(described.finding.topic, alone, elsewhere)) continue
    described.finding.why.pattern = `reader ${margin.toFixed(2)}`
    likely.push({ described, margin })
  }
  likely.sort((a, b) => b.margin - a.margin)
  const byBlock = new Map<number, Run[]>()
  return likely.flatMap(({ described }) => {
    const { finding } = described
    const runs = byBlock.get(finding.block) ?? []
    if (runs.some((run) => meet(run, finding))) return []
    runs.push(finding)
    byBlock.set(finding.block, runs)
    return [described]
  })
}

function judge(window: Window, context: Context, engine: Engine, reader: Model): Described | undefined {
  const { line, page } = context
  const resembled = reader.resembled(window.features, mostCards)
  for (const [i, { card: id, share }] of resembled.entries()) {
    const index = engine.card(id)
    const card = engine.rules.cards[index]
    if (!card || card.except.some((concept) => line.sentence.has(concept))) continue
    const match = matchOf(index, window, engine)
    if (excepted(match, match.pattern, card, context)) continue
    // What a card of prohibitions may waive for itself, a guess may not: only denials can be part of its words.
    const allow = card.allow.filter((name) => name === 'negated')
    const despite = objections(match, allow, context)
    if (despite.some((name) => decisive.includes(name) || (name === 'other-disease' && context.otherPage)))
      return undefined
    // Whether a word spelt out by some pattern (不会) denies here or belongs to the claim is for the pages to teach.
    const denied = objections(matchOf(index, window, engine, 'concepts'), allow, context).includes('negated')
    if (denied) despite.push('negated')
    const passed = guardNames.filter((name) => !despite.includes(name))
    const described = describe({ ...spanOf(match, line, page), card, match, line, passed }, page, engine)
    if (despite.length) described.finding.why.despite = despite
    const others = resembled.slice(i + 1).filter((other) => other.share >= comparable * share)
    if (share < sure && others.length) described.finding.alternatives = others.map(({ card }) => card)
    spread(described, window, context)
    return described
  }
  return undefined
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

  /** Whether a card marks some of a guess. */
  marked({ finding }: Described): boolean {
    return (this.#byBlock.get(finding.block) ?? []).some((run) => meet(run, finding))
  }

  /** Whether a card's guard has ruled something out in a run (normalised offsets). */
  stopped({ finding: { block }, sentence }: Described, run: Run): boolean {
    return (this.#bySentence.get(`${block}.${sentence}`) ?? []).some((other) => meet(run, other))
  }
}

const meet = (a: Run, b: Run) => a.start < b.end && b.start < a.end

function count(keys: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
