import type { Judged } from './describe'

const harms = { high: 2, medium: 1, low: 0 }
const length = ({ finding }: Judged) => finding.end - finding.start

/** Best first: the card's priority, the worse harm, more parts, the longer mark. */
const better = (a: Judged, b: Judged) =>
  b.priority - a.priority ||
  harms[b.finding.harm] - harms[a.finding.harm] ||
  b.weight - a.weight ||
  length(b) - length(a) ||
  (a.finding.rule < b.finding.rule ? -1 : 1)

/** Keeps one finding where several cover the same words: those that share half of the shorter one. */
export function withoutOverlaps(judged: readonly Judged[]): Judged[] {
  const kept: Judged[] = []
  const byBlock = new Map<number, Judged[]>()
  for (const candidate of [...judged].sort(better)) {
    const rivals = byBlock.get(candidate.finding.block) ?? []
    const { start, end } = candidate.finding
    const covered = rivals.some(
      ({ finding }) =>
        2 * (Math.min(end, finding.end) - Math.max(start, finding.start)) >
        Math.min(end - start, finding.end - finding.start),
    )
    if (covered) continue
    rivals.push(candidate)
    byBlock.set(candidate.finding.block, rivals)
    kept.push(candidate)
  }
  return kept
}
