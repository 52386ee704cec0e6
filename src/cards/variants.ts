import * as OpenCC from 'opencc-js/t2cn'

/**
 * Pairs of a traditional character and its simplified form, for those simplified characters that `used` holds.
 * One character to one: lengths stay, so offsets do.
 */
export function traditionalPairs(used: ReadonlySet<string>): string {
  const wanted = new Set(Array.from([...used].join('')))
  const convert = OpenCC.Converter({ from: 't', to: 'cn' })
  const fromTaiwan = OpenCC.Converter({ from: 'tw', to: 'cn' })
  let pairs = ''
  for (let code = 0x3400; code <= 0x9fff; code++) {
    if (code > 0x4dbf && code < 0x4e00) continue
    const char = String.fromCharCode(code)
    let simple = convert(char)
    if (simple === char) simple = fromTaiwan(char)
    if (simple !== char && simple.length === 1 && wanted.has(simple)) pairs += char + simple
  }
  return pairs
}
