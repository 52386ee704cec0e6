import { parseTemplate, type Template } from './template'

/** One word found in normalised text; a half-open run of UTF-16 units. */
export interface Hit {
  start: number
  end: number
  /** Numbers of the concepts the word stands for. */
  concepts: readonly number[]
  /** Only the segmenter can confirm its borders. */
  doubtful: boolean
  /** The word before the clinic's filter, where this is a disguised spelling. */
  meant?: string
}

/** What a word that was found stands for; equal ones share one object. */
export interface Reading {
  concepts: readonly number[]
  doubtful: boolean
  disguised: boolean
  /** A short word of it hides those of all other concepts inside it. */
  hides: boolean
}

/** All words found in a text, in flat form: half-open runs of UTF-16 units and what they stand for. */
export interface Spotted {
  starts: number[]
  ends: number[]
  readings: Reading[]
}

/** How a piece of a word is published by the clinics' filter: from `at`, `length` units become `published`. */
export type Disguise = [at: number, length: number, published: string, telling: 0 | 1]

interface Accepted {
  concept: number
  doubtful: boolean
}

/** The spelling betrays the filter (bit 0) or was changed to ordinary Chinese (bit 1), which counts only beside the former. */
const telling = 1
const silent = 2
const honest = (flags: number) => flags === 0
const readable = (flags: number) => (flags & silent) === 0 || (flags & telling) !== 0

interface State {
  next: Map<number, State | null>
  /** Configurations of the graph: node * 4 + flags, ascending; only nodes that lead on by a character or accept. */
  configurations: number[]
  reading?: Reading
}

/**
 * A graph of characters in flat arrays: objects for its hundred thousand nodes took longer to make than a page to
 * read. Edges and free steps of a node are chained: `first…[node]` is the last one added, `…Before[i]` the one before.
 */
class Graph {
  readonly firstEdge: number[] = [-1]
  readonly firstFree: number[] = [-1]
  readonly code: number[] = []
  readonly to: number[] = []
  readonly flags: number[] = []
  readonly edgeBefore: number[] = []
  readonly freeTo: number[] = []
  readonly freeBefore: number[] = []
  /** What a disguised edge stands for, by edge; the empty word where an earlier one has said it. */
  readonly meant = new Map<number, string>()
  readonly accepts = new Map<number, Accepted[]>()

  get size(): number {
    return this.firstEdge.length
  }

  node(): number {
    this.firstEdge.push(-1)
    this.firstFree.push(-1)
    return this.firstEdge.length - 1
  }

  edge(from: number, code: number, to: number, flags = 0): number {
    this.edgeBefore.push(this.firstEdge[from]!)
    this.code.push(code)
    this.to.push(to)
    this.flags.push(flags)
    return (this.firstEdge[from] = this.code.length - 1)
  }

  free(from: number, to: number): void {
    this.freeBefore.push(this.firstFree[from]!)
    this.firstFree[from] = this.freeTo.push(to) - 1
  }
}

/**
 * All words of all concepts as one automaton. Templates become a graph at once; the deterministic automaton over it
 * is made of those states only that a text really reaches, and kept.
 */
export class Lexicon {
  private readonly graph = new Graph()
  private readonly states = new Map<string, State>()
  /** State behind each first character; undefined where no word begins with it, null where nobody has looked yet. */
  private first?: (State | null | undefined)[]
  private readonly readings = new Map<string, Reading>()
  templates = 0

  /** End of the last word of each concept, while spotting. */
  private covered = new Int32Array(0)

  /**
   * @param disguises for a literal piece of a template, the ways the clinics' filter publishes it
   * @param unit up to how many UTF-16 units a word hides those of all other concepts inside it; Infinity: always
   * @param hides whether the words of a concept hide others at all
   */
  constructor(
    private readonly disguises: Readonly<Record<string, readonly Disguise[]>> = {},
    private readonly unit = Number.POSITIVE_INFINITY,
    private readonly hides: (concept: number) => boolean = () => true,
  ) {}

  add(entry: string, concept: number, disguised = false) {
    const { template, doubtful } = parseTemplate(entry)
    const end = this.build(template, 0, disguised)
    const { accepts } = this.graph
    const known = accepts.get(end)
    if (known) known.push({ concept, doubtful })
    else accepts.set(end, [{ concept, doubtful }])
    this.templates++
    this.first = undefined
    if (concept >= this.covered.length) this.covered = new Int32Array(concept + 1)
  }

  private build(template: Template, from: number, disguised: boolean): number {
    const { graph } = this
    switch (template.kind) {
      case 'literal':
        return this.spell(template.text, from, disguised)
      case 'sequence':
        return template.items.reduce((at, item) => this.build(item, at, disguised), from)
      case 'choice': {
        const end = graph.node()
        for (const item of template.items) {
          // A literal may begin where the others do; what can loop needs a node of its own.
          const start = item.kind === 'literal' ? from : graph.node()
          if (start !== from) graph.free(from, start)
          graph.free(this.build(item, start, disguised), end)
        }
        return end
      }
      case 'optional': {
        const start = graph.node()
        graph.free(from, start)
        const out = graph.node()
        graph.free(this.build(template.item, start, disguised), out)
        graph.free(from, out)
        return out
      }
      case 'repeated': {
        const loop = graph.node()
        graph.free(from, loop)
        graph.free(this.build(template.item, loop, disguised), loop)
        const out = graph.node()
        graph.free(loop, out)
        return out
      }
    }
  }

  private spell(text: string, from: number, disguised: boolean): number {
    const { graph } = this
    const path = [from]
    for (let i = 0; i < text.length; i++) {
      const to = graph.node()
      graph.edge(path[i]!, text.charCodeAt(i), to)
      path.push(to)
    }
    if (disguised) {
      for (const [at, length, published, tells] of this.disguises[text] ?? []) {
        let here = path[at]!
        for (let i = 0; i < published.length; i++) {
          const to = i === published.length - 1 ? path[at + length]! : graph.node()
          const flags = i === 0 ? (tells ? telling : silent) : 0
          const edge = graph.edge(here, published.charCodeAt(i), to, flags)
          graph.meant.set(edge, i === 0 ? text.slice(at, at + length) : '')
          here = to
        }
      }
    }
    return path.at(-1)!
  }

  /** For each configuration the last round that saw it, so that a set need not be made for each closure. */
  private seen = new Uint32Array(0)
  private round = 0

  /** All configurations that free steps lead to, ascending; of them only those that lead on or accept. */
  private closure(seed: readonly number[]): number[] {
    const { firstEdge, firstFree, freeTo, freeBefore, accepts, size } = this.graph
    if (this.seen.length < size * 4) this.seen = new Uint32Array(size * 4)
    const round = ++this.round
    const { seen } = this
    const found: number[] = []
    const stack = seed.slice()
    while (stack.length) {
      const configuration = stack.pop()!
      if (seen[configuration] === round) continue
      seen[configuration] = round
      const node = configuration >> 2
      if (firstEdge[node]! >= 0 || accepts.has(node)) found.push(configuration)
      for (let i = firstFree[node]!; i >= 0; i = freeBefore[i]!)
        stack.push(freeTo[i]! * 4 + (configuration & 3))
    }
    return found.sort((a, b) => a - b)
  }

  private state(seed: readonly number[]): State | null {
    const configurations = this.closure(seed)
    if (!configurations.length) return null
    const key = configurations.join()
    let state = this.states.get(key)
    if (state) return state
    const plain: Accepted[] = []
    const other: Accepted[] = []
    for (const configuration of configurations) {
      const accepts = this.graph.accepts.get(configuration >> 2)
      if (!accepts) continue
      if (honest(configuration & 3)) plain.push(...accepts)
      else if (readable(configuration & 3)) other.push(...accepts)
    }
    // A plain word is no disguise, whatever else it could stand for.
    const accepted = plain.length ? plain : other
    state = {
      next: new Map(),
      configurations,
      ...(accepted.length ? { reading: this.reading(accepted, !plain.length) } : {}),
    }
    this.states.set(key, state)
    return state
  }

  private reading(accepted: readonly Accepted[], disguised: boolean): Reading {
    const concepts = [...new Set(accepted.map(({ concept }) => concept))]
    const doubtful = accepted.every((each) => each.doubtful)
    const key = `${concepts.join()}/${doubtful}/${disguised}`
    let reading = this.readings.get(key)
    if (!reading)
      this.readings.set(key, (reading = { concepts, doubtful, disguised, hides: concepts.some(this.hides) }))
    return reading
  }

  private step(state: State, code: number): State | null {
    const { firstEdge, edgeBefore, code: codes, to, flags } = this.graph
    const seed: number[] = []
    for (const configuration of state.configurations) {
      for (let i = firstEdge[configuration >> 2]!; i >= 0; i = edgeBefore[i]!)
        if (codes[i] === code) seed.push(to[i]! * 4 + ((configuration & 3) | flags[i]!))
    }
    const next = seed.length ? this.state(seed) : null
    state.next.set(code, next)
    return next
  }

  private starts(): (State | null | undefined)[] {
    const { firstEdge, edgeBefore, code, to, flags } = this.graph
    this.pending = new Map()
    for (const configuration of this.closure([0])) {
      for (let i = firstEdge[configuration >> 2]!; i >= 0; i = edgeBefore[i]!) {
        const seed = this.pending.get(code[i]!)
        const target = to[i]! * 4 + flags[i]!
        if (seed) seed.push(target)
        else this.pending.set(code[i]!, [target])
      }
    }
    const first = new Array<State | null | undefined>(65536).fill(undefined)
    for (const each of this.pending.keys()) first[each] = null
    return first
  }

  private pending = new Map<number, number[]>()

  /**
   * As `scan`, in flat form and without the words behind disguises. In the order of their starts, the longer first.
   * A word is hidden inside a longer one of the same concept, or of any concept when the longer one is a short unit
   * (`unit`): 治愈率 holds no 治愈, whereas 治好白癜风 does hold 白癜风.
   */
  spot(text: string): Spotted {
    const spotted: Spotted = { starts: [], ends: [], readings: [] }
    const first = (this.first ??= this.starts())
    const { length } = text
    const covered = this.covered.fill(0)
    let coveredByUnit = 0
    const ends: number[] = []
    const readings: Reading[] = []
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i)
      let state = first[code]
      if (state === undefined) continue
      if (state === null) first[code] = state = this.state(this.pending.get(code)!)
      let accepted = 0
      let at = i + 1
      while (state) {
        if (state.reading) {
          ends[accepted] = at
          readings[accepted++] = state.reading
        }
        if (at >= length) break
        const next = text.charCodeAt(at++)
        const known: State | null | undefined = state.next.get(next)
        state = known === undefined ? this.step(state, next) : known
      }
      while (accepted-- > 0) {
        const end = ends[accepted]!
        const reading = readings[accepted]!
        // What a pattern spells out in two characters or more was meant.
        if (end <= coveredByUnit && (reading.hides || end - i < 2)) continue
        if (reading.concepts.every((concept) => end <= covered[concept]!)) continue
        spotted.starts.push(i)
        spotted.ends.push(end)
        spotted.readings.push(reading)
        for (const concept of reading.concepts) if (end > covered[concept]!) covered[concept] = end
        if (end - i <= this.unit && reading.hides) coveredByUnit = end
      }
    }
    return spotted
  }

  /** Every word of the lexicon in `text`, by start; see `spot` for which ones are hidden in others. */
  scan(text: string): Hit[] {
    const { starts, ends, readings } = this.spot(text)
    return starts.map((start, i) => this.hit(text, start, ends[i]!, readings[i]!))
  }

  /** One spotted word with all that is known of it. */
  hit(text: string, start: number, end: number, { concepts, doubtful, disguised }: Reading): Hit {
    const hit: Hit = { start, end, concepts, doubtful }
    if (disguised) hit.meant = this.meant(text.slice(start, end))
    return hit
  }

  /** A page repeats its disguises, and looking one up walks the whole graph. */
  private meant(word: string): string | undefined {
    if (!this.undisguised.has(word)) this.undisguised.set(word, this.undisguise(word))
    return this.undisguised.get(word)
  }

  private readonly undisguised = new Map<string, string | undefined>()

  /** The word that the clinic's filter turned into `word`. */
  private undisguise(word: string): string | undefined {
    const { firstEdge, edgeBefore, code, to, flags: edgeFlags, firstFree, freeTo, freeBefore } = this.graph
    const failed = new Set<number>()
    const search = (node: number, at: number, flags: number): string | undefined => {
      if (at === word.length && this.graph.accepts.has(node) && readable(flags) && flags) return ''
      const key = (node * 4 + flags) * 256 + at
      if (failed.has(key)) return undefined
      failed.add(key)
      if (at < word.length) {
        for (let i = firstEdge[node]!; i >= 0; i = edgeBefore[i]!) {
          if (code[i] !== word.charCodeAt(at)) continue
          const rest = search(to[i]!, at + 1, flags | edgeFlags[i]!)
          if (rest !== undefined) return (this.graph.meant.get(i) ?? word[at]!) + rest
        }
      }
      for (let i = firstFree[node]!; i >= 0; i = freeBefore[i]!) {
        const rest = search(freeTo[i]!, at, flags)
        if (rest !== undefined) return rest
      }
      return undefined
    }
    return word.length < 256 ? search(0, 0, 0) : undefined
  }
}
