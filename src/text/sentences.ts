/** A half-open run of UTF-16 units of the normalised text. */
export interface Sentence {
  start: number
  end: number
  /** Ends of its clauses, ascending; the last equals `end`. */
  clauses: number[]
  /** Ends with a question mark. */
  asked: boolean
}

const stop = 1
const closer = 2
const comma = 4
const dot = 8
const kinds = new Uint8Array(65536)
for (const char of '。！？!?；\n…') kinds[char.charCodeAt(0)]! |= stop
for (const char of '”’）)》】"\'') kinds[char.charCodeAt(0)]! |= closer
for (const char of '，：') kinds[char.charCodeAt(0)]! |= comma
kinds['.'.charCodeAt(0)]! |= dot
const isQuestionMark = (code: number) => code === 0xff1f || code === 0x3f
const isHan = (code: number) => code >= 0x4e00 && code <= 0x9fff

/**
 * Splits normalised text into sentences (。！？；… and line ends) and clauses (， ： and dropped spaces).
 * `、` lists things of one kind and ends no clause; a dot ends a sentence behind a Chinese character only.
 */
export function sentences(text: string, gaps: readonly number[] = []): Sentence[] {
  const found: Sentence[] = []
  const { length } = text
  let start = 0
  let clauses: number[] = []
  let gap = 0
  let empty = true
  const close = (end: number, asked: boolean) => {
    if (!empty) {
      if (clauses.at(-1) !== end) clauses.push(end)
      found.push({ start, end, clauses, asked })
    }
    start = end
    clauses = []
    empty = true
  }
  for (let i = 0; i < length; i++) {
    if (gap < gaps.length && gaps[gap] === i) {
      // Between runs of single characters a space is noise (根 治); between longer runs it stands for a comma.
      const before = i - (gaps[gap - 1] ?? i - 2)
      const after = (gaps[gap + 1] ?? i + 2) - i
      if (before > 1 && after > 1 && i > start) clauses.push(i)
      gap++
    }
    const code = text.charCodeAt(i)
    const kind = kinds[code]!
    if (kind === 0) {
      if (empty && code > 0x20) empty = false
      continue
    }
    if (kind & comma) {
      empty = false
      clauses.push(i + 1)
    } else if (kind & stop || (kind & dot && i > 0 && isHan(text.charCodeAt(i - 1)))) {
      if (code !== 0x0a) empty = false
      let end = i + 1
      let asked = isQuestionMark(code)
      while (end < length && kinds[text.charCodeAt(end)]! & (stop | closer)) {
        if (isQuestionMark(text.charCodeAt(end))) asked = true
        end++
      }
      close(end, asked)
      i = end - 1
    } else empty = false
  }
  if (start < length) close(length, false)
  return found
}

/** Index of the clause that holds offset `at`. */
export function clauseAt({ clauses }: Sentence, at: number): number {
  const last = clauses.length - 1
  for (let i = 0; i < last; i++) if (at < clauses[i]!) return i
  return last
}

export const clauseStart = (sentence: Sentence, index: number): number =>
  index === 0 ? sentence.start : sentence.clauses[index - 1]!
