import { expect, test } from 'vitest'
import { table, width, wrap } from './table'

test('Chinese, full-width forms and marks take their columns', () => {
  expect(width('白癜风abc')).toBe(9)
  expect(width('，：（）')).toBe(8)
  expect(width('白\u200b癜e\u0301')).toBe(5)
})

test('wrap never exceeds the width and loses nothing but runs of white space', () => {
  expect(wrap('他克莫司ab软膏', 5)).toEqual(['他克', '莫司a', 'b软膏'])
  expect(wrap('', 5)).toEqual([''])
})

test('every line of a table fits, and the separators stand in one column', () => {
  const text = table(
    ['verdict', '说法'],
    [
      ['contradicted', '他克莫司连续使用不得超过一个月'],
      ['x', 'y'],
    ],
    30,
  )
  const lines = text.split('\n')
  for (const line of lines) expect(width(line)).toBeLessThanOrEqual(30)
  const places = new Set(lines.filter((l) => /[│┼]/.test(l)).map((l) => width(l.slice(0, l.search(/[│┼]/)))))
  expect(places.size).toBe(1)
  expect(text.replace(/[^\p{Script=Han}]/gu, '')).toContain('他克莫司连续使用不得超过一个月')
})
