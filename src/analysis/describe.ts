import type { CompiledCard } from '../cards/compiled'
import type { GuardName } from '../cards/guard-names'
import { toOriginal } from '../text/normalise'
import type { Engine } from './engine'
import { type Match, markOf, type Part, stepName } from './match'
import type { Line, Page } from './page'
import type { Doubtful, Finding, Span } from './types'

/** A match that stands, before overlaps are settled. Offsets: original text of its block. */
export interface Judged extends Span {
  card: CompiledCard
  match: Match
  line: Line
  /** Guards that did not stop it. */
  passed: GuardName[]
}

/** What ends or begins a clause: words of the lexicon may reach into it (不能碰。), marks do not. */
const punctuation = /[，。、；：！？,.;:!?\s]/

/** Where a match is marked, in the original text. */
export function spanOf(match: Match, { block, text }: Line, page: Page): Span {
  let [from, to] = markOf(match)
  while (to > from + 1 && punctuation.test(text[to - 1]!)) to--
  while (from < to - 1 && punctuation.test(text[from]!)) from++
  const [start, end] = toOriginal(page.read[block]!.normalised, from, to)
  return { block, start, end }
}

export const quoteOf = ({ block, start, end }: Span, page: Page) => page.blocks[block]!.text.slice(start, end)

export interface Described {
  finding: Finding
  /** Which sentence of its block it stands in, from 0. */
  sentence: number
  /** What is marked: UTF-16 offsets of its block's normalised text. */
  mark: readonly [start: number, end: number]
  /** How many parts stand behind it. */
  parts: number
  doubtful?: Doubtful
}

/** A judged match as a finding: its place and why it stands. */
export function describe(judged: Judged, page: Page, engine: Engine): Described {
  const { match, line, card, passed, start, end } = judged
  const [from, to] = markOf(match)
  const here = (part: Part) => part.carriedFrom === undefined
  const restored = match.parts
    .filter((part) => part.word?.meant && here(part))
    .map((part) => ({
      published: line.text.slice(part.start, part.end),
      meant: part.word!.meant!,
      start: part.start,
      end: part.end,
    }))
  const finding: Finding = {
    block: line.block,
    start,
    end,
    quote: quoteOf(judged, page),
    rule: card.id,
    verdict: card.verdict,
    topic: card.topic,
    harm: card.harm,
    level: 'claim',
    ...(restored.length ? { meant: restore(line.text, from, to, restored) } : {}),
    why: {
      pattern: match.pattern.source,
      parts: match.parts.map((part) => ({
        name: stepName(part.step, engine),
        text: (part.carriedFrom ?? line.text).slice(part.start, part.end),
        ...(here(part) ? {} : { carried: true }),
      })),
      guards: passed,
      restored: restored.map(({ published, meant }) => ({ published, meant })),
    },
  }
  const words = match.parts
    .filter((part) => part.word?.doubtful && here(part))
    .map((part): [number, number] => [part.start - line.sentence.start, part.end - line.sentence.start])
  return {
    finding,
    sentence: line.index - page.firstLine[line.block]!,
    mark: [from, to],
    parts: match.parts.length,
    ...(words.length
      ? { doubtful: { finding, sentence: line.text.slice(line.sentence.start, line.sentence.end), words } }
      : {}),
  }
}

/** The marked words with every disguised spelling put back. */
function restore(
  text: string,
  from: number,
  to: number,
  restored: { start: number; end: number; meant: string }[],
): string {
  let out = ''
  let at = from
  for (const { start, end, meant } of [...restored].sort((a, b) => a.start - b.start)) {
    if (start < at || end > to) continue
    out += text.slice(at, start) + meant
    at = end
  }
  return out + text.slice(at, to)
}
