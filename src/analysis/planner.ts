import type { CompiledPattern, Rules } from '../cards/compiled'
import type { ReadSentence } from './read'

/** A pattern with what a sentence must and must not hold for it, so that most sentences are passed over at a glance. */
interface Plan {
  pattern: CompiledPattern
  index: number
  /** Slots that must be filled. */
  needs: readonly number[]
  /** The part looked for first. */
  anchor: readonly number[]
  /** Slots that may not be filled, -1 for none: what the pattern forbids, and what makes its card's claim true. */
  absent: number
  except: number
}

const nothing: readonly CompiledPattern[] = []

/** Picks the patterns that are worth a try in a sentence. */
export class Planner {
  /** Plans by the slot that is looked for first. */
  readonly #bySlot: Plan[][]
  /** For each slot the last round that saw it filled. */
  readonly #seen: Int32Array
  #round = 0
  /** Slots filled in this round that some plan begins with. */
  readonly #begun: number[] = []

  constructor(rules: Rules) {
    this.#bySlot = rules.slots.map(() => [])
    this.#seen = new Int32Array(rules.slots.length)
    const weights = conceptWeights(rules)
    const weightOf = rules.slots.map((concepts) =>
      concepts.reduce((sum, concept) => sum + weights[concept]!, 0),
    )
    for (const [index, pattern] of rules.patterns.entries()) {
      const needs: number[] = []
      let anchor = -1
      for (const { optional, carried, numbers, slot } of pattern.steps) {
        if (optional || carried || numbers) continue
        needs.push(slot!)
        if (anchor < 0 || weightOf[slot!]! < weightOf[anchor]!) anchor = slot!
      }
      this.#bySlot[anchor]!.push({
        pattern,
        index,
        needs,
        anchor: rules.slots[anchor]!,
        absent: pattern.absentSlot ?? -1,
        except: rules.cards[pattern.card]!.exceptSlot ?? -1,
      })
    }
  }

  /** The patterns whose parts a sentence holds, and nothing that forbids them. */
  patternsFor(sentence: ReadSentence, ignoreExcept = false): readonly CompiledPattern[] {
    this.#look(sentence)
    const plans: Plan[] = []
    for (const slot of this.#begun)
      for (const plan of this.#bySlot[slot]!) if (this.#fits(plan, ignoreExcept)) plans.push(plan)
    if (plans.length === 0) return nothing
    if (plans.length === 1) return [plans[0]!.pattern]
    // By the first concept that brought them up: what is found first stands where equals compete.
    const first = new Map(
      plans.map((plan) => [plan, plan.anchor.find((concept) => sentence.present.has(concept))!]),
    )
    return plans
      .sort((a, b) => first.get(a)! - first.get(b)! || a.index - b.index)
      .map(({ pattern }) => pattern)
  }

  #look(sentence: ReadSentence): void {
    const round = ++this.#round
    this.#begun.length = 0
    const seen = this.#seen
    for (let word = 0; word < sentence.wordCount; word++) {
      const { slots } = sentence.meaning(word)
      for (let i = 0; i < slots.length; i++) {
        const slot = slots[i]!
        if (seen[slot] === round) continue
        seen[slot] = round
        if (this.#bySlot[slot]!.length) this.#begun.push(slot)
      }
    }
  }

  #fits({ needs, absent, except }: Plan, ignoreExcept: boolean): boolean {
    const round = this.#round
    const seen = this.#seen
    for (let i = 0; i < needs.length; i++) if (seen[needs[i]!] !== round) return false
    if (absent >= 0 && seen[absent] === round) return false
    return ignoreExcept || except < 0 || seen[except] !== round
  }
}

/** How many patterns use a concept: a pattern is looked for by the required part that fewest others share. */
function conceptWeights(rules: Rules): number[] {
  const weights = rules.concepts.map(() => 0)
  for (const { steps } of rules.patterns)
    for (const { any } of steps) for (const concept of any) weights[concept]!++
  return weights
}
