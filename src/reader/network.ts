import { bytesOf } from './bytes'
import type { SeenWord } from './features'
import { kernel } from './kernel'

/** Numbers as signed bytes in base64, and what one is worth: one number for all, or one a row. */
export interface Packed {
  rows: number
  scale: number | number[]
  ints: string
}

/** One layer: what it looks at is brought to the same size, looked at with its neighbours, gated and added. */
interface LayerFile {
  norm: [gain: number[], shift: number[]]
  /** `2 * dimensions` rows of three neighbours, each `dimensions` long: left, own, right. */
  near: Packed
  nearBias: number[]
  out: Packed
  outBias: number[]
}

/** The trained network: plain JSON, made by `npm run train:network`. */
export interface NetworkFile {
  /** Hash of the text it was trained on. */
  trainedOn: string
  dimensions: number
  /** Characters it knows; all others are one. */
  characters: string
  /** Names of concepts and amounts that it knows. */
  names: string[]
  character: Packed
  part: Packed
  place: Packed
  name: Packed
  layers: LayerFile[]
  norm: [gain: number[], shift: number[]]
  hidden: Packed
  hiddenBias: number[]
  out: number[]
  outBias: number
}

/** What is read together: a line and what stands around it, as normalised text. */
export interface Passage {
  title: string
  heading: string
  /** The line before. */
  before: string
  line: string
  /** The line behind. */
  behind: string
  role: 'title' | 'heading' | 'text'
  /** Whether the lines before and behind stand in its block, and whether it is all of its block. */
  joined: { before: boolean; behind: boolean }
  whole: boolean
  /** Words and amounts of the line that have names, and where they begin, UTF-16 units of `line`. */
  words: readonly { at: number; seen: SeenWord }[]
}

/** UTF-16 units of each part that are read: the rest is cut off, of the line before at its front. */
const longest = { title: 24, heading: 20, before: 28, line: 150, behind: 24 } as const

/** Units of the longest passage: its parts, a separator before each and one behind the last; made even. */
const longestPassage =
  2 * Math.ceil(Object.values(longest).reduce<number>((sum, units) => sum + units, 6) / 2)

/** Units of the longest run. */
const longestRun = 64

const unknown = 1
const separator = 2
const firstCharacter = 3

/** Rows of nothing before and behind a passage: the furthest that a layer looks. */
const margin = 8

/**
 * What its logit counts beside what the tables say: of a proposal, of whether a card's match is a claim or a guess (and, of
 * a sentence that stands alone, whether it stands), and of whether a match on a page stands. The last is little: a match
 * may hang on what is named far away (连续使用不超过一个月 of an ointment that the title names), which a passage does not
 * show. Chosen with the thresholds (README.md), on rounds that nothing has learned from.
 */
export const worth = { proposal: 1, match: 0.4, stands: 0.1 } as const

/** A logit goes no further than that. */
const furthest = 6

const isDigit = (code: number) => code >= 0x30 && code <= 0x39

/** A text without spaces, every run of digits as one, and for each of its UTF-16 units (and its end) where that went. */
export function folded(text: string): { codes: number[]; place: Int32Array } {
  const codes: number[] = []
  const place = new Int32Array(text.length + 1)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code <= 0x20) place[i] = Math.max(0, codes.length - 1)
    else {
      if (!isDigit(code)) codes.push(code)
      else if (codes.at(-1) !== 0x30) codes.push(0x30)
      place[i] = codes.length - 1
    }
  }
  place[text.length] = codes.length
  return { codes, place }
}

/** Where a line stands, as one number below 24. */
export function placeOf({ role, joined: { before, behind }, whole }: Passage): number {
  const rank = { title: 0, heading: 1, text: 2 }[role]
  return ((rank * 2 + Number(before)) * 2 + Number(behind)) * 2 + Number(whole)
}

function unpacked({ rows, scale, ints }: Packed): Float32Array {
  const bytes = bytesOf(ints)
  const long = bytes.length / rows
  return Float32Array.from(
    bytes,
    (int, i) => int * (typeof scale === 'number' ? scale : scale[Math.floor(i / long)]!),
  )
}

/** Rows of a matrix, eight side by side, as the kernel takes them. */
function byEights(rows: Float32Array, count: number): Float32Array {
  const long = rows.length / count
  const out = new Float32Array(rows.length)
  for (let row = 0; row < count; row++)
    for (let i = 0; i < long; i++) out[((row >> 3) * long + i) * 8 + (row & 7)] = rows[row * long + i]!
  return out
}

/** What kernel.wat exports. Addresses and lengths are bytes. */
interface Kernel {
  memory: WebAssembly.Memory
  affine(
    x: number,
    stride: number,
    step: number,
    taps: number,
    inputs: number,
    weights: number,
    bias: number,
    outputs: number,
    out: number,
    count: number,
  ): void
}

/** The kernel's memory, given out piece by piece. */
class Memory {
  readonly kernel: Kernel
  #used = 0

  constructor(numbers: number) {
    const module = new WebAssembly.Module(bytesOf(kernel))
    this.kernel = new WebAssembly.Instance(module).exports as unknown as Kernel
    const { memory } = this.kernel
    memory.grow(Math.max(0, Math.ceil((4 * numbers - memory.buffer.byteLength) / 65_536)))
  }

  take(count: number): Float32Array<ArrayBuffer> {
    const piece = new Float32Array(this.kernel.memory.buffer as ArrayBuffer, this.#used, count)
    // The kernel reads 16 bytes at a time.
    this.#used += 16 * Math.ceil(count / 4)
    return piece
  }

  keep(numbers: ArrayLike<number>): Float32Array<ArrayBuffer> {
    const piece = this.take(numbers.length)
    piece.set(numbers)
    return piece
  }
}

interface Layer {
  norm: [Float32Array, Float32Array]
  near: Float32Array
  nearBias: Float32Array
  out: Float32Array
  outBias: Float32Array
  /** How far away its neighbours stand. */
  reach: number
}

/** A passage as the network has read it. */
export interface Reading {
  /** `dimensions` numbers for each unit read. */
  states: Float32Array
  mean: Float64Array
  /** Where the line begins among the units read. */
  from: number
  /** Units of the line that were read, and where each of its UTF-16 units went among them. */
  length: number
  place: Int32Array
}

/**
 * A small network of convolutions that reads a line with what stands around it and says of any run of it how likely it
 * asserts a claim. Sums, products, quotients and roots in a fixed order: every browser and Node give the same. Most sums are
 * WebAssembly's (kernel.wat), which takes a sixth of the time.
 */
export class Network {
  readonly #size: number
  readonly #ids = new Map<number, number>()
  readonly #names = new Map<string, number>()
  readonly #rowsOf = new WeakMap<SeenWord, readonly number[]>()
  readonly #character: Float32Array
  readonly #part: Float32Array
  readonly #place: Float32Array
  readonly #name: Float32Array
  readonly #kernel: Kernel
  /** Room to read a passage in; each of `longestPassage` rows. */
  readonly #states: Float32Array
  readonly #even: Float32Array
  readonly #near: Float32Array
  readonly #gated: Float32Array
  readonly #more: Float32Array
  readonly #layers: readonly Layer[]
  readonly #norm: [Float32Array, Float32Array]
  readonly #hidden: Float32Array
  readonly #hiddenBias: Float32Array
  readonly #out: Float32Array
  readonly #outBias: number

  /** @throws {Error} when the file's parts do not fit together. */
  constructor(file: NetworkFile) {
    const d = file.dimensions
    this.#size = d
    for (let i = 0; i < file.characters.length; i++)
      this.#ids.set(file.characters.charCodeAt(i), firstCharacter + i)
    for (const [i, name] of file.names.entries()) this.#names.set(name, i + 1)
    this.#character = unpacked(file.character)
    this.#part = unpacked(file.part)
    this.#place = unpacked(file.place)
    this.#name = unpacked(file.name)
    const norm = ([gain, shift]: [number[], number[]]): [Float32Array, Float32Array] => [
      Float32Array.from(gain),
      Float32Array.from(shift),
    ]
    const layers = file.layers.map((layer) => ({
      ...layer,
      near: unpacked(layer.near),
      out: unpacked(layer.out),
    }))
    this.#norm = norm(file.norm)
    this.#hidden = unpacked(file.hidden)
    this.#hiddenBias = Float32Array.from(file.hiddenBias)
    this.#out = Float32Array.from(file.out)
    this.#outBias = file.outBias
    if (
      d % 8 ||
      1 << (layers.length - 1) > margin ||
      this.#character.length !== (file.characters.length + firstCharacter) * d ||
      this.#name.length !== (file.names.length + 1) * d ||
      layers.some(({ near, out }) => near.length !== 6 * d * d || out.length !== d * d) ||
      layers.some(({ nearBias, outBias }) => nearBias.length !== 2 * d || outBias.length !== d) ||
      this.#hidden.length !== d * (5 * d + 1)
    )
      throw new Error('the network’s file does not fit its own description')
    // All rooms, and of each layer two matrices and what is added to their sums.
    const rooms = (6 * longestPassage + 2 * margin + 1) * d
    const memory = new Memory(rooms + layers.length * (7 * d * d + 3 * d))
    this.#kernel = memory.kernel
    this.#states = memory.take(longestPassage * d)
    this.#even = memory.take((longestPassage + 2 * margin + 1) * d)
    this.#near = memory.take(longestPassage * 2 * d)
    this.#gated = memory.take(longestPassage * d)
    this.#more = memory.take(longestPassage * d)
    this.#layers = layers.map((layer, i) => ({
      norm: norm(layer.norm),
      near: memory.keep(byEights(layer.near, 2 * d)),
      nearBias: memory.keep(layer.nearBias),
      out: memory.keep(byEights(layer.out, d)),
      outBias: memory.keep(layer.outBias),
      reach: 1 << i,
    }))
  }

  /** Reads a passage; runs of its line can then be asked for. */
  read(passage: Passage): Reading {
    const d = this.#size
    const line = folded(passage.line)
    const ids: number[] = []
    const parts: number[] = []
    const add = (part: number, codes: readonly number[]) => {
      ids.push(separator)
      parts.push(part)
      for (const code of codes) {
        ids.push(this.#ids.get(code) ?? unknown)
        parts.push(part)
      }
    }
    add(0, folded(passage.title).codes.slice(0, longest.title))
    add(1, folded(passage.heading).codes.slice(0, longest.heading))
    add(2, folded(passage.before).codes.slice(-longest.before))
    const from = ids.length + 1
    const length = Math.min(line.codes.length, longest.line)
    add(3, line.codes.slice(0, length))
    add(4, folded(passage.behind).codes.slice(0, longest.behind))
    add(4, [])
    const place = placeOf(passage)
    const count = ids.length
    const states = this.#states
    for (let p = 0; p < count; p++)
      for (let k = 0; k < d; k++)
        states[p * d + k] =
          this.#character[ids[p]! * d + k]! + this.#part[parts[p]! * d + k]! + this.#place[place * d + k]!
    for (const { at, seen } of passage.words) {
      const unit = line.place[at]!
      if (unit >= length) continue
      for (const row of this.#rows(seen))
        for (let k = 0; k < d; k++) states[(from + unit) * d + k]! += this.#name[row * d + k]!
    }
    for (const layer of this.#layers) this.#pass(layer, count)
    this.#level(states, 0, count, this.#norm)
    const mean = new Float64Array(d)
    for (let p = 0; p < count; p++) for (let k = 0; k < d; k++) mean[k]! += states[p * d + k]!
    for (let k = 0; k < d; k++) mean[k]! /= count
    return { states: states.slice(0, count * d), mean, from, length, place: line.place }
  }

  /** Logit that a run of the line asserts a claim; `start`, `end`: UTF-16 units of the line. 0 beyond what was read. */
  logit({ states, mean, from, length, place }: Reading, start: number, end: number): number {
    const d = this.#size
    const first = place[Math.max(0, start)]!
    const last = Math.min(place[Math.min(end, place.length - 1)]!, first + longestRun)
    if (last > length || last <= first) return 0
    const a = (from + first) * d
    const b = (from + last) * d
    const long = last - first
    const seen = new Float64Array(5 * d + 1)
    for (let k = 0; k < d; k++) {
      let top = Number.NEGATIVE_INFINITY
      let sum = 0
      for (let at = a + k; at < b; at += d) {
        const number = states[at]!
        if (number > top) top = number
        sum += number
      }
      seen[k] = top
      seen[d + k] = sum / long
      seen[2 * d + k] = states[a - d + k]!
      seen[3 * d + k] = states[b + k]!
      seen[4 * d + k] = mean[k]!
    }
    seen[5 * d] = long / 32
    let logit = this.#outBias
    for (let h = 0, at = 0; h < d; h++) {
      let sum = this.#hiddenBias[h]!
      for (let i = 0; i <= 5 * d; i++) sum += seen[i]! * this.#hidden[at++]!
      if (sum > 0) logit += sum * this.#out[h]!
    }
    return Math.max(-furthest, Math.min(furthest, logit))
  }

  #rows(seen: SeenWord): readonly number[] {
    let rows = this.#rowsOf.get(seen)
    if (!rows) this.#rowsOf.set(seen, (rows = seen.names.flatMap((name) => this.#names.get(name) ?? [])))
    return rows
  }

  /** Each unit's numbers with mean 0 and variance 1, then as the layer wants them. `offset`: where the first goes in `out`. */
  #level(
    out: Float32Array,
    offset: number,
    count: number,
    [gain, shift]: [Float32Array, Float32Array],
  ): void {
    const d = this.#size
    const states = this.#states
    for (let at = 0; at < count * d; at += d) {
      let mean = 0
      for (let k = 0; k < d; k++) mean += states[at + k]!
      mean /= d
      let spread = 0
      for (let k = 0; k < d; k++) spread += (states[at + k]! - mean) * (states[at + k]! - mean)
      const unit = 1 / Math.sqrt(spread / d + 1e-5)
      for (let k = 0; k < d; k++)
        out[offset + at + k] = (states[at + k]! - mean) * unit * gain[k]! + shift[k]!
    }
  }

  #pass({ norm, near, nearBias, out, outBias, reach }: Layer, count: number): void {
    const d = this.#size
    const row = 4 * d
    const rows = count + (count & 1)
    this.#level(this.#even, margin * d, count, norm)
    this.#even.fill(0, (margin + count) * d, (margin + count + 1 + margin) * d)
    const { affine } = this.#kernel
    const first = this.#even.byteOffset + (margin - reach) * row
    affine(
      first,
      row,
      reach * row,
      3,
      row,
      near.byteOffset,
      nearBias.byteOffset,
      2 * row,
      this.#near.byteOffset,
      rows,
    )
    const values = this.#near
    const gated = this.#gated
    for (let at = 0, from = 0; at < count * d; from += d)
      for (const end = at + d; at < end; at++, from++) gated[at] = values[from]! * gate(values[from + d]!)
    const more = this.#more
    affine(gated.byteOffset, row, 0, 1, row, out.byteOffset, outBias.byteOffset, row, more.byteOffset, rows)
    const states = this.#states
    for (let i = 0; i < count * d; i++) states[i]! += more[i]!
  }
}

/** Between 0 and 1, by arithmetic that every machine rounds alike. */
const gate = (x: number) => 0.5 + x / (1 + 2 * Math.abs(x))
