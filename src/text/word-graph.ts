import { firstCode, firstMark, lastMark, silent, telling, type Words } from './words'

const open = 0x28
const close = 0x29
const star = 0x2a
const plus = 0x2b
const question = 0x3f
const or = 0x7c
const doubt = 0x7e
const space = 0x20
const line = 0x0a

/** UTF-16 units of the words' text that are indexed in one step. */
const stride = 60_000

/** In place of a character: all of them. */
const any = -1

const isMark = (code: number) => code >= firstMark && code <= lastMark

/** What can be read at some places, in flat form. */
export interface Onwards {
  codes: number[]
  /** Where each of them leads: place * 4 + flags of the disguises on the way. */
  targets: number[]
  /** Places where a word ends. */
  ends: number[]
}

export const onwards = (): Onwards => ({ codes: [], targets: [], ends: [] })

/**
 * Word templates as a graph of characters. Their text is the graph, with a table that says which brackets belong
 * together: most words are never met on a page, and pages wait until it is built. A place is an offset in the text, in
 * UTF-16 units, from which a word goes on; places behind the text are inside of a disguised spelling. The templates
 * are sound, the rules' compiler has parsed them.
 */
export class WordGraph {
  /** How many templates there are. */
  templates = 0
  readonly #codes: Uint16Array
  /**
   * For a bracket its partner, for `|` where its bracket closes or the template ends, for a character of a disguised
   * piece the mark behind the piece, for a character that may be missing or repeated the sign of that; 0 for all others.
   */
  readonly #over: Int32Array
  /** Where each concept's line begins. */
  readonly #lines: Int32Array
  /** Where the words of templates begin, and for each concept its first one. */
  readonly #starts: number[] = []
  readonly #firstStart: Int32Array
  readonly #disguises: Words['disguises']
  /** All published spellings, each with a 0 behind it, and where those of each disguised piece begin. */
  readonly #published: string
  readonly #publishedAt: number[] = []
  /** Places inside of disguised spellings: what is read next, in `published`, and the place where they lead to. */
  readonly #insides = new Map<number, number>()
  readonly #unread: number[] = []
  readonly #behind: number[] = []
  /** The character that is looked for. */
  #only = any
  /** Loops passed since the last character. */
  readonly #loops: number[] = []

  /** The graph of these words, made in small steps: pages wait for it. */
  static *inSteps(words: Words, concepts: number): Generator<void, WordGraph> {
    const graph = new WordGraph(words, concepts)
    yield* graph.#index(words)
    return graph
  }

  private constructor(
    { entries: { length }, disguises }: Words,
    readonly concepts: number,
  ) {
    this.#codes = new Uint16Array(length + 1)
    this.#over = new Int32Array(length + 1)
    this.#lines = new Int32Array(concepts + 1)
    this.#firstStart = new Int32Array(concepts + 1)
    this.#disguises = disguises
    let published = ''
    for (const [, ways] of disguises) {
      this.#publishedAt.push(published.length)
      for (const way of ways) published += `${way[2]}\0`
    }
    this.#published = published
  }

  *#index({ entries, alphabet, disguises }: Words): Generator<void, void> {
    const { length } = entries
    const meant = new Uint16Array(firstCode + alphabet.length)
    for (let i = 0; i < alphabet.length; i++) meant[firstCode + i] = alphabet.charCodeAt(i)
    const codes = this.#codes
    const over = this.#over
    const lines = this.#lines
    const firstStart = this.#firstStart
    const starts = this.#starts
    /** Brackets and bars whose end is not reached yet. */
    const pending: number[] = []
    let depth = 0
    let concept = 0
    let pause = stride
    let begun = false
    for (let at = 0; at <= length; at++) {
      const code = at < length ? meant[entries.charCodeAt(at)]! : line
      codes[at] = code
      if (code === space || code === line) {
        const end = begun && codes[at - 1] === doubt ? at - 1 : at
        if (begun) this.templates++
        begun = false
        while (pending.length) over[pending.pop()!] = end
        if (code === space) continue
        lines[++concept] = at + 1
        firstStart[concept] = starts.length
        if (at < pause) continue
        pause += stride
        yield
        continue
      }
      if (!begun) starts.push(at)
      begun = true
      if (code === open) {
        depth++
        pending.push(at)
      } else if (code === or) {
        if (!depth) starts.push(at + 1)
        pending.push(at)
      } else if (code === close) {
        depth--
        let partner = pending.pop()!
        for (; codes[partner] === or; partner = pending.pop()!) over[partner] = at
        over[partner] = at
        over[at] = partner
      } else if (code === question || code === star) {
        if (codes[at - 1] !== close) over[at - 1] ||= at
      } else if (isMark(code)) over.fill(at, at - disguises[code - firstMark]![0].length, at)
    }
  }

  /**
   * Adds what the words of a concept begin with.
   * @param loose only of those templates whose first part may be missing, or only of the others
   */
  begin(concept: number, into: Onwards, loose?: boolean): void {
    const last = this.#firstStart[concept + 1]!
    for (let i = this.#firstStart[concept]!; i < last; i++) {
      const start = this.#starts[i]!
      if (loose === undefined || loose === this.#isLoose(start)) this.look(start, 0, into)
    }
  }

  #isLoose(at: number): boolean {
    const codes = this.#codes
    let next = (codes[at] === open ? this.#over[at]! : at) + 1
    if (isMark(codes[next]!)) next++
    return codes[next] === question || codes[next] === star
  }

  /** Adds what can be read at a place, which is reached by disguises of these flags; steps of one character `only`. */
  look(place: number, flags: number, into: Onwards, only = any): void {
    if (this.#loops.length) this.#loops.length = 0
    this.#only = only
    this.#walk(place, flags, into)
  }

  /** The concept of the word that ends at a place. */
  conceptAt(end: number): number {
    let low = 0
    let high = this.#lines.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#lines[middle]! <= end) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  /** Whether the borders of the word that ends there are doubtful. */
  isDoubtful(end: number): boolean {
    return this.#codes[end] === doubt
  }

  /** What the character of a step to `target` stands for: undefined for itself, nothing where a disguise goes on. */
  meaning(target: number): string | undefined {
    if (target < this.#codes.length) return undefined
    const begun = this.#unread[target - this.#codes.length]! - 1
    for (let piece = this.#disguises.length - 1; piece >= 0; piece--) {
      let first = this.#publishedAt[piece]!
      if (first > begun) continue
      const [text, ways] = this.#disguises[piece]!
      for (const [at, length, published] of ways) {
        if (first === begun) return text.slice(at, at + length)
        first += published.length + 1
      }
      return ''
    }
    return ''
  }

  /** Behind a template stands a space, the end of its line, or the sign of doubtful borders before either. */
  #isEnd(at: number): boolean {
    const code = this.#codes[at]!
    if (code !== doubt) return code === space || code === line
    const next = this.#codes[at + 1]
    return next === space || next === line
  }

  #walk(place: number, flags: number, into: Onwards): void {
    const codes = this.#codes
    const over = this.#over
    const only = this.#only
    let at = place
    if (at >= codes.length) {
      const inside = at - codes.length
      const unread = this.#unread[inside]!
      at = this.#behind[inside]!
      const code = this.#published.charCodeAt(unread)
      if (code) {
        if (only !== any && only !== code) return
        into.codes.push(code)
        into.targets.push(this.#inside(unread + 1, at) * 4 + flags)
        return
      }
    }
    for (;;) {
      const code = codes[at]!
      if (code <= doubt) {
        if (this.#isEnd(at)) {
          into.ends.push(at)
          return
        }
        if (code === or) {
          at = over[at]!
          continue
        }
        if (code === open) {
          this.#branches(at, flags, into)
          at = over[at]! + 1
          if (codes[at] !== question && codes[at] !== star) return
          at++
          continue
        }
        if (code === close) {
          at++
          if (codes[at] !== star && codes[at] !== plus) continue
          if (this.#loops.includes(at)) return
          this.#loops.push(at)
          this.#branches(over[at - 1]!, flags, into)
          at++
          continue
        }
        if (code === question) {
          at++
          continue
        }
        if (code === star) {
          // Behind a character that may follow once more.
          at -= isMark(codes[at - 1]!) ? 2 : 1
          continue
        }
      } else if (isMark(code)) {
        at++
        continue
      }
      if (only === any || only === code) {
        into.codes.push(code)
        into.targets.push(this.#onFrom(at + 1) * 4 + flags)
      }
      const behind = over[at]!
      if (!behind) return
      if (isMark(codes[behind]!)) this.#disguised(at, behind, flags, into)
      at++
      if (isMark(codes[at]!)) at++
      if (codes[at] !== question && codes[at] !== star) return
      at++
    }
  }

  /** The place where it goes on behind the end of a branch and the like, so that all branches lead to the same place. */
  #onFrom(place: number): number {
    const codes = this.#codes
    for (let at = place; ; ) {
      const code = codes[at]!
      if (code === or) at = this.#over[at]!
      else if (code === question || isMark(code)) at++
      else if (code === close && codes[at + 1] !== star && codes[at + 1] !== plus) at++
      else return at
    }
  }

  /** All branches of a bracket. Most begin with another character than the one looked for and are left out at once. */
  #branches(bracket: number, flags: number, into: Onwards): void {
    const codes = this.#codes
    const over = this.#over
    const only = this.#only
    const last = over[bracket]!
    let begins = true
    for (let at = bracket + 1; at < last; at++) {
      const code = codes[at]!
      if (begins && (over[at] || code <= doubt || code === only || only === any)) this.#walk(at, flags, into)
      begins = code === or
      if (code === open) at = over[at]!
    }
  }

  /** The disguised spellings that begin at a character of a piece. */
  #disguised(at: number, mark: number, flags: number, into: Onwards): void {
    const place = this.#codes[mark]! - firstMark
    const [piece, ways] = this.#disguises[place]!
    const offset = at - mark + piece.length
    let unread = this.#publishedAt[place]!
    for (const [from, length, published, tells] of ways) {
      const code = published.charCodeAt(0)
      if (from === offset && (this.#only === any || this.#only === code)) {
        into.codes.push(code)
        into.targets.push(
          this.#inside(unread + 1, this.#onFrom(at + length)) * 4 + (flags | (tells ? telling : silent)),
        )
      }
      unread += published.length + 1
    }
  }

  #inside(unread: number, behind: number): number {
    const key = behind * this.#published.length + unread
    let inside = this.#insides.get(key)
    if (inside === undefined) {
      this.#insides.set(key, (inside = this.#codes.length + this.#unread.length))
      this.#unread.push(unread)
      this.#behind.push(behind)
    }
    return inside
  }
}
