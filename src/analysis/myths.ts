import type { Engine } from './engine'
import type { Line, Page } from './page'

/**
 * Tells of a line where in it (UTF-16 offset of the block's normalised text) a myth that the page only quotes ends,
 * or -1 when it quotes none. A heading such as 常见误区 makes the first sentence of every item under it a myth, up to
 * a word that turns to the facts (其实, 事实上, 正解 …); a line that itself begins 误区一：… is one up to its end.
 */
export function mythsIn(page: Page, engine: Engine): (line: Line) => number {
  const myth = engine.cue('myth-heading')
  const reset = engine.cue('fact-turn')
  const known = new Map<number, boolean>()
  /** Whether this block, a heading or the title, says that myths follow. */
  const announces = (block: number): boolean => {
    let myths = known.get(block)
    if (myths === undefined) {
      // A word that is both (辟谣) turns to the facts within a sentence and heads a list of myths above one.
      myths = page.read[block]!.sentences.some(
        ({ cues }) =>
          cues.some(({ reads }) => reads.includes(myth)) &&
          !cues.some(({ reads }) => reads.includes(reset) && !reads.includes(myth)),
      )
      known.set(block, myths)
    }
    return myths
  }
  return (line) => {
    const { sentence } = line
    const first = (concept: number) =>
      sentence.hasCue(concept) ? sentence.cues.find((word) => word.reads.includes(concept)) : undefined
    const turn = first(reset)
    const cue = first(myth)
    const until = turn ? turn.start : sentence.end
    const block = page.blocks[line.block]!
    // 误区一：… and a heading that states the myth.
    if (
      cue &&
      (!turn || turn.start > cue.start) &&
      (cue.start - sentence.start <= 6 || block.role !== 'text')
    )
      return until
    if (!line.first || (turn && turn.start - sentence.start <= 4)) return -1
    const nearest = page.above[line.block]!.find((heading) => page.blocks[heading]!.role === 'heading')
    if (nearest !== undefined && announces(nearest)) {
      // A heading with the myth itself (误区一：不能吃维C) is followed by the answer, not by more myths.
      const itself = /[0-9一二三四五六七八九十][：:、]|：\S/.test(page.read[nearest]!.normalised.text)
      return itself ? -1 : until
    }
    const isListed = () =>
      /^\s*(?:[（(]?第?[0-9一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩]{1,2}[)）.、，：．]|[·•\-—●◆■【]|说法[0-9a-z一二三四五六七八九十]{1,2}[：:])/.test(
        line.text,
      ) ||
      /^\s*[①-⑳]/.test(block.text) ||
      block.role === 'heading' ||
      /^\s*["“]/.test(line.text)
    const title = page.above[line.block]!.find((heading) => page.blocks[heading]!.role === 'title')
    return title !== undefined && announces(title) && isListed() ? until : -1
  }
}
