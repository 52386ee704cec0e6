import type { CompiledPattern, Rules } from '../cards/compiled'
import { Lexicon } from '../text/lexicon'
import { type CharTable, charTable } from '../text/normalise'

/** Rules made ready to run: the word table, the groups and the patterns by the part that is looked for first. */
export interface Engine {
  rules: Rules
  chars: CharTable
  lexicon: Lexicon
  /** For each concept: itself and the groups it belongs to. */
  readsAs: (readonly number[])[]
  /** All that these concepts read as together; the same list for the same list, since the lexicon hands out few. */
  reads: (concepts: readonly number[]) => readonly number[]
  /** Patterns to try when a concept was seen, by concept. */
  byConcept: Map<number, CompiledPattern[]>
  /** Concept number of a name, -1 when the rules do not know it. */
  number: (name: string) => number
}

const engines = new WeakMap<Rules, Engine>()

export function engineFor(rules: Rules): Engine {
  let engine = engines.get(rules)
  if (!engine) engines.set(rules, (engine = build(rules)))
  return engine
}

function build(rules: Rules): Engine {
  const lexicon = new Lexicon(rules.disguises)
  rules.entries.forEach((list, concept) => {
    if (list) for (const entry of list.split(' ')) lexicon.add(entry, concept, rules.disguised[concept] === 1)
  })

  const readsAs: number[][] = rules.concepts.map((_, i) => [i])
  for (const [group, members] of rules.groups)
    for (const member of members) if (!readsAs[member]!.includes(group)) readsAs[member]!.push(group)

  const known = new WeakMap<readonly number[], readonly number[]>()
  const reads = (concepts: readonly number[]) => {
    if (concepts.length === 1) return readsAs[concepts[0]!]!
    let list = known.get(concepts)
    if (!list) known.set(concepts, (list = [...new Set(concepts.flatMap((concept) => readsAs[concept]!))]))
    return list
  }

  const names = new Map(rules.concepts.map((name, i) => [name, i]))
  const byConcept = new Map<number, CompiledPattern[]>()
  const rarity = conceptWeights(rules)
  for (const pattern of rules.patterns) {
    const anchor = anchorOf(pattern, rarity)
    for (const concept of anchor) {
      const list = byConcept.get(concept)
      if (list) list.push(pattern)
      else byConcept.set(concept, [pattern])
    }
  }
  return {
    rules,
    chars: charTable(rules.chars),
    lexicon,
    readsAs,
    reads,
    byConcept,
    number: (name) => names.get(name) ?? -1,
  }
}

/** How many patterns use a concept: the anchor of a pattern is the required part that fewest others share. */
function conceptWeights(rules: Rules): number[] {
  const weights = rules.concepts.map(() => 0)
  for (const pattern of rules.patterns)
    for (const step of pattern.steps) for (const concept of step.any) weights[concept]!++
  return weights
}

function anchorOf(pattern: CompiledPattern, weights: readonly number[]): readonly number[] {
  let best: readonly number[] = []
  let lightest = Number.POSITIVE_INFINITY
  for (const step of pattern.steps) {
    if (step.optional || step.carried || step.number) continue
    const weight = step.any.reduce((sum, concept) => sum + weights[concept]!, 0)
    if (weight < lightest) {
      lightest = weight
      best = step.any
    }
  }
  return best
}
