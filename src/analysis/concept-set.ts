/** A set of concept numbers as bits: a sentence's is asked for thousands of times, and made for every sentence. */
export class ConceptSet {
  readonly bits: Int32Array

  constructor(size: number) {
    this.bits = new Int32Array((size + 31) >> 5)
  }

  static of(size: number, concepts: Iterable<number>): ConceptSet {
    const set = new ConceptSet(size)
    for (const concept of concepts) set.bits[concept >> 5]! |= 1 << (concept & 31)
    return set
  }

  has(concept: number): boolean {
    return concept >= 0 && (this.bits[concept >> 5]! & (1 << (concept & 31))) !== 0
  }

  addAll(other: ConceptSet): void {
    for (let i = 0; i < this.bits.length; i++) this.bits[i]! |= other.bits[i]!
  }

  /** Whether the two have a member in common. */
  meets(other: ConceptSet): boolean {
    for (let i = 0; i < this.bits.length; i++) if (this.bits[i]! & other.bits[i]!) return true
    return false
  }

  /** Calls back for each member that `other` has too. */
  eachShared(other: ConceptSet, call: (concept: number) => void): void {
    for (let i = 0; i < this.bits.length; i++) {
      for (let shared = this.bits[i]! & other.bits[i]!; shared !== 0; shared &= shared - 1)
        call((i << 5) + 31 - Math.clz32(shared & -shared))
    }
  }
}
