import { sameItems } from '../text/same-items'
import type { Columns } from './columns'
import type { OtherDisease } from './disease'
import type { BlockJudgement } from './judge-block'
import type { Page } from './page'
import type { sayingsIn } from './sayings'

/** A judgement of a block with all that it hangs on besides the block's own text. */
export interface Remembered {
  block: number
  context: readonly unknown[]
  judgement: BlockJudgement
}

/**
 * Puts into `context` what the judgement of a block hangs on beyond its text: its role, the blocks beside it, the
 * headings above it, what introduces its list, the heads of its columns and what disease the page spoke of before. Equal entries are the same objects: blocks are read once
 * for each text.
 */
export function contextOf(
  block: number,
  page: Page,
  otherDisease: OtherDisease,
  introductionOf: ReturnType<typeof sayingsIn>,
  columns: Columns,
  context: unknown[],
): void {
  let before = block - 1
  while (before >= 0 && !page.read[before]!.sentences.length) before--
  let after = block + 1
  while (after < page.read.length && !page.read[after]!.sentences.length) after++
  context.length = 0
  context.push(page.blocks[block]!.role, otherDisease.line(block, 0), page.read[after], page.read[before])
  context.push(
    page.blocks[after]?.role,
    page.blocks[before]?.role,
    before >= 0 && sameItems(page.above[before]!, page.above[block]!),
  )
  context.push(introductionOf(block) >= 0, columns.context(block))
  for (const heading of page.above[block]!) context.push(page.read[heading], page.blocks[heading]!.role)
}

/** What is known of a block in the same context, as of this place on the page: the same objects where it stood there before. */
export function recall(block: number, page: Page, context: readonly unknown[]): BlockJudgement | undefined {
  const known = page.read[block]!.remembered
  if (!known || !sameItems(known.context, context)) return undefined
  if (known.block !== block) {
    // Two blocks may have the same text: each has findings of its own.
    known.judgement = copy(known.judgement, block)
    known.block = block
  }
  return known.judgement
}

/** Keeps a judgement for the next time. */
export function remember(block: number, page: Page, context: readonly unknown[], judgement: BlockJudgement) {
  page.read[block]!.remembered = { block, context: context.slice(), judgement }
}

const copy = ({ found, denied, stopped }: BlockJudgement, block: number): BlockJudgement => ({
  found: found.map(({ finding: before, doubtful, ...rest }) => {
    const finding = { ...before, block }
    return { ...rest, finding, ...(doubtful ? { doubtful: { ...doubtful, finding } } : {}) }
  }),
  denied: denied.map((denial) => ({ ...denial, block })),
  stopped: stopped.map((one) => ({ ...one, block })),
})
