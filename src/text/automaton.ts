import { free, type WordNet } from './word-net'
import { silent, telling } from './words'

/** What a word that was found stands for; equal ones share one object. */
export interface Reading {
  /** Counts the readings of one automaton from 0. */
  index: number
  /** Numbers of the concepts the word stands for, ascending. */
  concepts: readonly number[]
  /** Only the segmenter can confirm its borders. */
  doubtful: boolean
  disguised: boolean
}

export const readable = (flags: number) => (flags & silent) === 0 || (flags & telling) !== 0

/** No word goes on this way. */
export const none = -1
const unknown = -2

/**
 * The deterministic automaton over a net of words, made of those states only that a text really reaches, and kept.
 * A state is a set of configurations: places in the net * 4 + flags of the disguises on the way there.
 */
export class Automaton {
  readonly readings: (Reading | undefined)[] = []
  /** State behind each first character. */
  readonly first = new Int32Array(65536).fill(none)
  readonly #net: WordNet
  readonly #configurations: Int32Array[] = []
  readonly #byHash = new Map<number, number[]>()
  readonly #readings = new Map<string, Reading>()
  /** Steps between states: an open hash table of state, character and the state that follows. */
  #from = new Int32Array(8192)
  #codes = new Uint16Array(8192)
  #to = new Int32Array(8192)
  #size = 0
  #seen: Int32Array
  #round = 0
  #found: number[] = []
  /** Roots of the net in the order of their characters, and where those of each character begin. */
  readonly #roots: Int32Array
  readonly #rootsOf = new Int32Array(65537)

  constructor(net: WordNet) {
    this.#net = net
    this.#seen = new Int32Array(net.nodes)
    for (const { codes } of net.roots) for (const code of codes) this.#rootsOf[code + 1]!++
    for (let code = 0; code < 65536; code++) {
      if (this.#rootsOf[code + 1]) this.first[code] = unknown
      this.#rootsOf[code + 1]! += this.#rootsOf[code]!
    }
    this.#roots = new Int32Array(this.#rootsOf[65536]!)
    const next = this.#rootsOf.slice()
    for (const { codes, targets } of net.roots)
      for (let i = 0; i < codes.length; i++) this.#roots[next[codes[i]!]!++] = targets[i]!
    this.#from.fill(none)
  }

  /** How many states there are by now. */
  get states(): number {
    return this.#configurations.length
  }

  begin(code: number): number {
    const state = this.first[code]!
    if (state !== unknown) return state
    const found = this.#roots.slice(this.#rootsOf[code]!, this.#rootsOf[code + 1]!)
    return (this.first[code] = this.#state(found))
  }

  step(state: number, code: number): number {
    const mask = this.#from.length - 1
    let slot = hashOf(state, code) & mask
    for (; this.#from[slot] !== none; slot = (slot + 1) & mask)
      if (this.#from[slot] === state && this.#codes[slot] === code) return this.#to[slot]!
    const to = this.#follow(state, code)
    this.#keep(state, code, to)
    return to
  }

  #follow(state: number, code: number): number {
    this.#found.length = 0
    for (const configuration of this.#configurations[state]!) {
      this.#round++
      this.#walk(configuration >> 2, configuration & 3, code)
    }
    return this.#found.length ? this.#state(Int32Array.from(this.#found)) : none
  }

  #walk(node: number, flags: number, code: number): void {
    const { firstStep, lastStep, codes, targets } = this.#net
    const last = lastStep[node]!
    for (let i = firstStep[node]!; i < last; i++) {
      if (codes[i] === code) this.#found.push(targets[i]! | flags)
      else if (codes[i] === free) {
        const next = targets[i]! >> 2
        if (this.#seen[next] === this.#round) continue
        this.#seen[next] = this.#round
        this.#walk(next, flags, code)
      }
    }
  }

  /** The state of these configurations, which may repeat. */
  #state(found: Int32Array): number {
    const configurations = unique(found.sort())
    let hash = configurations.length
    for (const each of configurations) hash = Math.imul(hash ^ each, 0x01000193) ^ (hash >>> 15)
    const alike = this.#byHash.get(hash)
    const known = alike?.find((state) => same(this.#configurations[state]!, configurations))
    if (known !== undefined) return known
    const state = this.#configurations.push(configurations) - 1
    if (alike) alike.push(state)
    else this.#byHash.set(hash, [state])
    this.readings.push(this.#readingOf(configurations))
    return state
  }

  #readingOf(configurations: Int32Array): Reading | undefined {
    const plain: number[] = []
    const other: number[] = []
    this.#round++
    for (const configuration of configurations) {
      const flags = configuration & 3
      // Free steps are the same for all flags, but which way a word was reached is not.
      if (flags) this.#round++
      if (flags === 0) this.#ends(configuration >> 2, plain)
      else if (readable(flags)) this.#ends(configuration >> 2, other)
      if (flags) this.#round++
    }
    // A plain word is no disguise, whatever else it could stand for.
    const ends = plain.length ? plain : other
    return ends.length ? this.#reading(ends, !plain.length) : undefined
  }

  #ends(node: number, into: number[]): void {
    if (node < this.#net.ends) {
      into.push(node)
      return
    }
    const { firstStep, lastStep, codes, targets } = this.#net
    for (let i = firstStep[node]!; i < lastStep[node]!; i++) {
      if (codes[i] !== free) continue
      const next = targets[i]! >> 2
      if (this.#seen[next] === this.#round) continue
      this.#seen[next] = this.#round
      this.#ends(next, into)
    }
  }

  #reading(ends: readonly number[], disguised: boolean): Reading {
    const concepts = [...new Set(ends.map((end) => end >> 1))].sort((a, b) => a - b)
    const doubtful = ends.every((end) => end & 1)
    const key = `${concepts.join()}/${doubtful}/${disguised}`
    let reading = this.#readings.get(key)
    if (!reading)
      this.#readings.set(key, (reading = { index: this.#readings.size, concepts, doubtful, disguised }))
    return reading
  }

  #keep(state: number, code: number, to: number): void {
    if (++this.#size * 2 > this.#from.length) this.#grow()
    const mask = this.#from.length - 1
    let slot = hashOf(state, code) & mask
    while (this.#from[slot] !== none) slot = (slot + 1) & mask
    this.#from[slot] = state
    this.#codes[slot] = code
    this.#to[slot] = to
  }

  #grow(): void {
    const [from, codes, to] = [this.#from, this.#codes, this.#to]
    this.#from = new Int32Array(from.length * 2).fill(none)
    this.#codes = new Uint16Array(from.length * 2)
    this.#to = new Int32Array(from.length * 2)
    const mask = this.#from.length - 1
    for (let i = 0; i < from.length; i++) {
      if (from[i] === none) continue
      let slot = hashOf(from[i]!, codes[i]!) & mask
      while (this.#from[slot] !== none) slot = (slot + 1) & mask
      this.#from[slot] = from[i]!
      this.#codes[slot] = codes[i]!
      this.#to[slot] = to[i]!
    }
  }
}

const hashOf = (state: number, code: number) => {
  const hash = Math.imul(state, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)
  return hash ^ (hash >>> 15)
}

function unique(sorted: Int32Array): Int32Array {
  let n = 0
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[n++] = sorted[i]!
  return n === sorted.length ? sorted : sorted.slice(0, n)
}

const same = (a: Int32Array, b: Int32Array) => a.length === b.length && a.every((x, i) => x === b[i])
