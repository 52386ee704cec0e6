import { firstCode } from '../text/words'

/** What takes two bytes in a string of JSON, or is no character of text. */
const unfit = new Set([0x22, 0x5c, 0x7f])

/** Word templates as pages read them. Gives the most frequent characters one byte, the others two as far as these reach, where they had three. */
export function recode(text: string): { entries: string; alphabet: string } {
  const chars = text.split('')
  const counts = new Map<string, number>()
  for (const char of chars) counts.set(char, (counts.get(char) ?? 0) + 1)
  const byCount = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1))
  let alphabet = ''
  const codes = new Map<string, string>()
  for (const char of byCount) {
    for (; unfit.has(firstCode + alphabet.length); alphabet += ' ');
    codes.set(char, String.fromCharCode(firstCode + alphabet.length))
    alphabet += char
  }
  return { entries: chars.map((char) => codes.get(char)!).join(''), alphabet }
}
