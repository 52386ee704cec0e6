import { engineFor } from '../../src/analysis/engine'
import { type Line, readPage } from '../../src/analysis/page'
import { finish } from '../../src/analysis/steps'
import type { Rules } from '../../src/cards/compiled'
import { folded, type Passage, placeOf } from '../../src/reader/network'
import { passageOf } from '../../src/reader/passage'
import { bordersOf } from '../../src/reader/windows'
import { plainBlocks } from '../../src/text/plain'
import type { Unit } from '../score'
import { marksAt } from './samples'
import { expand, randomFrom, type Template } from './text'

/** A line for the network to learn from. Offsets: units of `line`, as the network reads it. */
export interface TaughtLine extends Pick<Passage, 'title' | 'heading' | 'before' | 'line' | 'behind'> {
  place: number
  names: [at: number, name: string][]
  /** `asserts`: 1 or 0, or -1 where an annotator could go either way. */
  runs: [start: number, end: number, asserts: 1 | 0 | -1, topic: string, verdict: string][]
  /** How much it counts. */
  weight: number
  /** Whether it stands on a page. */
  placed: boolean
}

type Run = TaughtLine['runs'][number]

/** Halves of a character outside the first plane stand for themselves, so that offsets are the same in every language. */
const textOf = (codes: readonly number[]) =>
  String.fromCharCode(...codes.map((code) => (code >= 0xd800 && code < 0xe000 ? 0xfffd : code)))

const asText = (passage: string) => textOf(folded(passage).codes)

function taught(passage: Passage, runs: readonly Run[], weight: number, placed: boolean): TaughtLine {
  const { codes, place } = folded(passage.line)
  return {
    title: asText(passage.title),
    heading: asText(passage.heading),
    before: asText(passage.before),
    line: textOf(codes),
    behind: asText(passage.behind),
    place: placeOf(passage),
    names: passage.words.flatMap(({ at, seen }) =>
      seen.names.map((name): [number, string] => [place[at]!, name]),
    ),
    runs: runs.map(([start, end, ...rest]) => [place[start]!, place[end]!, ...rest]),
    weight,
    placed,
  }
}

/** A run of a line's block as one of the line, and no longer than that. */
const inLine = ({ sentence: { start, end } }: Line, at: number) => Math.min(end, Math.max(start, at)) - start

/** Lines of annotated pages: runs that a required mark covers assert something, those that no mark touches nothing. */
export function* linesOfPages(units: readonly Unit[], rules: Rules): Generator<TaughtLine> {
  const engine = engineFor(rules)
  for (const { text, marks } of units) {
    const blocks = plainBlocks(text)
    const page = finish(readPage(blocks, engine))
    for (const line of page.lines) {
      const { from } = page.read[line.block]!.normalised
      const place = (at: number) => blocks[line.block]!.offset + (from ? from[at]! : at)
      const runs = bordersOf(line).map(([a, b]): Run => {
        const { touched, required } = marksAt({ start: place(a), end: place(b - 1) + 1 }, marks)
        const run = [inLine(line, a), inLine(line, b)] as const
        if (required) return [...run, 1, required.topic, required.label]
        return [...run, touched ? -1 : 0, '', '']
      })
      if (runs.length) yield taught(passageOf(line, page, engine), runs, 1, true)
    }
  }
}

/** Each template in up to `most` of its wordings. `parts`: of what asserts nothing, no clause does either. */
export function* linesOfTemplates(
  templates: readonly Template[],
  rules: Rules,
  { most, weight, parts = true }: { most: number; weight: number; parts?: boolean },
): Generator<TaughtLine> {
  const engine = engineFor(rules)
  const random = randomFrom(7)
  const cards = new Map(rules.cards.map((card) => [card.id, card]))
  for (const template of templates) {
    const card = template.card === undefined ? undefined : cards.get(template.card)
    for (const text of expand(template, most, random)) {
      const page = finish(readPage([{ role: 'text', rank: 0, text }], engine))
      for (const line of page.lines) {
        // It stands for itself, whatever the wordings around it.
        const passage = { ...passageOf(line, page, engine), title: '', heading: '', before: '', behind: '' }
        const runs: Run[] = [
          [
            0,
            passage.line.replace(/[\s，。！？；：…]+$/, '').length,
            card ? 1 : 0,
            card?.topic ?? '',
            card?.verdict ?? '',
          ],
        ]
        if (parts && !card)
          for (const [a, b] of bordersOf(line)) runs.push([inLine(line, a), inLine(line, b), 0, '', ''])
        yield taught(passage, runs, weight, false)
      }
    }
  }
}
