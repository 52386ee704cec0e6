import type { CompiledPattern, CompiledStep, Rules } from '../cards/compiled'
import { kindsOf } from '../text/numbers'
import type { Filled } from './filled'
import { leadOf } from './meanings'
import type { ReadSentence } from './read'

/** A pattern as it is looked for. */
export interface Plan {
  pattern: CompiledPattern
  /** The part that may stand before the sentence. */
  subject: CompiledStep | undefined
  /** The other parts, in reading order. */
  inline: readonly CompiledStep[]
}

const nothing: readonly Plan[] = []

/**
 * Picks the patterns that are worth a try in a sentence. What a sentence must and must not hold for each pattern stands
 * in one row of numbers, since thousands are passed over on every page: pattern; slots that may not be filled (what the
 * pattern forbids, what makes its card's claim true); slot of the subject; number of parts that must be there, and of
 * each its slot and the kinds of numbers (bits) that will do as well. In place of a missing slot: -1.
 */
export class Planner {
  readonly #rules: Rules
  readonly #row: Int32Array
  /** Where in the row the patterns begin that are looked for first by each slot. */
  readonly #begin: Int32Array
  readonly #plans: (Plan | undefined)[] = []

  constructor(rules: Rules) {
    this.#rules = rules
    const { slots, patterns, cards } = rules
    const weights = conceptWeights(rules)
    const weightOf = slots.map((concepts) => concepts.reduce((sum, concept) => sum + weights[concept]!, 0))
    const bySlot: number[][] = slots.map(() => [])
    for (let index = 0; index < patterns.length; index++) {
      const { steps, card, absentSlot = -1 } = patterns[index]!
      let anchor = -1
      let subject = -1
      const needs: number[] = []
      for (const { optional, carried, numbers, slot } of steps) {
        if (carried && !optional && subject < 0) subject = slot!
        if (optional || carried) continue
        needs.push(slot!, numbers ? kindsOf(numbers) : 0)
        if (!numbers && (anchor < 0 || weightOf[slot!]! < weightOf[anchor]!)) anchor = slot!
      }
      bySlot[anchor]!.push(
        index,
        absentSlot,
        cards[card]!.exceptSlot ?? -1,
        subject,
        needs.length / 2,
        ...needs,
      )
    }
    this.#row = Int32Array.from(bySlot.flat())
    this.#begin = new Int32Array(slots.length + 1)
    for (let slot = 0; slot < slots.length; slot++)
      this.#begin[slot + 1] = this.#begin[slot]! + bySlot[slot]!.length
  }

  /** The patterns whose parts the sentence that `filled` has seen last holds in their order, and nothing that forbids them. */
  plansFor(sentence: ReadSentence, filled: Filled, ignoreExcept = false): readonly Plan[] {
    const found: number[] = []
    /** Beside each the first concept that brought it up: what is found first stands where equals compete. */
    const leads: number[] = []
    for (const slot of filled.slots) {
      const end = this.#begin[slot + 1]!
      let lead = -1
      for (let at = this.#begin[slot]!; at < end; at += 5 + 2 * this.#row[at + 4]!) {
        if (!this.#fits(at, sentence, filled, ignoreExcept)) continue
        if (lead < 0) lead = leadOf(sentence, slot)
        const index = this.#row[at]!
        let i = found.length
        for (; i > 0 && (leads[i - 1]! > lead || (leads[i - 1] === lead && found[i - 1]! > index)); i--) {
          found[i] = found[i - 1]!
          leads[i] = leads[i - 1]!
        }
        found[i] = index
        leads[i] = lead
      }
    }
    return found.length ? found.map((index) => this.#plan(index)) : nothing
  }

  #fits(at: number, sentence: ReadSentence, filled: Filled, ignoreExcept: boolean): boolean {
    const row = this.#row
    const end = at + 5 + 2 * row[at + 4]!
    /** The parts so far end here at the earliest. */
    let from = 0
    for (let i = at + 5; i < end; i += 2) {
      const slot = row[i]!
      if (filled.has(slot)) {
        if (row[i + 1]) continue
        if (filled.lastStart[slot]! < from) return false
        if (filled.firstEnd[slot]! > from) from = filled.firstEnd[slot]!
      } else if ((row[i + 1]! & sentence.numberKinds) === 0) return false
    }
    if (row[at + 1]! >= 0 && filled.has(row[at + 1]!)) return false
    if (!ignoreExcept && row[at + 2]! >= 0 && filled.has(row[at + 2]!)) return false
    return row[at + 3]! < 0 || filled.isNear(row[at + 3]!)
  }

  #plan(index: number): Plan {
    return (this.#plans[index] ??= planOf(this.#rules.patterns[index]!))
  }
}

function planOf(pattern: CompiledPattern): Plan {
  const { steps } = pattern
  const subject = steps.find((step) => step.carried && !step.optional)
  return { pattern, subject, inline: subject ? steps.filter((step) => step !== subject) : steps }
}

/** How many patterns use a concept: a pattern is looked for by the required part that fewest others share. */
function conceptWeights(rules: Rules): number[] {
  const weights = rules.concepts.map(() => 0)
  for (const { steps } of rules.patterns)
    for (const { any } of steps) for (const concept of any) weights[concept]!++
  return weights
}
