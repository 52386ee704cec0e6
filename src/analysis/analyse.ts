import type { CompiledCard, Rules } from '../cards/compiled'
import type { GuardName } from '../cards/schema'
import { toOriginal } from '../text/normalise'
import { pairContradictions } from './contradictions'
import { otherDiseaseLines } from './disease'
import { type Engine, engineFor, type Plan } from './engine'
import { type Context, guards } from './guards'
import { clausesOf, type Match, markOf, matches, type Part, stepName } from './match'
import { mythLines } from './myths'
import { withoutOverlaps } from './overlaps'
import { type Line, type Page, readPage } from './page'
import type { BlockCache } from './read'
import { findSubject } from './subject'
import type { Analysis, Block, Doubtful, Finding } from './types'

export type { BlockCache } from './read'

export interface AnalysisOptions {
  /** Keeps what was read of each block between calls, by text; only changed blocks are read again. */
  cache?: BlockCache
  /** For the example checker: these stops are passed over. */
  ignore?: { guards?: ReadonlySet<GuardName>; except?: boolean; bounds?: boolean; rivals?: boolean }
  /** Keep overlapping findings of different cards (for the example checker). */
  keepOverlaps?: boolean
}

const guardEntries = Object.entries(guards) as [GuardName, (typeof guards)[GuardName]][]

/** One judged match, before overlaps are settled. */
export interface Judged {
  finding: Finding
  doubtful?: Doubtful
  priority: number
  /** How many required parts stand behind it. */
  weight: number
}

/**
 * Finds the claims of a page that the cards contradict or do not support.
 * Pure: the same blocks and rules give the same findings everywhere. Never throws on any text.
 */
export function analyse(blocks: readonly Block[], rules: Rules, options: AnalysisOptions = {}): Analysis {
  const steps = analyseInSteps(blocks, rules, options)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
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
  const engine = engineFor(rules)
  const page = yield* readPage(blocks, engine, options.cache)
  const otherDisease = otherDiseaseLines(page, engine)
  yield
  const mythEnds = mythLines(page, engine)
  const judged: Judged[] = []
  const denied: { card: CompiledCard; place: Finding }[] = []

  for (const line of page.lines) {
    const { sentence } = line
    if (line.first) yield
    if (!sentence.present.meets(engine.anchors)) continue
    const tried = new Set<Plan>()
    sentence.present.eachShared(engine.anchors, (concept) => {
      for (const plan of engine.byConcept.get(concept)!) {
        if (tried.has(plan)) continue
        tried.add(plan)
        if (!plan.needs.every((need) => sentence.present.meets(need))) continue
        if (sentence.present.meets(plan.absent)) continue
        if (!options.ignore?.except && sentence.present.meets(plan.except)) continue
        const { pattern } = plan
        const card = rules.cards[pattern.card]!
        for (const match of matches(pattern, sentence, { ignoreBounds: options.ignore?.bounds })) {
          if (match.subject) {
            const subject = findSubject(
              match.subject,
              match.parts,
              line,
              page,
              engine,
              options.ignore?.rivals,
            )
            if (!subject) continue
            match.subjectHere =
              subject.here && subject.near && !subject.part.step.context ? subject.part : undefined
            match.parts = [subject.part, ...match.parts].map((part) =>
              part === subject.part ? { ...part, step: { ...part.step, context: 1 } } : part,
            )
          }
          const clauses = clausesOf(match, sentence)
          const inClauses = (numbers: readonly number[]) =>
            numbers.length > 0 &&
            sentence.words.some(
              (word) =>
                word.reads.some((n) => numbers.includes(n)) &&
                clauses.some(([a, b]) => word.start >= a && word.start < b),
            )
          if (
            inClauses(pattern.absentInClause) ||
            (!options.ignore?.except && inClauses(card.exceptInClause))
          )
            continue
          const context: Context = {
            page,
            line,
            engine,
            mythEnd: mythEnds[line.index]!,
            otherDisease: otherDisease[line.index]!,
          }
          const passed: GuardName[] = []
          let stopped: GuardName | undefined
          for (const [name, guard] of guardEntries) {
            if (card.allow.includes(name) || options.ignore?.guards?.has(name)) continue
            if (guard(match, context)) {
              stopped = name
              break
            }
            passed.push(name)
          }
          if (stopped === 'negated')
            denied.push({ card, place: describe(match, line, page, card, engine, passed).finding })
          if (!stopped) judged.push(describe(match, line, page, card, engine, passed))
        }
      }
    })
  }
  yield
  const kept = options.keepOverlaps ? judged : withoutOverlaps(judged)
  pairContradictions(
    kept.map((j) => j.finding),
    denied.map(({ place }) => place),
  )
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

function describe(
  match: Match,
  line: Line,
  page: Page,
  card: CompiledCard,
  engine: Engine,
  passed: GuardName[],
): Judged {
  const { normalised } = page.read[line.block]!
  const original = page.blocks[line.block]!.text
  const [from, to] = markOf(match)
  const [start, end] = toOriginal(normalised, from, to)
  const here = (part: Part) => part.carriedFrom === undefined
  const restored = match.parts
    .filter((part) => part.word?.meant && here(part))
    .map((part) => ({
      published: line.text.slice(part.start, part.end),
      meant: part.word!.meant!,
      start: part.start,
      end: part.end,
    }))
  const finding: Finding = {
    block: line.block,
    start,
    end,
    quote: original.slice(start, end),
    rule: card.id,
    verdict: card.verdict,
    topic: card.topic,
    harm: card.harm,
    level: 'claim',
    ...(restored.length ? { meant: restore(line.text, from, to, restored) } : {}),
    why: {
      pattern: match.pattern.source,
      parts: match.parts.map((part) => ({
        name: stepName(part.step, engine),
        text: (part.carriedFrom ?? line.text).slice(part.start, part.end),
        ...(here(part) ? {} : { carried: true }),
      })),
      guards: passed,
      restored: restored.map(({ published, meant }) => ({ published, meant })),
    },
  }
  const words = match.parts
    .filter((part) => part.word?.doubtful && here(part))
    .map((part): [number, number] => [part.start - line.sentence.start, part.end - line.sentence.start])
  return {
    finding,
    ...(words.length
      ? { doubtful: { finding, sentence: line.text.slice(line.sentence.start, line.sentence.end), words } }
      : {}),
    priority: card.priority,
    weight: match.parts.length,
  }
}

/** The marked words with every disguised spelling put back. */
function restore(
  text: string,
  from: number,
  to: number,
  restored: { start: number; end: number; meant: string }[],
): string {
  let out = ''
  let at = from
  for (const { start, end, meant } of [...restored].sort((a, b) => a.start - b.start)) {
    if (start < at || end > to) continue
    out += text.slice(at, start) + meant
    at = end
  }
  return out + text.slice(at, to)
}
