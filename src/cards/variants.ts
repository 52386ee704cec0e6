import * as OpenCC from 'opencc-js/t2cn'

let known: Map<string, string> | undefined

/** Traditional characters (and variants) and their simplified forms, one to one: lengths stay, so offsets do. */
function simplified(): Map<string, string> {
  if (known) return known
  // 反覆, 答覆: written with 复 today; where 覆 stays (覆盖) word lists are respelt alike.
  known = new Map([['覆', '复']])
  const convert = OpenCC.Converter({ from: 't', to: 'cn' })
  const fromTaiwan = OpenCC.Converter({ from: 'tw', to: 'cn' })
  for (let code = 0x3400; code <= 0x9fff; code++) {
    if (code > 0x4dbf && code < 0x4e00) continue
    const char = String.fromCharCode(code)
    let simple = convert(char)
    if (simple === char) simple = fromTaiwan(char)
    if (simple !== char && simple.length === 1) known.set(char, simple)
  }
  // 麼 becomes 么, which must then not become 幺.
  for (const simple of [...known.values()]) known.delete(simple)
  return known
}

/** The text as normalised page text spells it: 著 becomes 着 there, so it must in 显著 of a word list. */
export const simplify = (text: string): string => {
  const map = simplified()
  return Array.from(text, (char) => map.get(char) ?? char).join('')
}

/** Pairs of a traditional character and its simplified form, for those simplified characters that `used` holds. */
export function traditionalPairs(used: ReadonlySet<string>): string {
  let pairs = ''
  for (const [char, simple] of simplified()) if (used.has(simple)) pairs += char + simple
  return pairs
}
