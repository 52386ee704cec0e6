/** A half-open run of UTF-16 units of the normalised text. */
export interface Sentence {
  start: number
  end: number
  /** Ends of its clauses, ascending; the last equals `end`. */
  clauses: number[]
  /** Ends with a question mark. */
  asked: boolean
}

const stops = new Set('。！？!?；\n…')
const closers = new Set('”’）)》】"\'')
const commas = new Set('，：')

/** `1.` and `2、` at the head of a line count things; they end nothing. */
const isDecimalOrNumbering = (text: string, i: number) => text[i] === '.' && /\d/.test(text[i - 1] ?? '')

/**
 * Splits normalised text into sentences (。！？；… and line ends) and clauses (， ： and dropped spaces).
 * `、` lists things of one kind and ends no clause.
 */
export function sentences(text: string, gaps: readonly number[] = []): Sentence[] {
  const found: Sentence[] = []
  let start = 0
  let clauses: number[] = []
  let gap = 0
  const close = (end: number, asked: boolean) => {
    if (text.slice(start, end).trim())
      found.push({ start, end, clauses: [...clauses.filter((c) => c > start && c < end), end], asked })
    start = end
    clauses = []
  }
  for (let i = 0; i < text.length; i++) {
    if (gap < gaps.length && gaps[gap] === i) {
      // Between runs of single characters a space is noise (根 治); between longer runs it stands for a comma.
      const before = i - (gaps[gap - 1] ?? i - 2)
      const after = (gaps[gap + 1] ?? i + 2) - i
      if (before > 1 && after > 1) clauses.push(i)
      gap++
    }
    // Most characters are Chinese ones, which end nothing.
    const code = text.charCodeAt(i)
    if (code >= 0x4e00 && code <= 0x9fff) continue
    const char = text[i]!
    if (commas.has(char)) clauses.push(i + 1)
    else if (
      stops.has(char) ||
      (char === '.' && !isDecimalOrNumbering(text, i) && /[\u4e00-\u9fff]/.test(text[i - 1] ?? ''))
    ) {
      let end = i + 1
      let asked = char === '？' || char === '?'
      while (end < text.length && (stops.has(text[end]!) || closers.has(text[end]!))) {
        if (text[end] === '？' || text[end] === '?') asked = true
        end++
      }
      close(end, asked)
      i = end - 1
    }
  }
  if (start < text.length) close(text.length, false)
  return found
}

/** Index of the clause that holds offset `at`. */
export const clauseAt = (sentence: Sentence, at: number): number => {
  const i = sentence.clauses.findIndex((end) => at < end)
  return i < 0 ? sentence.clauses.length - 1 : i
}

export const clauseStart = (sentence: Sentence, index: number): number =>
  index === 0 ? sentence.start : sentence.clauses[index - 1]!
