import { sameItems } from './same-items'
import { type Onwards, onwards, type WordGraph } from './word-graph'
import { readable } from './words'

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

/** No word goes on this way. */
export const none = 0

/** No word holds this character. */
const nothing = 0

/** States of more places are left in many ways: these are gathered once. */
const many = 24

/** In place of the state behind a first character that was not met yet. */
const unknown = -1

/**
 * The deterministic automaton over the words of some concepts, made of those states only that a text really reaches,
 * and kept. A state is a set of places in the graph of words, each * 4 + flags of the disguises on the way there. States
 * are counted from 1.
 */
export class Automaton {
  /** By state, as those below. */
  readonly readings: (Reading | undefined)[] = [undefined]
  readonly #places: (readonly number[])[] = [[]]
  /** All that can be read in those states that have many places. */
  readonly #gathered: (Onwards | undefined)[] = [undefined]
  /** State behind each first character. */
  readonly first = new Int32Array(65536)
  readonly #graph: WordGraph
  readonly #byHash = new Map<number, number[]>()
  readonly #readings = new Map<string, Reading>()
  /** Steps between states: an open hash table of state, character and the state that follows. */
  #from = new Int32Array(8192)
  #by = new Uint16Array(8192)
  #to = new Int32Array(8192)
  #size = 0
  /** What words begin with, the steps of one character chained together: 0 ends a chain, else one more than the next. */
  readonly #roots = onwards()
  readonly #chain: number[] = []
  readonly #lastRoot = new Int32Array(65536)

  constructor(graph: WordGraph, concepts: readonly number[]) {
    this.#graph = graph
    for (const concept of concepts) graph.begin(concept, this.#roots)
    const { codes } = this.#roots
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i]!
      this.first[code] = unknown
      this.#chain.push(this.#lastRoot[code]!)
      this.#lastRoot[code] = i + 1
    }
  }

  /** Steps between states that are kept. */
  get size(): number {
    return this.#size
  }

  begin(code: number): number {
    const state = this.first[code]!
    if (state !== unknown) return state
    const found: number[] = []
    for (let root = this.#lastRoot[code]!; root; root = this.#chain[root - 1]!)
      found.push(this.#roots.targets[root - 1]!)
    return (this.first[code] = this.#make(found.reverse()))
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
    const found = onwards()
    const gathered = this.#gathered[state]
    if (gathered) {
      const { codes, targets } = gathered
      for (let at = codes.indexOf(code); at >= 0; at = codes.indexOf(code, at + 1))
        found.targets.push(targets[at]!)
    } else {
      for (const place of this.#places[state]!) this.#graph.look(place >> 2, place & 3, found, code)
    }
    return found.targets.length ? this.#state(found.targets) : none
  }

  /** The state of these places, which may repeat. */
  #state(found: number[]): number {
    const places = ascending(found)
    let hash = places.length
    for (const place of places) hash = Math.imul(hash ^ place, 0x01000193) ^ (hash >>> 15)
    const alike = this.#byHash.get(hash)
    const known = alike?.find((state) => sameItems(this.#places[state]!, places))
    if (known !== undefined) return known
    const state = this.#make(places)
    if (alike) alike.push(state)
    else this.#byHash.set(hash, [state])
    return state
  }

  #make(places: readonly number[]): number {
    const found = onwards()
    const gathers = places.length > many
    const plain: number[] = []
    const disguised: number[] = []
    for (const place of places) {
      const flags = place & 3
      const before = found.ends.length
      this.#graph.look(place >> 2, flags, found, gathers ? undefined : nothing)
      if (found.ends.length === before) continue
      if (flags === 0) plain.push(...found.ends.slice(before))
      else if (readable(flags)) disguised.push(...found.ends.slice(before))
    }
    const state = this.#places.push(places) - 1
    this.#gathered[state] = gathers ? found : undefined
    // A plain word is no disguise, whatever else it could stand for.
    if (plain.length) this.readings[state] = this.#reading(plain, false)
    else if (disguised.length) this.readings[state] = this.#reading(disguised, true)
    else this.readings[state] = undefined
    return state
  }

  #reading(ends: readonly number[], disguised: boolean): Reading {
    const concepts = [...new Set(ends.map((end) => this.#graph.conceptAt(end)))].sort((a, b) => a - b)
    const doubtful = ends.every((end) => this.#graph.isDoubtful(end))
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
    const [from, by, to] = [this.#from, this.#by, this.#to]
    this.#from = new Int32Array(from.length * 2)
    this.#by = new Uint16Array(from.length * 2)
    this.#to = new Int32Array(from.length * 2)
    const mask = this.#from.length - 1
    for (let i = 0; i < from.length; i++) {
      if (from[i] === none) continue
      let slot = hashOf(from[i]!, by[i]!) & mask
      while (this.#from[slot] !== none) slot = (slot + 1) & mask
      this.#from[slot] = from[i]!
      this.#by[slot] = by[i]!
      this.#to[slot] = to[i]!
    }
  }
}

const hashOf = (state: number, code: number) => {
  const hash = Math.imul(state, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)
  return hash ^ (hash >>> 15)
}

/** Each number once, in order. They come in long ordered runs: few have to be moved. */
function ascending(numbers: number[]): number[] {
  let length = 0
  for (const each of numbers) {
    let at = length
    while (at > 0 && numbers[at - 1]! > each) at--
    if (at > 0 && numbers[at - 1] === each) continue
    for (let i = length; i > at; i--) numbers[i] = numbers[i - 1]!
    numbers[at] = each
    length++
  }
  numbers.length = length
  return numbers
}
