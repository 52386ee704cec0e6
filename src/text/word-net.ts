/** In place of a character: the steps of the other node lead on from here too. */
export const free = 0

interface Steps {
  codes: number[]
  targets: number[]
  meant: number[]
}

const steps = (): Steps => ({ codes: [], targets: [], meant: [] })

/**
 * Words as a graph of characters in flat arrays: pages wait until it is built. A step leads to a node; nodes below
 * `ends` have no steps, a word ends there. Steps are put first and then tied together as those of one node. Where a
 * disguised word can be read in several ways, the first steps count, free ones last.
 */
export class WordNet {
  /** Steps of node n: from `firstStep[n]` up to `lastStep[n]`. */
  firstStep: Int32Array
  lastStep: Int32Array
  codes: Uint16Array
  /** Node that a step leads to * 4 + flags. */
  targets: Int32Array
  /** What a step of a disguise stands for: a place in `meanings`, 0 for a plain step. */
  meant: Uint16Array
  /** The second is the empty word, for steps inside of a disguise. */
  readonly meanings = ['', '']
  /** First steps of all words, then those behind a free step; none of them is free itself. */
  readonly roots = [steps(), steps()] as const

  #nodes: number
  #steps = 0
  readonly #waiting = steps()
  #seen = new Set<number>()

  /** @param room for about so many steps; there may be more */
  constructor(
    readonly ends: number,
    room: number,
  ) {
    this.#nodes = ends
    this.firstStep = new Int32Array(ends + room)
    this.lastStep = new Int32Array(ends + room)
    this.codes = new Uint16Array(room)
    this.targets = new Int32Array(room)
    this.meant = new Uint16Array(room)
  }

  get nodes(): number {
    return this.#nodes
  }

  /** Steps that belong to no node yet. */
  get waiting(): number {
    return this.#waiting.codes.length
  }

  put(code: number, node: number, flags = 0, meant = 0): void {
    this.#waiting.codes.push(code)
    this.#waiting.targets.push(node * 4 + flags)
    this.#waiting.meant.push(meant)
  }

  /** The node from which the waiting steps from `from` on lead on. */
  tie(from: number): number {
    const { codes, targets } = this.#waiting
    if (codes.length === from + 1 && codes[from] === free) {
      const node = targets[from]! >> 2
      this.#drop(from)
      return node
    }
    const node = this.newNode()
    this.tieTo(node, from)
    return node
  }

  /** A node for steps that come later. */
  newNode(): number {
    if (this.#nodes === this.firstStep.length) {
      this.firstStep = grown(this.firstStep, Int32Array)
      this.lastStep = grown(this.lastStep, Int32Array)
    }
    return this.#nodes++
  }

  tieTo(node: number, from: number): void {
    const { codes } = this.#waiting
    this.firstStep[node] = this.#steps
    for (let i = from; i < codes.length; i++) if (codes[i] !== free) this.#keep(i)
    for (let i = from; i < codes.length; i++) if (codes[i] === free) this.#keep(i)
    this.lastStep[node] = this.#steps
    this.#drop(from)
  }

  #keep(i: number): void {
    const at = this.#steps++
    if (at === this.codes.length) {
      this.codes = grown(this.codes, Uint16Array)
      this.targets = grown(this.targets, Int32Array)
      this.meant = grown(this.meant, Uint16Array)
    }
    this.codes[at] = this.#waiting.codes[i]!
    this.targets[at] = this.#waiting.targets[i]!
    this.meant[at] = this.#waiting.meant[i]!
  }

  /** Makes all waiting steps first steps of words. */
  tieToRoot(): void {
    const { codes, targets, meant } = this.#waiting
    this.#seen.clear()
    for (let i = 0; i < codes.length; i++) {
      if (codes[i] === free) this.#root(targets[i]! >> 2)
      else this.#begin(this.roots[0], codes[i]!, targets[i]!, meant[i]!)
    }
    this.#drop(0)
  }

  #root(node: number): void {
    if (this.#seen.has(node)) return
    this.#seen.add(node)
    for (let i = this.firstStep[node]!; i < this.lastStep[node]!; i++) {
      if (this.codes[i] === free) this.#root(this.targets[i]! >> 2)
      else this.#begin(this.roots[1], this.codes[i]!, this.targets[i]!, this.meant[i]!)
    }
  }

  #begin(roots: Steps, code: number, target: number, meant: number): void {
    roots.codes.push(code)
    roots.targets.push(target)
    roots.meant.push(meant)
  }

  #drop(from: number): void {
    const { codes, targets, meant } = this.#waiting
    codes.length = targets.length = meant.length = from
  }
}

type Units = Int32Array | Uint16Array

function grown<T extends Units>(full: T, kind: new (length: number) => T): T {
  const wide = new kind(full.length * 2)
  wide.set(full)
  return wide
}
