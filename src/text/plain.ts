import type { Block } from '../analysis/types'

export interface PlacedBlock extends Block {
  /** Offset of the block in the whole text, UTF-16 units. */
  offset: number
}

const numbering =
  /^\s*(?:第?[0-9一二三四五六七八九十]{1,3}[、.．：:)）章节步]|[（(][0-9一二三四五六七八九十]{1,2}[)）]|误区|问题)/

/** A short line that ends no sentence and stands above text reads as a heading. */
const looksLikeHeading = (line: string, next: string | undefined) =>
  line.length <= 36 &&
  !/[。；，,;…]$/.test(line.trim()) &&
  !/[。；].+/.test(line) &&
  next !== undefined &&
  (next.length > line.length || numbering.test(line))

/**
 * Blocks of a plain text: one a line, the first short line the title, short lines above longer ones headings.
 * A text of one line has neither title nor headings.
 */
export function plainBlocks(text: string): PlacedBlock[] {
  const lines: { text: string; offset: number }[] = []
  let offset = 0
  for (const line of text.split('\n')) {
    if (line.trim()) lines.push({ text: line.replace(/\r$/, ''), offset })
    offset += line.length + 1
  }
  const titled = lines.length > 1 && lines[0]!.text.length <= 60 && !/[。；]/.test(lines[0]!.text)
  return lines.map((line, i) => {
    if (i === 0 && titled) return { ...line, role: 'title', rank: 0 }
    if (lines.length > 1 && looksLikeHeading(line.text, lines[i + 1]?.text))
      return { ...line, role: 'heading', rank: 2 }
    return { ...line, role: 'text', rank: 0 }
  })
}
