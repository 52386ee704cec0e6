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

interface Node {
  /** Character code, target, and what taking the edge says of the spelling. */
  edges: { code: number; to: number; flags: number; meant?: string }[]
  free: number[]
  accepts?: Accepted[]
}

/** The spelling betrays the filter (bit 0) or was changed to ordinary Chinese (bit 1), which counts only beside the former. */
const telling = 1
const silent = 2
const honest = (flags: number) => flags === 0
const readable = (flags: number) => (flags & silent) === 0 || (flags & telling) !== 0

interface State {
  next: Map<number, State | null>
  /** NFA configurations: node * 4 + flags. */
  configurations: number[]
  reading?: Reading
}

/**
 * All words of all concepts as one automaton. Templates become a graph at once; the deterministic automaton over it
 * is made of those states only that a text really reaches, and kept.
 */
export class Lexicon {
  private readonly nodes: Node[] = [{ edges: [], free: [] }]
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
   */
  constructor(
    private readonly disguises: Readonly<Record<string, readonly Disguise[]>> = {},
    private readonly unit = Number.POSITIVE_INFINITY,
  ) {}

  add(entry: string, concept: number, disguised = false) {
    const { template, doubtful } = parseTemplate(entry)
    const end = this.build(template, 0, disguised)
    const node = this.nodes[end]!
    node.accepts ??= []
    node.accepts.push({ concept, doubtful })
    this.templates++
    this.first = undefined
    if (concept >= this.covered.length) this.covered = new Int32Array(concept + 1)
  }

  private node(): number {
    this.nodes.push({ edges: [], free: [] })
    return this.nodes.length - 1
  }

  private build(template: Template, from: number, disguised: boolean): number {
    switch (template.kind) {
      case 'literal':
        return this.spell(template.text, from, disguised)
      case 'sequence':
        return template.items.reduce((at, item) => this.build(item, at, disguised), from)
      case 'choice': {
        const end = this.node()
        for (const item of template.items) {
          const start = this.node()
          this.nodes[from]!.free.push(start)
          this.nodes[this.build(item, start, disguised)]!.free.push(end)
        }
        return end
      }
      case 'optional': {
        const start = this.node()
        this.nodes[from]!.free.push(start)
        const end = this.build(template.item, start, disguised)
        const out = this.node()
        this.nodes[end]!.free.push(out)
        this.nodes[from]!.free.push(out)
        return out
      }
      case 'repeated': {
        const loop = this.node()
        this.nodes[from]!.free.push(loop)
        this.nodes[this.build(template.item, loop, disguised)]!.free.push(loop)
        const out = this.node()
        this.nodes[loop]!.free.push(out)
        return out
      }
    }
  }

  private spell(text: string, from: number, disguised: boolean): number {
    const path = [from]
    for (let i = 0; i < text.length; i++) {
      const to = this.node()
      this.nodes[path[i]!]!.edges.push({ code: text.charCodeAt(i), to, flags: 0 })
      path.push(to)
    }
    if (disguised) {
      for (const [at, length, published, tells] of this.disguises[text] ?? []) {
        let here = path[at]!
        for (let i = 0; i < published.length; i++) {
          const to = i === published.length - 1 ? path[at + length]! : this.node()
          this.nodes[here]!.edges.push({
            code: published.charCodeAt(i),
            to,
            flags: i === 0 ? (tells ? telling : silent) : 0,
            meant: i === 0 ? text.slice(at, at + length) : '',
          })
          here = to
        }
      }
    }
    return path.at(-1)!
  }

  private closure(seed: Iterable<number>): number[] {
    const seen = new Set<number>()
    const stack = [...seed]
    while (stack.length) {
      const configuration = stack.pop()!
      if (seen.has(configuration)) continue
      seen.add(configuration)
      for (const free of this.nodes[configuration >> 2]!.free) stack.push(free * 4 + (configuration & 3))
    }
    return [...seen].sort((a, b) => a - b)
  }

  private state(seed: Iterable<number>): State | null {
    const configurations = this.closure(seed)
    if (!configurations.length) return null
    const key = configurations.join()
    let state = this.states.get(key)
    if (state) return state
    const plain: Accepted[] = []
    const other: Accepted[] = []
    for (const configuration of configurations) {
      const accepts = this.nodes[configuration >> 2]!.accepts
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
    if (!reading) this.readings.set(key, (reading = { concepts, doubtful, disguised }))
    return reading
  }

  private step(state: State, code: number): State | null {
    const seed: number[] = []
    for (const configuration of state.configurations) {
      for (const edge of this.nodes[configuration >> 2]!.edges)
        if (edge.code === code) seed.push(edge.to * 4 + ((configuration & 3) | edge.flags))
    }
    const next = this.state(seed)
    state.next.set(code, next)
    return next
  }

  private starts(): (State | null | undefined)[] {
    this.pending = new Map()
    for (const configuration of this.closure([0])) {
      for (const edge of this.nodes[configuration >> 2]!.edges) {
        const seed = this.pending.get(edge.code)
        const to = edge.to * 4 + edge.flags
        if (seed) seed.push(to)
        else this.pending.set(edge.code, [to])
      }
    }
    const first = new Array<State | null | undefined>(65536).fill(undefined)
    for (const code of this.pending.keys()) first[code] = null
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
        if (end <= coveredByUnit) break
        if (reading.concepts.every((concept) => end <= covered[concept]!)) continue
        spotted.starts.push(i)
        spotted.ends.push(end)
        spotted.readings.push(reading)
        for (const concept of reading.concepts) if (end > covered[concept]!) covered[concept] = end
        if (end - i <= this.unit) coveredByUnit = end
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
    const search = (node: number, at: number, flags: number, depth: number): string | undefined => {
      if (at === word.length && this.nodes[node]!.accepts && readable(flags) && flags) return ''
      if (depth > 200) return undefined
      if (at < word.length) {
        const code = word.charCodeAt(at)
        for (const edge of this.nodes[node]!.edges) {
          if (edge.code !== code) continue
          const rest = search(edge.to, at + 1, flags | edge.flags, depth + 1)
          if (rest !== undefined) return (edge.meant ?? word[at]!) + rest
        }
      }
      for (const free of this.nodes[node]!.free) {
        const rest = search(free, at, flags, depth + 1)
        if (rest !== undefined) return rest
      }
      return undefined
    }
    return search(0, 0, 0, 0)
  }
}
