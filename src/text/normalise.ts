/**
 * Brings page text to one spelling and remembers where every character came from.
 *
 * Full-width forms become half-width, listed traditional characters simplified, Latin letters lower case; zero-width
 * characters, marks put between characters (spaces, asterisks, dots) and bracketed pinyin are dropped.
 * All offsets are UTF-16 code units.
 */
export interface Normalised {
  text: string
  /** `from[i]` is the offset in the original of the character that became `text[i]`; one extra entry for the end. */
  from: Int32Array
  /** Offsets in `text` where white space between Chinese characters was dropped: weak clause borders. */
  gaps: number[]
}

const isHan = (code: number) => (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf)
const invisible = /[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u034f\u061c\u180e\ufe00-\ufe0f]/
const noise = /[*＊·•‧・∙_＿~～^｜|★☆●◆■]/
const space = /\s/
const pinyin = /^[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹ]{1,7}[)）]/i

/** Punctuation that has an equal in both widths, to the one the analysis uses. */
const punctuation: Record<string, string> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '?': '？',
  '!': '！',
  '(': '（',
  ')': '）',
  '．': '.',
  '﹐': '，',
  '｡': '。',
  '､': '、',
  '『': '“',
  '』': '”',
  '「': '“',
  '」': '”',
  '〝': '“',
  '〞': '”',
  '％': '%',
  '﹪': '%',
}

/** Table from listed traditional (and other variant) characters to simplified ones, as compiled with the rules. */
export type CharTable = Map<string, string>

export const charTable = (pairs: string): CharTable => {
  const table: CharTable = new Map()
  const chars = Array.from(pairs)
  for (let i = 0; i + 1 < chars.length; i += 2) table.set(chars[i]!, chars[i + 1]!)
  return table
}

export function normalise(original: string, table: CharTable): Normalised {
  const out: string[] = []
  const from = new Int32Array(original.length + 1)
  const gaps: number[] = []
  let n = 0
  let previousHan = false
  let pendingGap = false
  for (let i = 0; i < original.length; ) {
    let char = original[i]!
    let code = original.charCodeAt(i)
    if (code >= 0xd800 && code <= 0xdbff && i + 1 < original.length) {
      // Beyond the basic plane (emoji, rare characters): kept as it is.
      out.push(char, original[i + 1]!)
      from[n++] = i
      from[n++] = i + 1
      i += 2
      previousHan = false
      pendingGap = false
      continue
    }
    if (
      code > 0x7f ||
      code === 0x7c ||
      code === 0x2a ||
      code === 0x5f ||
      code === 0x7e ||
      code === 0x5e ||
      code === 0x20 ||
      code === 0x28
    ) {
      if (invisible.test(char)) {
        i++
        continue
      }
      if (previousHan && (noise.test(char) || (space.test(char) && char !== '\n'))) {
        // Dropped only when Chinese goes on behind it: `根 治`, `根*治`.
        let j = i
        let spaced = false
        while (
          j < original.length &&
          original[j] !== '\n' &&
          (noise.test(original[j]!) || space.test(original[j]!) || invisible.test(original[j]!))
        ) {
          if (space.test(original[j]!)) spaced = true
          j++
        }
        if (j < original.length && isHan(original.charCodeAt(j))) {
          pendingGap = spaced
          i = j
          continue
        }
      }
      if (previousHan && (char === '(' || char === '（')) {
        const bracket = pinyin.exec(original.slice(i, i + 12))
        if (bracket) {
          i += bracket[0].length
          continue
        }
      }
    }
    if (code >= 0xff01 && code <= 0xff5e) {
      char = String.fromCharCode(code - 0xfee0)
      code = char.charCodeAt(0)
    } else if (code === 0x3000 || code === 0xa0) {
      char = ' '
      code = 0x20
    }
    const swapped = punctuation[char]
    if (swapped !== undefined) {
      // A dot, comma or colon inside a number stays what it is: 1,000 and 12:30.
      const digits = /\d/.test(original[i - 1] ?? '') && /\d/.test(original[i + 1] ?? '')
      if (!(digits && (char === ',' || char === ':'))) char = swapped
    } else if (code >= 0x41 && code <= 0x5a) char = char.toLowerCase()
    else if (code > 0x2e80) char = table.get(char) ?? char
    const han = isHan(char.charCodeAt(0))
    if (pendingGap) {
      if (han) gaps.push(n)
      pendingGap = false
    }
    previousHan = han
    out.push(char)
    from[n++] = i
    i++
  }
  from[n] = original.length
  return { text: out.join(''), from: from.subarray(0, n + 1), gaps }
}

/** The run of the original, in UTF-16 units, that became `[start, end)` of the normalised text. */
export const toOriginal = (n: Normalised, start: number, end: number): [number, number] => [
  n.from[start]!,
  end > start ? n.from[end - 1]! + 1 : n.from[start]!,
]
