import type { CompiledPattern, CompiledStep, Rules } from '../cards/compiled'
import { Lexicon, type Reading } from '../text/lexicon'
import { type CharTable, charTable } from '../text/normalise'
import { NetBuilder } from '../text/words'
import { ConceptSet } from './concept-set'
import { finish } from './steps'

/** A pattern with what a sentence must and must not hold for it, so that most sentences are passed over at a glance. */
export interface Plan {
  pattern: CompiledPattern
  /** One of each must be present; the shortest lists, which fail soonest, first. */
  needs: (readonly number[])[]
  /** None may be present in the sentence: what the pattern forbids, and what makes its card's claim true. */
  absent: readonly number[]
  except: readonly number[]
}

/** Rules made ready to run: the word table, the groups and the patterns by the part that is looked for first. */
export interface Engine {
  rules: Rules
  chars: CharTable
  /** How many word templates there are in all. */
  templates: number
  /** Words of concepts. */
  lexicon: Lexicon
  /** Cues of context: looked for apart, so that neither hides the other. */
  cues: Lexicon
  /** For each concept: itself and the groups it belongs to. */
  readsAs: (readonly number[])[]
  /** All concepts a reading stands for, groups included. */
  readsOf: (reading: Reading) => readonly number[]
  maskOf: (reading: Reading) => ConceptSet
  /** Patterns to try when a concept was seen, by concept; `anchors` are the concepts that have some. */
  byConcept: Map<number, Plan[]>
  anchors: ConceptSet
  /** Classes of the concepts a part stands for: what competes with it as a subject. */
  classesOf: (step: CompiledStep) => ReadonlySet<string>
  /** Concept number of a name, -1 when the rules do not know it. */
  number: (name: string) => number
  /** Index among the cards of an id, -1 when there is no such card. */
  card: (id: string) => number
  /** Concept number of a family of cues of rules/guards.yaml. */
  cue: (family: string) => number
}

const engines = new WeakMap<Rules, Engine>()

export const engineFor = (rules: Rules): Engine => finish(engineInSteps(rules))

/** The same in small steps: the word table takes a page longer to build than it may be held up. */
export function* engineInSteps(rules: Rules): Generator<void, Engine> {
  let engine = engines.get(rules)
  if (!engine) engines.set(rules, (engine = yield* build(rules)))
  return engine
}

/** Words up to this length, in UTF-16 units, are units that hold no other word: 治愈率, 副作用. */
const unit = 4

/** Words written in a pattern stand among the concepts in quotes; they were not chosen to switch others off. */
const isLiteral = (concept: string) => concept.startsWith('"')

/** Families of rules/guards.yaml stand among the concepts under this prefix. */
export const isCue = (concept: string) => concept.startsWith('guard:')

/** UTF-16 units of word templates between two steps. */
const stride = 20_000

function* build(rules: Rules): Generator<void, Engine> {
  const numbers = rules.concepts.map((_, concept) => concept)
  const words = yield* netOf(
    rules,
    numbers.filter((concept) => !isCue(rules.concepts[concept]!)),
  )
  const lexicon = new Lexicon(words.net, unit, (concept) => !isLiteral(rules.concepts[concept]!))
  const cueWords = yield* netOf(
    rules,
    numbers.filter((concept) => isCue(rules.concepts[concept]!)),
  )
  const cues = new Lexicon(cueWords.net)
  yield

  const readsAs: number[][] = rules.concepts.map((_, i) => [i])
  for (const [group, members] of rules.groups)
    for (const member of members) if (!readsAs[member]!.includes(group)) readsAs[member]!.push(group)

  const names = new Map(rules.concepts.map((name, i) => [name, i]))
  const setOf = (concepts: Iterable<number>) => ConceptSet.of(rules.concepts.length, concepts)
  const cards = new Map(rules.cards.map(({ id }, i) => [id, i]))
  const families = new Map(
    rules.concepts.flatMap((name, i) => (isCue(name) ? [[name.slice(6), i] as const] : [])),
  )
  const byConcept = new Map<number, Plan[]>()
  const rarity = conceptWeights(rules)
  for (const pattern of rules.patterns) {
    const plan: Plan = {
      pattern,
      needs: pattern.steps
        .filter((step) => !step.optional && !step.carried && !step.numbers)
        .map((step) => step.any)
        .sort((a, b) => a.length - b.length),
      absent: pattern.absent,
      except: rules.cards[pattern.card]!.except,
    }
    for (const concept of anchorOf(pattern, rarity)) {
      const list = byConcept.get(concept)
      if (list) list.push(plan)
      else byConcept.set(concept, [plan])
    }
  }
  const reads = new Map<Reading, readonly number[]>()
  const masks = new Map<Reading, ConceptSet>()
  const readsOf = (reading: Reading) => {
    let all = reads.get(reading)
    if (!all) reads.set(reading, (all = [...new Set(reading.concepts.flatMap((one) => readsAs[one]!))]))
    return all
  }
  const maskOf = (reading: Reading) => {
    let mask = masks.get(reading)
    if (!mask) masks.set(reading, (mask = setOf(readsOf(reading))))
    return mask
  }
  const classes = new Map<CompiledStep, Set<string>>()
  const classesOf = (step: CompiledStep) => {
    let found = classes.get(step)
    if (!found) {
      const members = rules.groups.filter(([group]) => step.any.includes(group)).flatMap(([, list]) => list)
      const named = [...step.any, ...members].map((concept) => rules.classes[concept])
      classes.set(step, (found = new Set(named.filter((name): name is string => Boolean(name)))))
    }
    return found
  }
  return {
    rules,
    classesOf,
    chars: charTable(rules.chars),
    templates: words.templates + cueWords.templates,
    lexicon,
    cues,
    readsAs,
    readsOf,
    maskOf,
    byConcept,
    anchors: setOf(byConcept.keys()),
    number: (name) => names.get(name) ?? -1,
    card: (id) => cards.get(id) ?? -1,
    cue: (family) => families.get(family) ?? -1,
  }
}

function* netOf(rules: Rules, concepts: readonly number[]): Generator<void, NetBuilder> {
  const builder = new NetBuilder(rules, concepts)
  let read = 0
  for (const concept of concepts.toReversed()) {
    builder.add(concept)
    read += rules.entries[concept]!.length
    if (read < stride) continue
    read = 0
    yield
  }
  return builder
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
    if (step.optional || step.carried || step.numbers) continue
    const weight = step.any.reduce((sum, concept) => sum + weights[concept]!, 0)
    if (weight < lightest) {
      lightest = weight
      best = step.any
    }
  }
  return best
}
