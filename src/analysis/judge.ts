import type { CompiledCard, CompiledPattern } from '../cards/compiled'
import type { GuardName } from '../cards/guard-names'
import { type Context, guards } from './guards'
import { clausesOf, type Match } from './match'
import { findSubject } from './subject'

/** What the example checker passes over, to prove that just this stopped an example. */
export interface Ignore {
  guards?: ReadonlySet<GuardName>
  except?: boolean
  bounds?: boolean
  rivals?: boolean
}

const guardEntries = Object.entries(guards) as [GuardName, (typeof guards)[GuardName]][]

/** Puts the subject among the parts, from this sentence or carried from before; false when there is none. */
export function withSubject(match: Match, { line, page, engine }: Context, ignore: Ignore = {}): boolean {
  if (!match.subject) return true
  const subject = findSubject(match.subject, match.parts, line, page, engine, ignore.rivals)
  if (!subject) return false
  match.subjectHere = subject.here && subject.near && !subject.part.step.context ? subject.part : undefined
  const context = { ...subject.part, step: { ...subject.part.step, context: 1 as const } }
  match.parts = [context, ...match.parts]
  return true
}

/** Whether the clauses of the parts hold what makes the claim true or another one. */
export function excepted(
  match: Match,
  pattern: CompiledPattern,
  card: CompiledCard,
  { line: { sentence } }: Context,
  ignore: Ignore = {},
): boolean {
  const { absentInClause } = pattern
  const { exceptInClause } = card
  if (absentInClause.length === 0 && (ignore.except || exceptInClause.length === 0)) return false
  let clauses: [number, number][] | undefined
  for (let word = 0; word < sentence.wordCount; word++) {
    const { reads } = sentence.meaning(word)
    const counts = meet(reads, absentInClause) || (!ignore.except && meet(reads, exceptInClause))
    if (!counts) continue
    clauses ??= clausesOf(match, sentence)
    const at = sentence.wordStart(word)
    if (clauses.some(([start, end]) => at >= start && at < end)) return true
  }
  return false
}

function meet(some: readonly number[], others: readonly number[]): boolean {
  for (let i = 0; i < some.length; i++) if (others.includes(some[i]!)) return true
  return false
}

/** Asks the guards in their order. `passed` are those that did not stop it. */
export function guard(
  match: Match,
  allow: readonly string[],
  context: Context,
  ignore: Ignore = {},
): { passed: GuardName[]; stopped?: GuardName } {
  const passed: GuardName[] = []
  for (const [name, stops] of guardEntries) {
    if (allow.includes(name) || ignore.guards?.has(name)) continue
    if (stops(match, context)) return { passed, stopped: name }
    passed.push(name)
  }
  return { passed }
}

/** All guards that would stop it, however many. */
export const objections = (match: Match, allow: readonly string[], context: Context): GuardName[] =>
  guardEntries.flatMap(([name, stops]) => (!allow.includes(name) && stops(match, context) ? [name] : []))
