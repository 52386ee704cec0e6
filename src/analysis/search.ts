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

const nothing: readonly Part[][] = []

/** Looks for the steps of patterns in one sentence. Nearly all attempts fail: parts are made of those only that do not. */
export class Search {
  readonly #sentence: ReadSentence
  readonly #ignoreBounds: boolean
  #steps: readonly CompiledStep[] = []
  readonly #refs: Ref[] = []
  readonly #chosen: CompiledStep[] = []

  /** @param ignoreBounds numbers match whatever their bound */
  constructor(sentence: ReadSentence, ignoreBounds = false) {
    this.#sentence = sentence
    this.#ignoreBounds = ignoreBounds
  }

  /** The parts of every way to find the steps in their order, one for each place of the first step that must be there. */
  all(steps: readonly CompiledStep[]): readonly Part[][] {
    this.#steps = steps
    let first = 0
    while (steps[first]!.optional) first++
    const head = steps[first]!
    let found: Part[][] | undefined
    if (head.numbers) {
      for (const ref of this.#withNumbers(head))
        if (this.#begin(ref, first)) (found ??= []).push(this.#parts(first))
    } else {
      for (let ref = this.#next(head, 0); ref >= 0; ref = this.#next(head, ref + 1))
        if (this.#begin(ref, first)) (found ??= []).push(this.#parts(first))
    }
    return found ?? nothing
  }

  #begin(ref: Ref, first: number): boolean {
    while (this.#refs.length) this.#drop()
    this.#refs.push(ref)
    this.#chosen.push(this.#steps[first]!)
    return this.#extend(first + 1)
  }

  #drop(): void {
    this.#refs.pop()
    this.#chosen.pop()
  }

  /** Finds the steps from `at` on behind what is found already. */
  #extend(at: number): boolean {
    if (at === this.#steps.length) return true
    const step = this.#steps[at]!
    const previous = this.#refs[this.#refs.length - 1]!
    if (step.numbers) {
      for (const ref of this.#withNumbers(step)) if (this.#take(previous, ref, step, at)) return true
    } else {
      // Words stand by their beginnings.
      for (let ref = this.#next(step, Math.max(0, previous + 1)); ref >= 0; ref = this.#next(step, ref + 1))
        if (this.#take(previous, ref, step, at)) return true
    }
    return step.optional === 1 && this.#extend(at + 1)
  }

  #take(previous: Ref, ref: Ref, step: CompiledStep, at: number): boolean {
    if (!this.#follows(previous, ref, step.link)) return false
    this.#refs.push(ref)
    this.#chosen.push(step)
    if (this.#extend(at + 1)) return true
    this.#drop()
    return false
  }

  /** What was found, and before it the steps up to `first` that may be missing, each as near as it stands. */
  #parts(first: number): Part[] {
    for (let i = first - 1; i >= 0; i--) {
      const next = this.#refs[0]!
      const { link } = this.#chosen[0]!
      const step = this.#steps[i]!
      const ref = this.#withNumbers(step).findLast((one) => this.#follows(one, next, link))
      if (ref === undefined) continue
      this.#refs.unshift(ref)
      this.#chosen.unshift(step)
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

  /** The first word from `from` on that will do for a step, -1 when there is none. */
  #next({ slot }: CompiledStep, from: number): Ref {
    const count = this.#sentence.wordCount
    for (let word = from; word < count; word++) if (fills(this.#sentence.meaning(word), slot!)) return word
    return -1
  }

  /** Words and numbers that will do for a step, by place, the longer first. */
  #withNumbers(step: CompiledStep): Ref[] {
    const refs: Ref[] = []
    for (let word = this.#next(step, 0); word >= 0; word = this.#next(step, word + 1)) refs.push(word)
    const { numbers } = step
    if (!numbers) return refs
    const words = refs.length
    for (const [i, number] of this.#sentence.numbers.entries()) {
      const fits = numbers.some(
        (bound) => number.kind === bound.kind && (this.#ignoreBounds || within(number, bound)),
      )
      if (fits) refs.push(-1 - i)
    }
    if (words === 0 || words === refs.length) return refs
    return refs.sort((a, b) => this.#start(a) - this.#start(b) || this.#end(b) - this.#end(a))
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
