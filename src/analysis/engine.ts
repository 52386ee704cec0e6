import type { CompiledStep, Rules } from '../cards/compiled'
import { Lexicon } from '../text/lexicon'
import { type CharTable, charTable } from '../text/normalise'
import { WordGraph } from '../text/word-graph'
import { Concepts, Meanings } from './meanings'
import { Planner } from './planner'
import { finish } from './steps'

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
  readsAs: readonly (readonly number[])[]
  /** What the readings of either lexicon stand for. */
  meanings: Meanings
  cueMeanings: Meanings
  planner: Planner
  /** Bits of the classes of the concepts a part stands for: what competes with it as a subject. */
  classesOf: (step: CompiledStep) => number
  /** Concept number of a name, -1 when the rules do not know it. */
  number: (name: string) => number
  /** Index among the cards of an id, -1 when there is no such card. */
  card: (id: string) => number
  /** Concept number of a family of cues of rules/guards.yaml. */
  cue: (family: string) => number
}

const engines = new WeakMap<Rules, Engine>()

export const engineFor = (rules: Rules): Engine => finish(engineInSteps(rules))

/** The same in small steps, so that a page is never held up for long. */
export function* engineInSteps(rules: Rules): Generator<void, Engine> {
  let engine = engines.get(rules)
  if (!engine) engines.set(rules, (engine = yield* build(rules)))
  return engine
}

/** The rules of an engine with the cues of context of others, which know these families only: nothing else is made anew. */
export function withCuesOf(engine: Engine, others: Rules): Rules {
  const { cues, cueMeanings } = engineFor(others)
  const rules = { ...engine.rules }
  engines.set(rules, { ...engine, rules, cues, cueMeanings })
  return rules
}

/** Words up to this length, in UTF-16 units, are units that hold no other word: 治愈率, 副作用. */
const unit = 4

/** Words written in a pattern stand among the concepts in quotes; they were not chosen to switch others off. */
const isLiteral = (concept: string) => concept.startsWith('"')

/** Families of rules/guards.yaml stand among the concepts under this prefix. */
export const isCue = (concept: string) => concept.startsWith('guard:')

function* build(rules: Rules): Generator<void, Engine> {
  const words: number[] = []
  const guards: number[] = []
  rules.concepts.forEach((name, concept) => (isCue(name) ? guards : words).push(concept))
  const graph = yield* WordGraph.inSteps(rules, rules.concepts.length)
  yield
  const lexicon = new Lexicon(graph, words, unit, (concept) => !isLiteral(rules.concepts[concept]!))
  yield
  const cues = new Lexicon(graph, guards)
  yield

  const concepts = new Concepts(rules)
  const names = new Map(rules.concepts.map((name, i) => [name, i]))
  const cards = new Map(rules.cards.map(({ id }, i) => [id, i]))
  const families = new Map(
    rules.concepts.flatMap((name, i) => (isCue(name) ? [[name.slice(6), i] as const] : [])),
  )
  const classes = new Map<CompiledStep, number>()
  const classesOf = (step: CompiledStep) => {
    let bits = classes.get(step)
    if (bits === undefined) classes.set(step, (bits = concepts.classesOf(step.any)))
    return bits
  }
  return {
    rules,
    classesOf,
    chars: charTable(rules.chars),
    templates: graph.templates,
    lexicon,
    cues,
    readsAs: concepts.readsAs,
    meanings: new Meanings(concepts),
    cueMeanings: new Meanings(concepts),
    planner: new Planner(rules),
    number: (name) => names.get(name) ?? -1,
    card: (id) => cards.get(id) ?? -1,
    cue: (family) => families.get(family) ?? -1,
  }
}
