import type { Block } from '../analysis/types'

/** A head of a column is no longer than this, in UTF-16 units. */
const longest = 20

/** A table of claims and answers has few columns; of a wider one every cell would carry all the heads. */
const widest = 20

/** What the heads of columns never hold, and cells of pages that are laid out in tables do. */
const layout = 'p, div, table, ul, ol, h1, h2, h3, h4, h5, h6, [colspan], [rowspan]'

/**
 * For a cell below the first row of a table: the heads of the columns. None where rows differ in length or cells span
 * several, and in tables that only lay a page out. A head that is written anew later is not noticed before its cells are.
 */
export function columnOf(element: Element): Block['column'] {
  const inner = element.parentElement
  const cell = element.localName === 'td' ? element : inner?.localName === 'td' ? inner : undefined
  const row = cell?.parentElement
  if (!cell || !row || (cell === inner && cell.childElementCount > 1)) return undefined
  const first = cell.closest('table')?.querySelector('tr')
  const count = row.childElementCount
  if (!first || first === row || count < 2 || count > widest || first.childElementCount !== count)
    return undefined
  if (first.querySelector(layout) || cell.hasAttribute('rowspan')) return undefined
  let index = 0
  for (let before = cell.previousElementSibling; before; before = before.previousElementSibling) index++
  const heads: string[] = []
  for (const { textContent } of first.children) {
    const head = (textContent ?? '').trim()
    if (head.length > longest) return undefined
    heads.push(head)
  }
  return { heads, index }
}
