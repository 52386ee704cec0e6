import type { CompiledStep } from '../cards/compiled'
import type { NumberHit } from '../text/numbers'
import { clauseAt } from '../text/sentences'
import type { Part } from './match'
import { fills } from './meanings'
import type { ReadSentence } from './read'

/** UTF-16 units from the end of one part to the beginning of the next, by link. */
const farthest = [16, 60, 2]

/** A word of the sentence by its number, or the number `-1 - ref`. */
type Ref = number

/** Looks for the steps of patterns in one sentence. Nearly all attempts fail: parts are made of those only that do not. */
export class Search {
  readonly #sentence: ReadSentence
  readonly #ignoreBounds: boolean
  readonly #bySlot = new Map<number, readonly Ref[]>()
  #steps: readonly CompiledStep[] = []
  readonly #refs: Ref[] = []
  readonly #chosen: CompiledStep[] = []

  /** @param ignoreBounds numbers match whatever their bound */
  constructor(sentence: ReadSentence, ignoreBounds = false) {
    this.#sentence = sentence
    this.#ignoreBounds = ignoreBounds
  }

  /** The parts of every way to find the steps in their order, one for each place of the first step that must be there. */
  all(steps: readonly CompiledStep[]): Part[][] {
    this.#steps = steps
    const found: Part[][] = []
    for (const step of steps) if (!step.optional && !this.#places(step).length) return found
    const first = steps.findIndex((step) => !step.optional)
    for (const head of this.#places(steps[first]!)) {
      this.#refs.length = this.#chosen.length = 0
      this.#refs.push(head)
      this.#chosen.push(steps[first]!)
      if (this.#extend(first + 1)) found.push(this.#withLeading(first))
    }
    return found
  }

  #extend(at: number): boolean {
    if (at === this.#steps.length) return true
    const step = this.#steps[at]!
    const previous = this.#refs.at(-1)!
    for (const ref of this.#places(step)) {
      if (!this.#follows(previous, ref, step.link)) continue
      this.#refs.push(ref)
      this.#chosen.push(step)
      if (this.#extend(at + 1)) return true
      this.#refs.pop()
      this.#chosen.pop()
    }
    return step.optional === 1 && this.#extend(at + 1)
  }

  /** What was found, and before it the steps up to `first` that may be missing, each as near as it stands. */
  #withLeading(first: number): Part[] {
    for (let i = first - 1; i >= 0; i--) {
      const next = this.#refs[0]!
      const { link } = this.#chosen[0]!
      const ref = this.#places(this.#steps[i]!).findLast((one) => this.#follows(one, next, link))
      if (ref === undefined) continue
      this.#refs.unshift(ref)
      this.#chosen.unshift(this.#steps[i]!)
    }
    return this.#refs.map((ref, i) => this.#part(this.#chosen[i]!, ref))
  }

  #part(step: CompiledStep, ref: Ref): Part {
    if (ref >= 0) {
      const word = this.#sentence.words[ref]!
      return { step, start: word.start, end: word.end, word }
    }
    const number = this.#sentence.numbers[-1 - ref]!
    return { step, start: number.start, end: number.end, number }
  }

  #start(ref: Ref): number {
    return ref >= 0 ? this.#sentence.wordStart(ref) : this.#sentence.numbers[-1 - ref]!.start
  }

  #end(ref: Ref): number {
    return ref >= 0 ? this.#sentence.wordEnd(ref) : this.#sentence.numbers[-1 - ref]!.end
  }

  #follows(previous: Ref, next: Ref, link: 0 | 1 | 2): boolean {
    const start = this.#start(next)
    const gap = start - this.#end(previous)
    if (gap < 0 || gap > farthest[link]!) return false
    return link === 1 || clauseAt(this.#sentence, this.#start(previous)) === clauseAt(this.#sentence, start)
  }

  #places({ slot, numbers }: CompiledStep): readonly Ref[] {
    const words = this.#words(slot!)
    if (!numbers) return words
    const refs: Ref[] = [...words]
    for (const [i, number] of this.#sentence.numbers.entries()) {
      const fits = numbers.some(
        (bound) => number.kind === bound.kind && (this.#ignoreBounds || within(number, bound)),
      )
      if (fits) refs.push(-1 - i)
    }
    return refs.sort((a, b) => this.#start(a) - this.#start(b) || this.#end(b) - this.#end(a))
  }

  #words(slot: number): readonly Ref[] {
    const known = this.#bySlot.get(slot)
    if (known) return known
    const refs: Ref[] = []
    for (let i = 0; i < this.#sentence.wordCount; i++)
      if (fills(this.#sentence.meaning(i), slot)) refs.push(i)
    this.#bySlot.set(slot, refs)
    return refs
  }
}

/** A bound from above looks at the high end of a range, one from below at the high end too: 五六成 reaches 60. */
function within(hit: NumberHit, bound: { op?: string; value?: number }): boolean {
  const value = bound.value ?? 0
  switch (bound.op) {
    case '<=':
      return hit.high <= value
    case '<':
      return hit.high < value
    case '>=':
      return hit.high >= value
    case '>':
      return hit.high > value
    default:
      return true
  }
}
