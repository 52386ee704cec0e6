import type { Finding } from '../analysis/types'
import { type NodeSpan, type ReadBlock, spansOf } from './run'

/** A finding and where it stands on the page. */
export interface Mark {
  /** Stable while the marked words and those around them stay the same. */
  key: string
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

/** Joins findings to their places. Marks of unchanged blocks are the same objects as in `before`. */
export function marksOf(
  findings: readonly Finding[],
  blocks: readonly ReadBlock[],
  before: ReadonlyMap<string, Mark>,
): Mark[] {
  const seen = new Map<string, number>()
  return findings.map((finding) => {
    const block = blocks[finding.block]!
    const { text } = block.block
    const left = text.slice(Math.max(0, finding.start - around), finding.start)
    const right = text.slice(finding.end, finding.end + around)
    const base = `${finding.rule}:${hash(`${left}|${finding.quote}|${right}`)}`
    const count = seen.get(base) ?? 0
    seen.set(base, count + 1)
    const key = count ? `${base}:${count}` : base
    const old = before.get(key)
    if (old?.block === block && old.finding.start === finding.start && old.finding.end === finding.end) {
      old.finding = finding
      return old
    }
    return {
      key,
      finding,
      block,
      spans: spansOf(block, finding.start, finding.end),
      before: left,
      after: right,
    }
  })
}
