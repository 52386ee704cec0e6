import type { Template } from '../text/template'

/** A template as text again, in the form that pages read (text/words.ts): `markOf` gives what stands behind a piece. */
export function writeTemplate(template: Template, markOf: (piece: string) => string): string {
  const write = (each: Template): string => {
    switch (each.kind) {
      case 'literal':
        return each.text + markOf(each.text)
      case 'choice':
        return `(${branches(each.items)})`
      case 'sequence':
        return each.items.map((item, i) => inSequence(item, each.items[i - 1], each.items[i + 1])).join('')
      case 'optional':
        return `${one(each.item)}?`
      case 'repeated':
        return `${one(each.item)}*`
    }
  }
  const branches = (items: readonly Template[]) => items.map(write).join('|')
  /** Something that a mark of repetition may stand behind. */
  const one = (item: Template) => {
    const text = write(item)
    return item.kind === 'choice' || (item.kind === 'literal' && item.text.length === 1) ? text : `(${text})`
  }
  /** x followed by any number of x is (x)+; the parser gives x as the same object twice. */
  const inSequence = (item: Template, before: Template | undefined, next: Template | undefined) => {
    if (item.kind === 'repeated' && item.item === before) return '+'
    if (next?.kind !== 'repeated' || next.item !== item) return write(item)
    return item.kind === 'choice' ? write(item) : `(${write(item)})`
  }
  return template.kind === 'choice' ? branches(template.items) : write(template)
}
