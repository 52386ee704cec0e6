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
 * A state is a set of configurations: places in the net * 4 + flags of the disguises on the way there. What a state
 * needs is gathered in one walk when it is made: which words end there, and all steps that lead on, free ones gone.
 */
export class Automaton {
  readonly readings: (Reading | undefined)[] = []
  /** State behind each first character. */
  readonly first = new Int32Array(65536).fill(none)
  readonly #net: WordNet
  /** Configurations of all states, ascending in each; those of state n begin at `#begin[n]`. */
  readonly #configurations = new Row()
  readonly #begin = [0]
  /** Steps that lead on from all states: their characters and configurations behind them; those of state n begin at `#way[n]`. */
  readonly #codes = new Row()
  readonly #targets = new Row()
  readonly #way = [0]
  readonly #byHash = new Map<number, number[]>()
  readonly #readings = new Map<string, Reading>()
  /** Steps between states: an open hash table of state, character and the state that follows. */
  #from = new Int32Array(16384)
  #by = new Uint16Array(16384)
  #to = new Int32Array(16384)
  #size = 0
  #seen: Int32Array
  #round = 0
  readonly #found = new Row()
  readonly #ends: number[] = []
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
    return this.readings.length
  }

  begin(code: number): number {
    const state = this.first[code]!
    if (state !== unknown) return state
    const found = this.#found
    found.length = 0
    for (let i = this.#rootsOf[code]!; i < this.#rootsOf[code + 1]!; i++) found.push(this.#roots[i]!)
    return (this.first[code] = this.#state())
  }

  step(state: number, code: number): number {
    const mask = this.#from.length - 1
    let slot = hashOf(state, code) & mask
    for (; this.#from[slot] !== none; slot = (slot + 1) & mask)
      if (this.#from[slot] === state && this.#by[slot] === code) return this.#to[slot]!
    const to = this.#follow(state, code)
    this.#keep(state, code, to)
    return to
  }

  #follow(state: number, code: number): number {
    const found = this.#found
    const codes = this.#codes.items
    found.length = 0
    const end = this.#way[state + 1]!
    for (let i = this.#way[state]!; i < end; i++) if (codes[i] === code) found.push(this.#targets.items[i]!)
    return found.length ? this.#state() : none
  }

  /** The state of the configurations that were found, which may repeat. */
  #state(): number {
    const found = this.#found
    found.sort()
    const { items, length } = found
    let hash = length
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ items[i]!, 0x01000193) ^ (hash >>> 15)
    const alike = this.#byHash.get(hash)
    if (alike) {
      for (const state of alike) if (this.#isFound(state)) return state
    }
    const state = this.readings.length
    if (alike) alike.push(state)
    else this.#byHash.set(hash, [state])
    for (let i = 0; i < length; i++) this.#configurations.push(items[i]!)
    this.#begin.push(this.#configurations.length)
    this.readings.push(this.#open())
    this.#way.push(this.#codes.length)
    return state
  }

  #isFound(state: number): boolean {
    const { items, length } = this.#found
    const begin = this.#begin[state]!
    if (this.#begin[state + 1]! - begin !== length) return false
    for (let i = 0; i < length; i++) if (this.#configurations.items[begin + i] !== items[i]) return false
    return true
  }

  /** Puts down the steps that lead on from the configurations that were found. Returns what the words that end there stand for. */
  #open(): Reading | undefined {
    const ends = this.#ends
    const { items, length } = this.#found
    ends.length = 0
    let plain = 0
    // Those without a flag come first: a plain word is no disguise, whatever else it could stand for.
    for (let flags = 0; flags < 4; flags++) {
      this.#round++
      const reads = flags === 0 || (plain === 0 && readable(flags))
      for (let i = 0; i < length; i++) if ((items[i]! & 3) === flags) this.#walk(items[i]! >> 2, flags, reads)
      if (flags === 0) plain = ends.length
    }
    return ends.length ? this.#reading(ends, plain === 0) : undefined
  }

  #walk(node: number, flags: number, reads: boolean): void {
    if (node < this.#net.ends) {
      if (reads) this.#ends.push(node)
      return
    }
    const { firstStep, lastStep, codes, targets } = this.#net
    const last = lastStep[node]!
    for (let i = firstStep[node]!; i < last; i++) {
      const target = targets[i]!
      if (codes[i] !== free) {
        this.#codes.push(codes[i]!)
        this.#targets.push(target | flags)
      } else if (this.#seen[target >> 2] !== this.#round) {
        this.#seen[target >> 2] = this.#round
        this.#walk(target >> 2, flags, reads)
      }
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
    this.#by[slot] = code
    this.#to[slot] = to
  }

  #grow(): void {
    const [from, codes, to] = [this.#from, this.#by, this.#to]
    this.#from = new Int32Array(from.length * 2).fill(none)
    this.#by = new Uint16Array(from.length * 2)
    this.#to = new Int32Array(from.length * 2)
    const mask = this.#from.length - 1
    for (let i = 0; i < from.length; i++) {
      if (from[i] === none) continue
      let slot = hashOf(from[i]!, codes[i]!) & mask
      while (this.#from[slot] !== none) slot = (slot + 1) & mask
      this.#from[slot] = from[i]!
      this.#by[slot] = codes[i]!
      this.#to[slot] = to[i]!
    }
  }
}

const hashOf = (state: number, code: number) => {
  const hash = Math.imul(state, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)
  return hash ^ (hash >>> 15)
}

/** So few are put in order faster one by one. */
const few = 12

/** Whole numbers in a row that grows. */
class Row {
  items = new Int32Array(4096)
  length = 0

  push(item: number): void {
    if (this.length === this.items.length) {
      const wide = new Int32Array(this.length * 2)
      wide.set(this.items)
      this.items = wide
    }
    this.items[this.length++] = item
  }

  /** Puts them in order, each once. */
  sort(): void {
    const { items, length } = this
    if (length < 2) return
    if (length > few) items.subarray(0, length).sort()
    else
      for (let i = 1; i < length; i++) {
        const item = items[i]!
        let at = i
        for (; at > 0 && items[at - 1]! > item; at--) items[at] = items[at - 1]!
        items[at] = item
      }
    let n = 1
    for (let i = 1; i < length; i++) if (items[i] !== items[n - 1]) items[n++] = items[i]!
    this.length = n
  }
}
