import type { BlockJudgement } from './judge-block'
import type { Page } from './page'

/** A judgement of a block with all that it hangs on besides the block's own text. */
export interface Remembered {
  context: readonly unknown[]
  judgement: BlockJudgement
}

/**
 * What the judgement of a block hangs on beyond its text: its role, the blocks beside it, the headings above it and
 * what disease the page spoke of before. Equal entries are the same objects: blocks are read once for each text.
 */
export function contextOf(block: number, page: Page, otherDisease: readonly boolean[]): unknown[] {
  const first = page.firstLine[block]!
  const before = page.lines[first - 1]?.block
  const after = page.lines[first + page.read[block]!.sentences.length]?.block
  const context: unknown[] = [
    page.blocks[block]!.role,
    otherDisease[first],
    after === undefined ? undefined : page.read[after],
    before === undefined ? undefined : page.read[before],
    before === undefined ? undefined : page.blocks[before]!.role,
    before !== undefined && same(page.above[before]!, page.above[block]!),
  ]
  for (const heading of page.above[block]!) context.push(page.read[heading], page.blocks[heading]!.role)
  return context
}

/** What is known of a block in the same context, as of this place on the page. */
export function recall(block: number, page: Page, context: readonly unknown[]): BlockJudgement | undefined {
  const known = page.read[block]!.remembered
  return known && same(known.context, context) ? copy(known.judgement, block) : undefined
}

/** Keeps a judgement, and gives one that may be changed. */
export function remember(
  block: number,
  page: Page,
  context: readonly unknown[],
  judgement: BlockJudgement,
): BlockJudgement {
  page.read[block]!.remembered = { context, judgement }
  return copy(judgement, block)
}

const copy = ({ found, denied, stopped }: BlockJudgement, block: number): BlockJudgement => ({
  found: found.map(({ finding: before, doubtful, ...rest }) => {
    const finding = { ...before, block }
    return { ...rest, finding, ...(doubtful ? { doubtful: { ...doubtful, finding } } : {}) }
  }),
  denied: denied.map((denial) => ({ ...denial, block })),
  stopped: stopped.map((one) => ({ ...one, block })),
})

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
