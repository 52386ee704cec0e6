import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from './rules'
import { type Mark, pagesOf, type Unit } from './score'

const labels = { C: 'contradicted', U: 'unsupported', O: 'optional', T: 'trap' } as const
const severities = { h: 'high', m: 'medium', l: 'low' } as const

/**
 * Reads pages whose marks stand in their text: `# title` begins a page, a line is a block, `## heading` one too;
 * `{{C topic h|words}}` contradicted, `{{U topic m|words}}` unsupported, `{{O|words}}` optional, `{{T|words}}` a trap.
 * Ids are `prefix` and a number from 01.
 * @throws {Error} that names the line of what is written otherwise.
 */
export function markedPages(text: string, prefix: string, from = 0): Unit[] {
  const pages: Unit[] = []
  for (const [i, written] of text.split('\n').entries()) {
    const line = written.trim()
    if (!line) continue
    if (line.startsWith('# ')) {
      const id = `${prefix}P${String(from + pages.length + 1).padStart(2, '0')}`
      pages.push({ id, text: '', marks: [] })
    }
    const page = pages.at(-1)
    const fault = (what: string) => new Error(`${prefix}, line ${i + 1}: ${what}`)
    if (!page) throw fault('words before the first title (# …)')
    if (page.text) page.text += '\n'
    let at = 0
    const body = line.replace(/^#+ /, '')
    for (const found of body.matchAll(/\{\{([^|{}]*)\|([^{}]*)\}\}/g)) {
      const [kind, topic = 'other', severity = 'l'] = found[1]!.trim().split(/\s+/)
      const quote = found[2]!
      if (!(kind! in labels) || !(severity in severities)) throw fault(`what is “${found[1]}”?`)
      page.text += body.slice(at, found.index)
      at = found.index + found[0].length
      page.marks.push({
        quote,
        label: labels[kind as keyof typeof labels],
        topic,
        severity: severities[severity as keyof typeof severities],
        start: page.text.length,
        end: page.text.length + quote.length,
      } satisfies Mark)
      page.text += quote
    }
    page.text += body.slice(at)
    if (/\{\{|\}\}/.test(body.slice(at))) throw fault('a mark is not closed')
  }
  return pages
}

/** All pages of one round: FOLDER/NN.txt. */
export function markedRound(folder: string): Unit[] {
  const pages: Unit[] = []
  for (const file of readdirSync(folder).sort())
    if (file.endsWith('.txt'))
      pages.push(...markedPages(readFileSync(join(folder, file), 'utf8'), basename(folder), pages.length))
  return pages
}

/** All pages of the rounds in a folder: FOLDER/ROUND/NN.txt. */
export const markedRounds = (folder: string): Unit[] =>
  readdirSync(folder)
    .filter((round) => /^R\d+$/.test(round))
    .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
    .flatMap((round) => markedRound(join(folder, round)))

/** The round that a page of the project's own belongs to. */
export const roundOf = ({ id }: Pick<Unit, 'id'>): number => Number(/^R(\d+)/.exec(id)?.[1])

/** The project's own annotated pages, by round. */
export const ownPages = (): Unit[] => [
  ...pagesOf(join(root, 'tests/eval/gold'), join(root, 'tests/eval/pages')),
  ...markedRounds(join(root, 'tests/eval/rounds')),
]
