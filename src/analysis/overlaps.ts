import type { Judged } from './describe'

const harms = { high: 2, medium: 1, low: 0 }
const length = ({ start, end }: Judged) => end - start

/** Best first: the card's priority, the worse harm, more parts, the longer mark. */
const better = (a: Judged, b: Judged) =>
  b.card.priority - a.card.priority ||
  harms[b.card.harm] - harms[a.card.harm] ||
  b.match.parts.length - a.match.parts.length ||
  length(b) - length(a) ||
  (a.card.id < b.card.id ? -1 : 1)

/** Keeps one match where several cover the same words: those that share half of the shorter one, or any words where they are about the same. */
export function withoutOverlaps(judged: readonly Judged[]): readonly Judged[] {
  if (judged.length < 2) return judged
  const kept: Judged[] = []
  const byBlock = new Map<number, Judged[]>()
  for (const candidate of [...judged].sort(better)) {
    const rivals = byBlock.get(candidate.block) ?? []
    const { start, end } = candidate
    const covered = rivals.some((rival) => {
      const shared = Math.min(end, rival.end) - Math.max(start, rival.start)
      const same = rival.card.topic === candidate.card.topic
      return shared > 0 && (same || 2 * shared > Math.min(end - start, rival.end - rival.start))
    })
    if (covered) continue
    rivals.push(candidate)
    byBlock.set(candidate.block, rivals)
    kept.push(candidate)
  }
  return kept
}
