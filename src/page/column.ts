import type { Block } from '../analysis/types'

/** A head of a column is no longer than this, in UTF-16 units. */
const longest = 40

/** For a cell below the first row of a table, or a block that is all of such a cell: the heads of the columns. */
export function columnOf(element: Element): Block['column'] {
  const cell = element.localName === 'td' ? element : element.parentElement
  if (cell?.localName !== 'td') return undefined
  const first = cell.closest('table')?.querySelector('tr')
  if (!first || first === cell.parentElement) return undefined
  let index = 0
  for (let before = cell.previousElementSibling; before; before = before.previousElementSibling) index++
  const heads = Array.from(first.children, ({ textContent }) => (textContent ?? '').trim())
  return heads.every((head) => head.length <= longest) ? { heads, index } : undefined
}
