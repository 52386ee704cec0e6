import type { Finding } from '../analysis/types'
import { type NodeSpan, type ReadBlock, spansOf } from './run'

/** A finding and where it stands on the page. */
export interface Mark {
  /** Stable while the marked words and those around them stay the same. */
  key: string
  /** The key of the first mark of the page with the same words around. */
  base: string
  finding: Finding
  block: ReadBlock
  spans: NodeSpan[]
  /** Up to 40 UTF-16 units of page text either side. */
  before: string
  after: string
}

const around = 40

/** FNV-1a over UTF-16 units: short and good enough to tell places on one page apart. */
function hash(text: string): string {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return (h >>> 0).toString(36)
}

/** Findings placed between two steps. */
const stride = 500

/**
 * Joins findings to their places, in small steps. Marks of unchanged blocks are the same objects as in `before`; those
 * whose finding is the same object too are taken over as they stand.
 */
export function* marksInSteps(
  findings: readonly Finding[],
  blocks: readonly ReadBlock[],
  before: readonly Mark[],
): Generator<void, Mark[]> {
  const marks: Mark[] = []
  const seen = new Map<string, number>()
  const byFinding = new Map(before.map((mark) => [mark.finding, mark]))
  let byKey: Map<string, Mark> | undefined
  for (const finding of findings) {
    if (marks.length % stride === stride - 1) yield
    const block = blocks[finding.block]!
    const same = byFinding.get(finding)
    const kept = same?.block === block ? same : undefined
    const base = kept?.base ?? baseOf(finding, block)
    const count = seen.get(base) ?? 0
    seen.set(base, count + 1)
    const key = count ? `${base}:${count}` : base
    if (kept?.key === key) {
      marks.push(kept)
      continue
    }
    byKey ??= new Map(before.map((mark) => [mark.key, mark]))
    const old = byKey.get(key)
    if (old?.block === block && looksAlike(old.finding, finding)) {
      old.finding = finding
      marks.push(old)
      continue
    }
    const [left, right] = beside(finding, block)
    const spans = spansOf(block, finding.start, finding.end)
    marks.push({ key, base, finding, block, spans, before: left, after: right })
  }
  return marks
}

/** Whether two findings in one block are painted alike. */
const looksAlike = (a: Finding, b: Finding) =>
  a.start === b.start && a.end === b.end && a.level === b.level && a.verdict === b.verdict

const beside = ({ start, end }: Finding, { block: { text } }: ReadBlock): [left: string, right: string] => [
  text.slice(Math.max(0, start - around), start),
  text.slice(end, end + around),
]

function baseOf(finding: Finding, block: ReadBlock): string {
  const [left, right] = beside(finding, block)
  return `${finding.rule}:${hash(`${left}|${finding.quote}|${right}`)}`
}
