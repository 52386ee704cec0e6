/**
 * A set of concept numbers as bits: a sentence's is asked for thousands of times, and made for every sentence. Several
 * sets may lie in one buffer, one behind the other, because a buffer for each would cost more than what it holds.
 */
export class ConceptSet {
  constructor(
    private readonly bits: Int32Array,
    private readonly offset: number,
    private readonly length: number,
  ) {}

  /** How many 32-bit units a set of so many concepts takes. */
  static units(concepts: number): number {
    return (concepts + 31) >> 5
  }

  static of(size: number, concepts: Iterable<number>): ConceptSet {
    const bits = new Int32Array(ConceptSet.units(size))
    for (const concept of concepts) bits[concept >> 5]! |= 1 << (concept & 31)
    return new ConceptSet(bits, 0, bits.length)
  }

  has(concept: number): boolean {
    return concept >= 0 && (this.bits[this.offset + (concept >> 5)]! & (1 << (concept & 31))) !== 0
  }

  addAll({ bits, offset }: ConceptSet): void {
    for (let i = 0; i < this.length; i++) this.bits[this.offset + i]! |= bits[offset + i]!
  }

  /** Whether the two have a member in common. */
  meets({ bits, offset }: ConceptSet): boolean {
    for (let i = 0; i < this.length; i++) if (this.bits[this.offset + i]! & bits[offset + i]!) return true
    return false
  }

  /** Calls back for each member that `other` has too. */
  eachShared({ bits, offset }: ConceptSet, call: (concept: number) => void): void {
    for (let i = 0; i < this.length; i++) {
      for (let both = this.bits[this.offset + i]! & bits[offset + i]!; both !== 0; both &= both - 1)
        call((i << 5) + 31 - Math.clz32(both & -both))
    }
  }
}
