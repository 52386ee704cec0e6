/** Columns of a terminal that a character takes: two for Chinese, Japanese, Korean, full-width forms and emoji. */
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u
const none = /^[\p{Mn}\p{Me}\p{Cf}]$/u

const charWidth = (c: string) => (none.test(c) ? 0 : wide.test(c) ? 2 : 1)
/** Columns that a text takes in a terminal. */
export const width = (text: string) => [...text].reduce((sum, c) => sum + charWidth(c), 0)

/** Cuts a text into lines of at most `columns` columns; Chinese may break anywhere. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const c of text.replace(/\s+/g, ' ')) {
    const w = charWidth(c)
    if (used + w > columns && line) {
      lines.push(line)
      line = ''
      used = 0
    }
    line += c
    used += w
  }
  return [...lines, line]
}

const pad = (text: string, columns: number) => text + ' '.repeat(Math.max(0, columns - width(text)))

/** A table for the terminal, at most `total` columns wide: what does not fit is wrapped in the widest columns. */
export function table(head: string[], rows: string[][], total: number): string {
  const columns = head.map((h, i) => Math.max(width(h), ...rows.map((row) => width(row[i] ?? ''))))
  const room = total - 3 * (head.length - 1)
  while (columns.reduce((a, b) => a + b, 0) > room && Math.max(...columns) > 8)
    columns[columns.indexOf(Math.max(...columns))]!--
  const print = (row: string[]) => {
    const cells = columns.map((w, i) => wrap(row[i] ?? '', w))
    const height = Math.max(...cells.map((c) => c.length))
    return Array.from({ length: height }, (_, y) =>
      cells
        .map((c, i) => pad(c[y] ?? '', columns[i]!))
        .join(' │ ')
        .trimEnd(),
    ).join('\n')
  }
  const rule = columns.map((w) => '─'.repeat(w)).join('─┼─')
  return [print(head), rule, ...rows.map(print)].join('\n')
}
