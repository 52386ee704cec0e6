/**
 * Word-list entries are small templates: `(彻底|完全)?治(好|愈)` stands for six words. `?` makes the character or
 * bracket before it optional, `*` lets it stand any number of times; `+` behind a bracket, once or more. A trailing `~` marks a word whose borders only
 * the segmenter can confirm (`孕妇~`: 不孕妇女 holds no 孕妇).
 */
export type Template =
  | { kind: 'literal'; text: string }
  | { kind: 'sequence'; items: Template[] }
  | { kind: 'choice'; items: Template[] }
  | { kind: 'optional' | 'repeated'; item: Template }

/** @throws {Error} in plain words when brackets do not match or a mark has nothing before it. */
export function parseTemplate(entry: string): { template: Template; doubtful: boolean } {
  const doubtful = entry.endsWith('~')
  const source = doubtful ? entry.slice(0, -1) : entry
  let at = 0
  const choice = (depth: number): Template => {
    const branches: Template[] = [sequence(depth)]
    while (source[at] === '|') {
      at++
      branches.push(sequence(depth))
    }
    return branches.length === 1 ? branches[0]! : { kind: 'choice', items: branches }
  }
  const sequence = (depth: number): Template => {
    const items: Template[] = []
    let literal = ''
    const flush = () => {
      if (literal) items.push({ kind: 'literal', text: literal })
      literal = ''
    }
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const char = source[at]!
      if (char === '(') {
        flush()
        at++
        items.push(choice(depth + 1))
        if (source[at] !== ')') throw new Error(`“${entry}” opens a bracket that is never closed`)
        at++
      } else if (char === '?' || char === '*') {
        const kind = char === '?' ? 'optional' : 'repeated'
        if (literal) {
          const last = literal.at(-1)!
          literal = literal.slice(0, -1)
          flush()
          items.push({ kind, item: { kind: 'literal', text: last } })
        } else {
          const item = items.pop()
          if (!item) throw new Error(`“${entry}” has a “${char}” with nothing before it`)
          items.push({ kind, item })
        }
        at++
      } else if (char === '+' && source[at - 1] === ')') {
        const item = items.at(-1)!
        items.push({ kind: 'repeated', item })
        at++
      } else {
        literal += char
        at++
      }
    }
    flush()
    return items.length === 1 ? items[0]! : { kind: 'sequence', items }
  }
  const template = choice(0)
  if (at < source.length) throw new Error(`“${entry}” closes a bracket that was never opened`)
  if (matchesNothing(template)) throw new Error(`“${entry}” could stand for no word at all`)
  return { template, doubtful }
}

/** True when the template can be satisfied by the empty word. */
export function matchesNothing(template: Template): boolean {
  switch (template.kind) {
    case 'literal':
      return template.text === ''
    case 'sequence':
      return template.items.every(matchesNothing)
    case 'choice':
      return template.items.some(matchesNothing)
    default:
      return true
  }
}

/** All literal pieces of a template. */
export function literals(template: Template): string[] {
  if (template.kind === 'literal') return template.text ? [template.text] : []
  return 'items' in template ? template.items.flatMap(literals) : literals(template.item)
}

/** Some words of a template, at most `limit`; repeated parts once. */
export function words(template: Template, limit = 200): string[] {
  switch (template.kind) {
    case 'literal':
      return [template.text]
    case 'choice':
      return template.items.flatMap((item) => words(item, limit)).slice(0, limit)
    case 'sequence':
      return template.items.reduce<string[]>(
        (heads, item) =>
          heads.flatMap((head) => words(item, limit).map((tail) => head + tail)).slice(0, limit),
        [''],
      )
    default:
      return ['', ...words(template.item, limit)].slice(0, limit)
  }
}
