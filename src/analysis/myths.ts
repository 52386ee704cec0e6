import { bar, type Columns, mythColumns } from './columns'
import type { Engine } from './engine'
import type { Line, Page } from './page'
import type { sayingsIn } from './sayings'

const opening = /^[\s*]*(?:[^\s“"”，。；]{0,6}[、.：:，)）·]\s*)?(["“])/
const answered = /^\s*(?:—+|–+|-{2,}|→|=>|⇒)\s*\S/
/** Behind the dash: who said it (——赵女士), or a word of agreement. */
const signed =
  /^\s*(?:—+|–+|-{2,}|→|=>|⇒)\s*(?:[^，。！？：；\n]{0,12}(?=\n|$)|[^，。！？：；\n]{0,10}(?:女士|先生|患者|病友|白友|网友|家长|妈妈|爸爸|匿名|自述|小姐|同学)(?:$|[，。（(\s]))/
const affirmed =
  /^\s*(?:—+|–+|-{2,}|→|=>|⇒)\s*(?:[^，。：；]{0,6}：)?(?:对[，。！]|是的|没错|真的|真[，。！]|有道理|有理|确实|的确|正确|这(?:话|句|条)(?:对|没错|有道理|在理))/
const counted = /^\s*(?:其[一二三四五六七八九十]|第?[一二三四五六七八九十][，、是]|[0-9]{1,2}[.、)）])/

/** A cross before a statement. Before a name and a colon (× 激素：越抹越白) it finds fault with that. */
const crossed = /^\s*[❌✗✘✖×❎](?![^，。；,;]{0,12}[：:])/

const introduces = /[：:][\s*]*$/

const isAnswer = (text: string) => answered.test(text) && !signed.test(text) && !affirmed.test(text)

/** Where the quotation ends that this sentence, or its block, opens with, behind a number or name (帖一：“…”), or 0. */
function quotationAt({ sentence, text }: Line): number {
  const endOf = (start: number) => {
    const open = opening.exec(text.slice(start, start + 24))
    return open ? text.indexOf(open[1] === '"' ? '"' : '”', start + open[0].length) + 1 : 0
  }
  const ofBlock = endOf(0)
  return sentence.start < ofBlock ? ofBlock : endOf(sentence.start)
}

/**
 * Tells of a line where in it (UTF-16 offset of the block's normalised text) a myth that the page only quotes ends,
 * or -1 when it quotes none. A heading such as 常见误区 makes the first sentence of every item under it a myth, up to
 * a word that turns to the facts (其实, 事实上, 正解 …); a line that itself begins 误区一：… is one up to its end, a
 * saying that a dash parts from the answer (“…”——…) up to the end of its quotation, and what a column of myths holds
 * up to the end of its cell.
 */
export function mythsIn(
  page: Page,
  engine: Engine,
  introductionOf: ReturnType<typeof sayingsIn>,
  columns: Columns,
): (line: Line) => number {
  const myth = engine.cue('myth-heading')
  const reset = engine.cue('fact-turn')
  const rejections = [
    'debunk',
    'debunking-answer',
    'denial',
    'short-denial',
    'denial-behind',
    'unproven',
    'fact-turn',
    'warning',
  ].map((family) => engine.cue(family))
  /** Whether words of rejection stand in a block behind a place: a slogan behind a dash (“…”——选择我院) answers nothing. */
  const rejects = (block: number, behind: number) =>
    page.read[block]!.sentences.some(({ cues }) =>
      cues.some(({ start, reads }) => start >= behind && rejections.some((family) => reads.includes(family))),
    )
  const columnEnd = mythColumns(columns, engine)
  const known = new Map<number, boolean>()
  /** Whether this block, a heading or the title, says that myths follow. */
  const announces = (block: number): boolean => {
    let myths = known.get(block)
    if (myths === undefined) {
      // A word that is both (辟谣) turns to the facts within a sentence and heads a list of myths above one.
      // A row of cells (首页 | 防骗) heads no list.
      const isRow = page.blocks[block]!.role === 'heading' && bar.test(page.blocks[block]!.text)
      myths =
        !isRow &&
        page.read[block]!.sentences.some(
          ({ cues }) =>
            cues.some(({ reads }) => reads.includes(myth)) &&
            !cues.some(({ reads }) => reads.includes(reset) && !reads.includes(myth)),
        )
      known.set(block, myths)
    }
    return myths
  }
  /** Whether a heading above, or the title, speaks of myths at all. */
  const isQuiz = (block: number) =>
    page.above[block]!.some((heading) => page.read[heading]!.sentences.some((one) => one.hasCue(myth)))
  return (line) => {
    const { sentence } = line
    const first = (concept: number) =>
      sentence.hasCue(concept) ? sentence.cues.find((word) => word.reads.includes(concept)) : undefined
    const turn = first(reset)
    const cue = first(myth)
    const until = turn ? turn.start : sentence.end
    const block = page.blocks[line.block]!
    const column = columnEnd(line)
    if (column !== undefined) return turn ? Math.min(column, turn.start) : column
    if (line.first && crossed.test(block.text) && isQuiz(line.block)) return until
    // 误区一：… and a heading that states the myth.
    if (
      cue &&
      (!turn || turn.start > cue.start) &&
      (cue.start - sentence.start <= 6 || block.role !== 'text')
    )
      return until
    const quoted = quotationAt(line)
    if (quoted > 0 && isAnswer(line.text.slice(quoted)) && rejects(line.block, quoted)) return quoted
    if (line.first && introductionOf(line.block) >= 0) return until
    if (turn && turn.start - sentence.start <= 4) return -1
    // 其一，…。其二，…: items within one block.
    if (!line.first && !counted.test(line.text.slice(sentence.start, sentence.end))) return -1
    const isListed = () =>
      /^\s*(?:[（(]?第?[0-9一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩]{1,2}[)）.、，：．]|[·•\-—●◆■【]|(?:说法|其)[0-9a-z一二三四五六七八九十]{1,2}[：:，])/.test(
        line.text,
      ) ||
      /^\s*[①-⑳]/.test(block.text) ||
      block.role === 'heading' ||
      quoted > 0
    const nearest = page.headingOf(line.block)
    if (nearest !== undefined && announces(nearest)) {
      // A heading with the myth itself (误区一：不能吃维C) is followed by the answer, not by more myths.
      const itself = /[0-9一二三四五六七八九十][：:、]|：\S/.test(page.read[nearest]!.normalised.text)
      // What ends with a colon introduces a list and heads no section.
      if (!itself) return !introduces.test(page.read[nearest]!.normalised.text) || isListed() ? until : -1
      // 陷阱三：面积线 only names what the quotation below it says.
      return line.first && quoted > 0 ? quoted : -1
    }
    if (!line.first) return -1
    const title = page.titleOf(line.block)
    return title !== undefined && announces(title) && isListed() ? until : -1
  }
}
