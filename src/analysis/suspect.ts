import { type GuardName, guardNames } from '../cards/guard-names'
import { type MatchWindow, traitsOfMatch, windowOfMatch } from '../reader/confidence'
import { Matter } from '../reader/matter'
import { logitDespite, type Model, type Resembled, stance } from '../reader/model'
import { type Reading, worth } from '../reader/network'
import { passageOf } from '../reader/passage'
import { matchOf, rejectionsIn } from '../reader/propose'
import { assertingOf, linear, Surroundings, type TakeTrait } from '../reader/surroundings'
import { type Readings, readingsOf, type Window, worthLooking } from '../reader/windows'
import { toOriginal } from '../text/normalise'
import { type Described, describe } from './describe'
import type { Engine } from './engine'
import { type Context, guards, judgedInCell } from './guards'
import { type Guess, type Guessed, type JudgedGuess, recallGuesses } from './guesses'
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

/** What the reader may propose, likely or not: no denial and no exception of the card it resembles rules it out, no card marks it. */
export interface Candidate {
  /** Logit that it asserts a claim where it stands. */
  margin: number
  /** Tells what that is made of. */
  tell(take: TakeTrait): void
  described: Described
  window: Window
  line: Line
}

type Tell = (take: TakeTrait) => void

/** Where the likeliest card's exceptions rule it out, so many cards in all are asked. */
const mostCards = 3

/**
 * A guess whose card is less likely than this names others too, those that are at least a tenth as likely. On pages
 * seen for the first time four of five of the surer cards had the topic that the annotator gave, half of the others.
 */
const sure = 0.7
const comparable = 0.1

/** What is further from the threshold than that, a logit, is not read by the network. */
const mostTurned = 1.5

/** UTF-16 units behind a guess within which a rejection (这是误区, 切勿轻信) is surely meant for it. */
const behind = 6

/**
 * Guards that rule a guess out, as they do a card's match. The others are weighed: annotated pages teach what each is
 * worth, since a hedge or a hearsay somewhere in the sentence leaves four of five likely guesses right. Another
 * disease rules it out only where the page as a whole may be about that.
 */
const decisive: readonly GuardName[] = ['negated', 'myth']

/**
 * Guards that have the last word where a card itself has spoken: what its own words say is denied or rejected is not
 * guessed of it.
 */
const obeyed: readonly GuardName[] = ['negated', 'debunked']

/** Puts into a list what the judgement of a block hangs on beyond its text; equal entries are the same objects. */
export type HangsOn = (block: number, context: unknown[]) => void

/** A page as the second reader sees it. */
export class SecondReading {
  readonly readings: Readings
  readonly surroundings: Surroundings
  readonly #matter: Matter
  /** By block, of this look at the page. */
  readonly #guessed = new Map<number, Guessed>()
  #passage: { line: Line; reading: Reading } | undefined

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
    this.#matter = new Matter(page, engine, model)
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

  /** Tells what the reader goes by in trusting a card's match. */
  tellOf(described: Described, take: TakeTrait): void {
    const line = this.#lineOf(described)
    const ofPage = (take: TakeTrait) => this.surroundings.ofPage(line, take)
    traitsOfMatch(described, this.#matchOf(described), ofPage, this.model, take)
  }

  /** How far the tables trust a card's match, and the network: logits. */
  #trusts(described: Described): { tables: number; network: number } {
    const tables = this.model.trust((take) => this.tellOf(described, take))
    if (!this.model.network) return { tables, network: 0 }
    const match = this.#matchOf(described)
    const network = (match.network ??= this.#ofNetwork(match.window, this.#lineOf(described)))
    return { tables, network }
  }

  /** How far the reader trusts a card's match to be a claim: a logit. */
  trustIn(described: Described): number {
    const { tables, network } = this.#trusts(described)
    return tables + worth.match * network
  }

  /**
   * Matches that the reader trusts, one in each step. What it finds most unlikely where it stands is no claim, whatever
   * its words; what it only doubts is a guess, or nothing on a page that may be about another disease.
   */
  *trusted(): Generator<void, Described[]> {
    const trusted: Described[] = []
    const share = this.page.lineCount === 1 ? worth.match : worth.stands
    for (const described of this.spoken.found) {
      yield
      const { tables, network } = this.#trusts(described)
      const least = this.model.leastTrust(described.finding.harm)
      if (this.model.isSure(tables + worth.match * network)) trusted.push(described)
      else if (tables + share * network >= least && !this.#elsewhere(described))
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
    const guessed = this.#guessedIn(described.finding.block)
    guessed.matches ??= new WeakMap()
    let match = guessed.matches.get(described)
    if (!match) {
      const context = this.contextOf(this.#lineOf(described))
      guessed.matches.set(
        described,
        (match = windowOfMatch(described, context, readings, surroundings, model)),
      )
    }
    return match
  }

  /** All that the reader may propose beside what cards have said, likely or not, one block in each step. */
  *candidates(kept: readonly Described[]): Generator<void, Candidate[]> {
    const taken = new Taken(this.page, kept, this.spoken.stopped)
    const found: Candidate[] = []
    for (let block = 0; block < this.page.read.length; block++) {
      yield
      for (const guess of this.#guessedIn(block).guesses) {
        const { window } = guess
        const line = this.page.linesOf(block)[guess.sentence]!
        const judged = this.#open(guess, line, taken)
        if (!judged) continue
        const described = this.#described(guess, judged, line)
        const ofCard = this.#ofCard(judged, window, taken.stopped(line, window))
        const said = this.#said(guess, line)
        const margin = this.model.weigh(ofCard, said + this.#onPage(guess, line) + this.#read(guess, line))
        const context = this.contextOf(line)
        const tell = (take: TakeTrait) => {
          this.surroundings.near(window, context, take)
          this.surroundings.ofPage(line, take)
          ofCard(take)
        }
        found.push({ margin, tell, described, window, line })
      }
    }
    return found
  }

  /**
   * What the reader proposes beside what cards have said, the likeliest where runs overlap, one block in each step.
   * @param alone whether the text is one sentence
   */
  *proposed(kept: readonly Described[], alone: boolean): Generator<void, Described[]> {
    const taken = new Taken(this.page, kept, this.spoken.stopped)
    const proposed: Described[] = []
    for (let block = 0; block < this.page.read.length; block++) {
      if (!this.page.read[block]!.sentences.length) continue
      yield
      const { guesses } = this.#guessedIn(block)
      for (let from = 0, to = 0; from < guesses.length; from = to) {
        const { sentence } = guesses[from]!
        while (guesses[to]?.sentence === sentence) to++
        const line = this.page.linesOf(block)[sentence]!
        proposed.push(...this.#likeliest(guesses.slice(from, to), line, taken, alone))
      }
    }
    return proposed
  }

  /**
   * The likeliest of a line's guesses that do not overlap, by what stands around them: a clause and the two that it is
   * one of resemble the same card, and asking cards and guards is what costs.
   */
  #likeliest(guesses: readonly Guess[], line: Line, taken: Taken, alone: boolean): Described[] {
    const { model } = this
    const least = model.leastThreshold(alone)
    const { otherPage } = this.contextOf(line)
    const turn = model.network ? mostTurned : 0
    const open: { guess: Guess; known: number }[] = []
    for (const guess of guesses) {
      const { logit } = guess.window
      const onPage = this.#onPage(guess, line)
      if (onPage + model.mostToCome(logit, false) + turn < least) continue
      const said = onPage + this.#said(guess, line)
      const most = model.mostToCome(logit, true)
      if (said + most + turn < least) continue
      const known = said + this.#read(guess, line)
      if (known + most >= least) open.push({ guess, known })
    }
    open.sort((a, b) => b.known - a.known)
    const chosen: Described[] = []
    const runs: Run[] = []
    for (const { guess, known } of open) {
      const { window } = guess
      if (runs.some((run) => meet(run, window))) continue
      const judged = this.#open(guess, line, taken)
      if (!judged) continue
      const margin = model.weigh(this.#ofCard(judged, window, taken.stopped(line, window)), known)
      if (margin < model.threshold(judged.card.topic, alone, otherPage)) continue
      const described = this.#described(guess, judged, line)
      described.finding.why.pattern = `reader ${margin.toFixed(2)}`
      runs.push(window)
      chosen.push(described)
    }
    return chosen
  }

  /** What a guess is worth by its sentence, its block and the rest of the page. */
  #onPage({ weight }: Guess, line: Line): number {
    return this.model.weigh((take) => this.surroundings.ofPage(line, take), weight)
  }

  /** What the words around it add to that. */
  #said(guess: Guess, line: Line): number {
    const { surroundings } = this
    const said = (guess.stance ??= this.model.stance(
      surroundings.words(guess.window, line),
      surroundings.wordsAround(line.block),
    ))
    return this.model.weigh((take) => take(stance, said), 0)
  }

  /** What the network adds to that. */
  #read(guess: Guess, line: Line): number {
    const { network } = this.model
    if (!network) return 0
    return worth.proposal * (guess.network ??= this.#ofNetwork(guess.window, line))
  }

  /** How likely the network finds a run where it stands: a logit. The runs of a line come one after the other. */
  #ofNetwork({ start, end }: Run, line: Line): number {
    const network = this.model.network!
    if (this.#passage?.line !== line)
      this.#passage = { line, reading: network.read(passageOf(line, this.page, this.engine)) }
    const from = line.sentence.start
    return network.logit(this.#passage.reading, start - from, end - from)
  }

  /** What a guess is judged to be where cards leave it open: none marks it, its own has not denied it. */
  #open(guess: Guess, line: Line, taken: Taken): JudgedGuess | null {
    const { window } = guess
    if (taken.marked(line.block, written(line, window, this.page))) return null
    const judged = this.#judged(guess, line)
    return judged && !taken.denied(line, window, judged.card.id) ? judged : null
  }

  #judged(guess: Guess, line: Line): JudgedGuess | null {
    if (guess.judged === undefined) guess.judged = this.#judge(guess.window, this.contextOf(line)) ?? null
    return guess.judged
  }

  /** Tells what its card and the objections to it say of a guess. */
  #ofCard({ card, despite }: JudgedGuess, { logit }: Window, stopped: boolean): Tell {
    return (take) => {
      take(`about ${card.topic}`, 1)
      take(`like ${card.id}`, 1)
      take(card.verdict, 1)
      for (const name of despite) take(`despite ${name}`, 1)
      if (despite.length) take(logitDespite, linear(logit))
      if (stopped) take('where a card is stopped', 1)
    }
  }

  #described(guess: Guess, judged: JudgedGuess, line: Line): Described {
    return (guess.described ??= describeGuess(judged, guess.window, this.contextOf(line)))
  }

  /** The card that a window is taken to assert; undefined where guards or exceptions rule it out. */
  #judge(window: Window, context: Context): JudgedGuess | undefined {
    const { engine } = this
    const { start, end } = window
    const noPromise = engine.cue('no-promise')
    // 不能保证…都会消失: who says that asserts nothing, whichever card it resembles.
    if (
      context.line.sentence.hasCue(noPromise) &&
      context.line.sentence.cues.some(
        (cue) => cue.reads.includes(noPromise) && cue.start >= start && cue.end <= end,
      )
    )
      return undefined
    const resembled = this.model.resembled(window.features, mostCards, this.#matter.around(context.line))
    const possible = ({ card: id }: Resembled): Omit<JudgedGuess, 'despite' | 'others'> | undefined => {
      const index = engine.card(id)
      const card = engine.rules.cards[index]
      if (!card || card.except.some((concept) => context.line.sentence.has(concept))) return undefined
      const match = matchOf(index, window, engine)
      return excepted(match, match.pattern, card, context) ? undefined : { card, match }
    }
    for (const [i, one] of resembled.entries()) {
      const judged = possible(one)
      if (!judged) continue
      const { card, match } = judged
      // What a card of prohibitions may waive for itself, a guess may not: only denials can be part of its words.
      const allow = card.allow.filter((name) => name === 'negated')
      const despite = objections(match, allow, context)
      if (
        despite.includes('debunked') &&
        (judgedInCell(match, context) ||
          rejectionsIn(context.line.sentence.cues, engine).some(
            (cue) => cue.start >= start && cue.start <= end + behind,
          ))
      )
        return undefined
      if (despite.some((name) => decisive.includes(name) || (name === 'other-disease' && context.otherPage)))
        return undefined
      // Whether a word spelt out by some pattern (不会) denies here or belongs to the claim is for the pages to teach.
      if (!allow.length && context.line.sentence.cueCount > 0) {
        const words = matchOf(match.pattern.card, window, engine, 'concepts')
        if (guards.negated(words, context)) despite.push('negated')
      }
      const others = resembled
        .slice(i + 1)
        .filter((other) => one.share < sure && other.share >= comparable * one.share && possible(other))
      return { card, match, despite, others: others.map((other) => other.card) }
    }
    return undefined
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
      guessed = { model, block, context, guesses: this.#guessesIn(block) }
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
      for (const window of windows) {
        const near = (take: TakeTrait) => this.surroundings.near(window, context, take)
        guesses.push({ sentence, window, weight: this.model.weigh(near) })
      }
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

/** A run of a line's normalised text in its block as that was written. */
function written({ block }: Line, { start, end }: Run, page: Page): Run {
  const [from, to] = toOriginal(page.read[block]!.normalised, start, end)
  return { start: from, end: to }
}

/** A guess as a finding. It has no parts to mark: all of its run is. */
function describeGuess(
  { card, match, despite, others }: JudgedGuess,
  run: Run,
  { line, page, engine }: Context,
): Described {
  const passed = guardNames.filter((name) => !despite.includes(name))
  const { block } = line
  const described = describe({ block, ...written(line, run, page), card, match, line, passed }, page, engine)
  const { finding } = described
  finding.level = 'suspected'
  if (despite.length) finding.why.despite = [...despite]
  if (others.length) finding.alternatives = [...others]
  delete described.doubtful
  return described
}

/** Where cards have spoken: what they mark, and what their guards have ruled out. */
class Taken {
  readonly #byBlock = new Map<number, Run[]>()
  readonly #byLine = new Map<number, Stopped[]>()

  constructor(page: Page, found: readonly Described[], stopped: readonly Stopped[]) {
    const put = <Key, R>(map: Map<Key, R[]>, key: Key, run: R) => {
      const runs = map.get(key)
      if (runs) runs.push(run)
      else map.set(key, [run])
    }
    for (const { finding } of found) put(this.#byBlock, finding.block, finding)
    for (const one of stopped) put(this.#byLine, page.firstLine[one.block]! + one.sentence, one)
  }

  /** Whether a card marks some of a run (offsets of the block as it was written). */
  marked(block: number, run: Run): boolean {
    return this.#byBlock.get(block)?.some((other) => meet(other, run)) ?? false
  }

  /** Whether this card itself was denied or rejected in a run (normalised offsets). */
  denied({ index }: Line, run: Run, card: string): boolean {
    return (this.#byLine.get(index) ?? []).some(
      (other) => other.rule === card && obeyed.includes(other.by) && meet(run, other),
    )
  }

  /** Whether a card's guard has ruled something out in a run (normalised offsets). */
  stopped({ index }: Line, run: Run): boolean {
    return (this.#byLine.get(index) ?? []).some((other) => meet(run, other))
  }
}

const meet = (a: Run, b: Run) => a.start < b.end && b.start < a.end

function count(keys: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
