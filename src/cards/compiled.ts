import type { Words } from '../text/words'

/** What the compiler makes of rules/: plain JSON, small, ready for the analysis. Concept numbers index `concepts`. */
export interface Rules extends Words {
  version: string
  /** Pairs of a traditional (or variant) and a simplified character, written one after the other. */
  chars: string
  /** Concept names by number. Literals of patterns are `"…"`, guard families `guard:…`. */
  concepts: string[]
  /** Class of a concept for competing subjects (drug, food, disease …), by concept number. */
  classes: (string | 0)[]
  /** Concepts that hold other concepts: hits of the members count for the group. */
  groups: [group: number, members: number[]][]
  /** Lists of concepts any of which will do, equal ones once: parts of patterns and what forbids them go by their numbers. */
  slots: number[][]
  patterns: CompiledPattern[]
  cards: CompiledCard[]
}

export interface CompiledStep {
  any: number[]
  /** Place of `any` in `Rules.slots`. */
  slot?: number
  /** Numbers that will do as well as the concepts. */
  numbers?: { kind: string; op?: string; value?: number }[]
  /** 0 near, 1 far, 2 adjacent. */
  link: 0 | 1 | 2
  optional?: 1
  carried?: 1
  context?: 1
}

export interface CompiledPattern {
  /** Index into `cards`. */
  card: number
  source: string
  steps: CompiledStep[]
  /** Concepts that must not be in the sentence. */
  absent: number[]
  absentSlot?: number | undefined
  /** Concepts that must not be in the clauses of the parts. */
  absentInClause: number[]
}

export interface CompiledCard {
  id: string
  topic: string
  verdict: 'contradicted' | 'unsupported'
  harm: 'high' | 'medium' | 'low'
  /** Names of guards this card does not want. */
  allow: string[]
  /** Concepts that, in the sentence, make the claim true or another one. */
  except: number[]
  exceptSlot?: number | undefined
  /** Concepts that do so in the clauses of the parts only. */
  exceptInClause: number[]
  /** Higher wins where findings overlap. */
  priority: number
}
