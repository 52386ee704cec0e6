/**
 * Brings page text to one spelling and remembers where every character came from.
 *
 * Full-width forms become half-width, listed traditional characters simplified, Latin letters lower case; zero-width
 * characters, marks put between characters (spaces, asterisks, dots) and bracketed pinyin are dropped.
 * All offsets are UTF-16 code units.
 */
export interface Normalised {
  text: string
  /** `from[i]` is the offset in the original of what became `text[i]`, with one extra entry for the end; absent when nothing was dropped. */
  from?: Int32Array
  /** Offsets in `text` where white space between Chinese characters was dropped: weak clause borders. */
  gaps: number[]
}

/** For every UTF-16 unit what becomes of it: 0 stays, else one of the marks below or the unit that takes its place. */
export type CharTable = Uint16Array

const invisible = 1
const noise = 2
const space = 3
const bracket = 4
/** Punctuation whose width depends on its neighbours: `,` and `:` inside numbers stay. */
const comma = 5
const colon = 6
const lastMark = 6

const punctuation: Record<string, string> = {
  ';': '；',
  '?': '？',
  '!': '！',
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
  '﹪': '%',
}

/** @param pairs a traditional (or variant) and a simplified character, again and again. */
export function charTable(pairs: string): CharTable {
  const table = new Uint16Array(65536)
  const chars = Array.from(pairs)
  for (let i = 0; i + 1 < chars.length; i += 2) table[chars[i]!.charCodeAt(0)] = chars[i + 1]!.charCodeAt(0)
  for (let code = 0xff01; code <= 0xff5e; code++) table[code] = lower(code - 0xfee0)
  for (let code = 0x41; code <= 0x5a; code++) table[code] = code + 32
  for (const [from, to] of Object.entries(punctuation)) table[from.charCodeAt(0)] = to.charCodeAt(0)
  // Full width is the width of the analysis for these.
  for (const kept of '；？！，：') table[kept.charCodeAt(0)] = 0
  const mark = (characters: string, kind: number) => {
    for (let i = 0; i < characters.length; i++) table[characters.charCodeAt(i)] = kind
  }
  mark(
    '\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u034f\u061c\u180e',
    invisible,
  )
  for (let code = 0xfe00; code <= 0xfe0f; code++) table[code] = invisible
  mark('*＊·•‧・∙_＿~～^｜|★☆●◆■', noise)
  mark(
    ' \t\r\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
    space,
  )
  mark('(（', bracket)
  mark(',', comma)
  mark(':', colon)
  return table
}

const lower = (code: number) => (code >= 0x41 && code <= 0x5a ? code + 32 : code)
const isHan = (code: number) => (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf)
const isDigit = (code: number) => code >= 0x30 && code <= 0x39
const pinyin = /^[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹ]{1,7}[)）]/i
const fullComma = 0xff0c
const fullColon = 0xff1a
const openBracket = 0x28

export function normalise(original: string, table: CharTable): Normalised {
  const { length } = original
  let i = 0
  // Most text needs no change up to its first mark; a text with none is returned as it is.
  while (i < length && table[original.charCodeAt(i)] === 0) i++
  if (i === length) return { text: original, gaps: [] }

  const out = new Uint16Array(length)
  let from: Int32Array | undefined
  const gaps: number[] = []
  for (let k = 0; k < i; k++) out[k] = original.charCodeAt(k)
  let n = i
  const dropFrom = (at: number) => {
    if (from) return
    from = new Int32Array(length + 1)
    for (let k = 0; k < at; k++) from[k] = k
  }
  while (i < length) {
    const code = original.charCodeAt(i)
    const becomes = table[code]!
    let put = code
    if (becomes > lastMark) put = becomes
    else if (becomes !== 0) {
      const afterHan = n > 0 && isHan(out[n - 1]!)
      if (becomes === invisible) {
        dropFrom(n)
        i++
        continue
      }
      if (becomes <= space && afterHan) {
        // Dropped only when Chinese goes on behind it: `根 治`, `根*治`.
        let j = i
        let spaced = false
        for (; j < length; j++) {
          const kind = table[original.charCodeAt(j)]!
          if (kind === space) spaced = true
          else if (kind !== noise && kind !== invisible) break
        }
        if (j < length && isHan(original.charCodeAt(j))) {
          dropFrom(n)
          if (spaced) gaps.push(n)
          i = j
          continue
        }
      }
      if (becomes === bracket) {
        const reading = afterHan ? pinyin.exec(original.slice(i, i + 12)) : null
        if (reading) {
          dropFrom(n)
          i += reading[0].length
          continue
        }
        put = openBracket
      } else if (becomes === space) put = 0x20
      else if (becomes === noise) put = code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code
      else if (becomes === comma || becomes === colon) {
        const inNumber = i > 0 && isDigit(original.charCodeAt(i - 1)) && isDigit(original.charCodeAt(i + 1))
        if (!inNumber) put = becomes === comma ? fullComma : fullColon
      }
    }
    if (from) from[n] = i
    out[n++] = put
    i++
  }
  if (from) from[n] = length
  return { text: decode(out.subarray(0, n)), ...(from ? { from: from.subarray(0, n + 1) } : {}), gaps }
}

/** In pieces, because a call takes only so many arguments. */
function decode(units: Uint16Array): string {
  let text = ''
  for (let at = 0; at < units.length; at += 8192)
    text += String.fromCharCode.apply(null, units.subarray(at, at + 8192) as unknown as number[])
  return text
}

/** The run of the original, in UTF-16 units, that became `[start, end)` of the normalised text. */
export const toOriginal = ({ from }: Normalised, start: number, end: number): [number, number] =>
  from ? [from[start]!, end > start ? from[end - 1]! + 1 : from[start]!] : [start, end]
