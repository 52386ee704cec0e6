/**
 * A set of concept numbers as bits: a sentence's is asked for thousands of times, and made for every sentence. Several
 * sets may lie in one buffer, one behind the other, because a buffer for each would cost more than what it holds.
 */
export class ConceptSet {
  constructor(
    private readonly bits: Int32Array,
    private readonly offset: number,
  ) {}

  /** How many 32-bit units a set of so many concepts takes. */
  static units(concepts: number): number {
    return (concepts + 31) >> 5
  }

  add(concept: number): void {
    this.bits[this.offset + (concept >> 5)]! |= 1 << (concept & 31)
  }

  has(concept: number): boolean {
    return concept >= 0 && (this.bits[this.offset + (concept >> 5)]! & (1 << (concept & 31))) !== 0
  }
}
