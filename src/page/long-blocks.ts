import type { Piece, ReadBlock } from './run'

/**
 * UTF-16 units of the longest block. Some pages are one text node of a million characters: in parts they are read and
 * judged without holding the page up, and a change in one part leaves the others as they are.
 */
const longest = 4000

const ends = new Set('。！？!?；;\n')

/** Where the block that begins at `from` ends: behind a sentence, if one ends in its second half. */
function endOf(text: string, from: number): number {
  const most = from + longest
  if (text.length <= most) return text.length
  for (let at = most; at > from + longest / 2; at--) if (ends.has(text[at - 1]!)) return at
  const code = text.charCodeAt(most - 1)
  return code >= 0xd800 && code <= 0xdbff ? most - 1 : most
}

/** A block as it is, or in parts of at most `longest` where it is longer. */
export function inParts(read: ReadBlock): ReadBlock[] {
  const { block, pieces, element } = read
  if (block.text.length <= longest) return [read]
  const parts: ReadBlock[] = []
  let next = 0
  for (let from = 0; from < block.text.length; ) {
    const to = endOf(block.text, from)
    const own: Piece[] = []
    for (let i = next; i < pieces.length && pieces[i]!.at < to; i++) {
      const { node, from: begin, at, length } = pieces[i]!
      const first = Math.max(at, from)
      const last = Math.min(at + length, to)
      if (first < last) own.push({ node, from: begin + first - at, at: first - from, length: last - first })
      if (at + length <= to) next = i + 1
    }
    const text = block.text.slice(from, to)
    if (/\S/.test(text))
      parts.push({ block: { ...block, text }, pieces: own, ...(element ? { element } : {}) })
    from = to
  }
  return parts
}
