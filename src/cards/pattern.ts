import type { NumberKind } from '../text/numbers'

/**
 * The pattern language of cards and frames: parts in reading order, separated by spaces.
 *
 * | written | means |
 * |---|---|
 * | `tacrolimus` | a concept of rules/concepts |
 * | `医保|报销` | these words themselves; entries may hold alternatives `(不|没)好` |
 * | `a|b` | either; numbers too: `many|people>=500` |
 * | `duration<=45d` `percent>=60` | a number within a bound; units d w m y for durations |
 * | `a b` | b follows a in the same clause, at most 16 characters on |
 * | `a + b` | b follows a at once (at most 2 characters between) |
 * | `a ~ b` | b follows a in the same sentence, at most 60 characters on |
 * | `a & b` | in one clause, in either order |
 * | `a?` | marked when it is there |
 * | `@a` | the subject: here or, failing that, earlier in the section, in its heading or in the title |
 * | `[a]` | must be there, is not marked |
 * | `!a` | must not be in the sentence |
 * | `!!a` | must not be in the clauses that hold the parts |
 */
export interface Step {
  /** Alternatives: concept names, or literal entries written `"…"`. */
  any: string[]
  /** Numbers that will do as well. */
  numbers: Bound[]
  link: 'near' | 'far' | 'adjacent'
  optional: boolean
  carried: boolean
  context: boolean
}

export interface Bound {
  kind: NumberKind
  op?: '<=' | '>=' | '<' | '>'
  /** In the unit of the kind (see text/numbers.ts). */
  value?: number
}

export interface Pattern {
  source: string
  steps: Step[]
  absentInSentence: string[]
  absentInClause: string[]
}

const numberKinds = 'duration|percent|times|courses|people|money|age'
const numberPattern = new RegExp(`^(${numberKinds})(?:(<=|>=|<|>)(\\d+(?:\\.\\d+)?)([dwmy])?)?$`)
const dayUnits: Record<string, number> = { d: 1, w: 7, m: 30, y: 365 }

const splitAlternatives = (token: string): string[] => {
  const parts: string[] = []
  let depth = 0
  let current = ''
  for (const char of token) {
    if (char === '(') depth++
    if (char === ')') depth--
    if (char === '|' && depth === 0) {
      parts.push(current)
      current = ''
    } else current += char
  }
  parts.push(current)
  return parts
}

/** Whether a `?` at the end of a token belongs to a bracket that is only a piece of the token's word. */
function isWordEnd(token: string): boolean {
  if (!token.endsWith(')?')) return false
  let depth = 0
  for (let i = token.length - 2; i >= 0; i--) {
    if (token[i] === ')') depth++
    else if (token[i] === '(' && --depth === 0) return !/^[@[]*$/.test(token.slice(0, i))
  }
  return false
}

const isName = (token: string) => /^[a-z][a-z0-9-]*$/.test(token)

function boundOf(part: string): Bound | undefined {
  const number = numberPattern.exec(part)
  if (!number) return undefined
  const [, kind, op, value, unit] = number
  return {
    kind: kind as NumberKind,
    ...(op ? { op: op as Bound['op'], value: Number(value) * (unit ? dayUnits[unit]! : 1) } : {}),
  }
}

/** @throws {Error} in plain words when the pattern cannot be read. */
export function parsePattern(source: string): Pattern[] {
  const absentInSentence: string[] = []
  const absentInClause: string[] = []
  const steps: (Step & { anyOrder: boolean })[] = []
  let link: Step['link'] = 'near'
  let anyOrder = false
  for (const written of source.trim().split(/\s+/)) {
    let token = written
    if (token === '~') {
      link = 'far'
      continue
    }
    if (token === '+') {
      link = 'adjacent'
      continue
    }
    if (token === '&') {
      anyOrder = true
      continue
    }
    const names = (text: string) =>
      splitAlternatives(text).map((part) => {
        if (!part) throw new Error(`pattern “${source}”: an empty alternative in “${written}”`)
        return isName(part) ? part : `"${part}"`
      })
    if (token.startsWith('!!')) {
      absentInClause.push(...names(token.slice(2)))
      continue
    }
    if (token.startsWith('!')) {
      absentInSentence.push(...names(token.slice(1)))
      continue
    }
    let context = false
    let carried = false
    let optional = false
    // 治好(了)? is one word that may end in 了; (治好)? and cure? are parts that may be missing.
    if (token.endsWith('?') && !isWordEnd(token)) {
      optional = true
      token = token.slice(0, -1)
    }
    if (token.startsWith('[') && token.endsWith(']')) {
      context = true
      token = token.slice(1, -1)
    }
    if (token.startsWith('@')) {
      carried = true
      token = token.slice(1)
    }
    if (!token) throw new Error(`pattern “${source}”: “${written}” names nothing`)
    const alternatives = splitAlternatives(token)
    const numbers = alternatives.flatMap((part) => boundOf(part) ?? [])
    for (const part of alternatives)
      if (/[<>=]/.test(part) && !boundOf(part))
        throw new Error(
          `pattern “${source}”: “${part}” is no bound; write for example duration<=45d or percent>=60`,
        )
    const rest = alternatives.filter((part) => !boundOf(part))
    const any = rest.length ? names(rest.join('|')) : []
    steps.push({ any, numbers, link, optional, carried, context, anyOrder })
    link = 'near'
    anyOrder = false
  }
  if (!steps.some((step) => !step.optional && !step.carried && !step.context))
    throw new Error(`pattern “${source}”: no part that must be there and is marked`)
  if (!steps.some((step) => !step.optional && !step.carried && !step.numbers.length))
    throw new Error(`pattern “${source}”: at least one part that must be there has to be words, not a number`)
  return orders(steps).map((ordered) => ({ source, steps: ordered, absentInSentence, absentInClause }))
}

/** `a & b` gives both orders; a run of `&` gives all orders of the run. */
function orders(steps: (Step & { anyOrder: boolean })[]): Step[][] {
  const groups: (Step & { anyOrder: boolean })[][] = []
  for (const step of steps) {
    if (step.anyOrder && groups.length) groups.at(-1)!.push(step)
    else groups.push([step])
  }
  let all: Step[][] = [[]]
  for (const group of groups) {
    const permutations = permute(group)
    all = all.flatMap((head) =>
      permutations.map((order) => [
        ...head,
        ...order.map(({ anyOrder: _, ...step }, i) =>
          i === 0 ? { ...step, link: group[0]!.link } : { ...step, link: 'near' as const },
        ),
      ]),
    )
  }
  return all
}

const permute = <T>(items: T[]): T[][] =>
  items.length <= 1
    ? [items]
    : items.flatMap((item, i) =>
        permute([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
      )
