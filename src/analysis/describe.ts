import type { CompiledCard } from '../cards/compiled'
import type { GuardName } from '../cards/schema'
import { toOriginal } from '../text/normalise'
import type { Engine } from './engine'
import { type Match, markOf, type Part, stepName } from './match'
import type { Line, Page } from './page'
import type { Doubtful, Finding } from './types'

/** One judged match, before overlaps are settled. */
export interface Judged {
  finding: Finding
  line: Line
  /** What is marked, as UTF-16 offsets of its block's normalised text. */
  mark: [start: number, end: number]
  doubtful?: Doubtful
  priority: number
  /** How many required parts stand behind it. */
  weight: number
}

/** A match as a finding: its place in the original text and why it stands. */
export function describe(
  match: Match,
  line: Line,
  page: Page,
  card: CompiledCard,
  engine: Engine,
  passed: GuardName[],
): Judged {
  const { normalised } = page.read[line.block]!
  const original = page.blocks[line.block]!.text
  const [from, to] = markOf(match)
  const [start, end] = toOriginal(normalised, from, to)
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
    quote: original.slice(start, end),
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
    line,
    mark: [from, to],
    ...(words.length
      ? { doubtful: { finding, sentence: line.text.slice(line.sentence.start, line.sentence.end), words } }
      : {}),
    priority: card.priority,
    weight: match.parts.length,
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
