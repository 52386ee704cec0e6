import type { GuardName } from '../cards/guard-names'
import { clauseAt, clauseStart } from '../text/sentences'
import { bar } from './columns'
import type { Engine } from './engine'
import { type Match, markOf, type Part } from './match'
import type { Line, Page } from './page'
import type { Word } from './read'

/** What the guards need to know of the place of a match. */
export interface Context {
  page: Page
  line: Line
  engine: Engine
  /** End of a quoted myth in this line, -1 when there is none. */
  mythEnd: number
  /** Whether the line speaks of another disease. */
  otherDisease: boolean
  /** Whether the page as a whole may. */
  otherPage: boolean
  /** Cues that count for the match that was looked at last: guards ask for the same ones again and again. */
  cues?: { match: Match; byFamily: Map<string, readonly Word[]> }
}

type Guard = (match: Match, context: Context) => boolean

/** How far, in UTF-16 units of one clause, a word of denial reaches forward. */
const denialReach = 14
const shortDenialReach = 4
const denialBehindReach = 18

const marked = (match: Match) => match.parts.filter((part) => !part.step.context)

const denying = new Set(['denial', 'short-denial'])
const negator = /[不没無无未非别莫勿难]/

/**
 * Cues of a family in the sentence that are no part of the claim itself. A cue that runs into a part belongs to it
 * (都不能 before 不能超过), unless what denies stands in front of the part (不能 before 能治好); a hedge counts wherever
 * it stands. A cue inside a word that is no part of the claim is used up by that word (不 in 不复发), unless the word
 * touches a part of the claim or only begins before a denial and ends with it (这不等于).
 */
function cues(family: string, match: Match, context: Context): readonly Word[] {
  const { line, engine } = context
  // Most sentences have none at all.
  if (line.sentence.cueCount === 0) return none
  const concept = engine.cue(family)
  if (!line.sentence.hasCue(concept)) return none
  if (context.cues?.match !== match) context.cues = { match, byFamily: new Map() }
  const { byFamily } = context.cues
  let found = byFamily.get(family)
  if (!found)
    byFamily.set(
      family,
      (found = line.sentence.cues.filter(
        (cue) => cue.reads.includes(concept) && counts(cue, family, match, line),
      )),
    )
  return found
}

const none: readonly Word[] = []

function counts(cue: Word, family: string, match: Match, { sentence, text }: Line): boolean {
  for (const part of match.parts) {
    if (part.carriedFrom !== undefined || part.start >= cue.end || cue.start >= part.end) continue
    if (family === 'hedge') return true
    // 能不能 begins with a part of the claim (能), 好不好 within one (治疗好), and asks all the same.
    const covers = family === 'question' && cue.end > part.end
    if (cue.start >= part.start && !covers) return false
    return !denying.has(family) || negator.test(text.slice(cue.start, part.start))
  }
  if (family === 'hedge') return true
  return !sentence
    .wordsOver(cue)
    .some(
      (word) =>
        !(family === 'denial' && word.end === cue.end && cue.end - cue.start > 1) &&
        !match.parts.some((part) => word.start < part.end && part.start < word.end),
    )
}

const sameClause = (a: number, b: number, { line }: Context) =>
  clauseAt(line.sentence, a) === clauseAt(line.sentence, b)

const between = (from: number, to: number, words: readonly Word[]) =>
  words.some((word) => word.start >= from && word.end <= to)

/** Words of denial that govern a part: before it, in its clause, in reach, with no turn (就, 却, 而是 …) between. */
function denialsOf(part: Part, match: Match, context: Context): readonly Word[] {
  const denials = cues('denial', match, context)
  const short = cues('short-denial', match, context)
  if (denials.length === 0 && short.length === 0) return none
  const turns = cues('turn', match, context)
  const question = context.engine.cue('question')
  const { text } = context.line
  // 从没规定…不准结婚、不准生育: what is denied of the first of two like things is denied of the second.
  const start =
    text[part.start - 1] === '、'
      ? text.lastIndexOf(text.slice(part.start, part.start + 2), part.start - 2)
      : part.start
  const reach = (list: readonly Word[], limit: number) =>
    list.filter(
      (cue) =>
        cue.start < part.start &&
        (part.start - cue.end <= limit || (start > cue.end && start - cue.end <= limit)) &&
        // 是不是 asks and denies nothing.
        !cue.reads.includes(question) &&
        sameClause(cue.start, part.start, context) &&
        !between(cue.end, part.start, turns),
    )
  return [...reach(denials, denialReach), ...reach(short, shortDenialReach)].sort((a, b) => a.start - b.start)
}

/** 没有证据表明…, 研究并不支持…, 不能保证…: whatever follows is not asserted, be it a denial itself. */
const unproven = (match: Match, context: Context) => {
  const found = cues('unproven', match, context)
  const noPromise = cues('no-promise', match, context)
  if (found.length + noPromise.length === 0) return false
  // The cue may stand within the claim: 光疗没有被证明会影响胎儿.
  const start = Math.max(...marked(match).map((part) => part.start))
  if (noPromise.some((cue) => cue.start < start && sameClause(cue.start, start, context))) return true
  const turns = [...cues('contrast', match, context), ...cues('fact-turn', match, context)]
  // 没有证据表明…虽…，却…: both halves are what nobody has shown.
  const concedes = (from: number, to: number) => /[虽尽][然管]?/.test(context.line.text.slice(from, to))
  return found.some(
    // 没有证据能证明它治得了: 能 belongs to both.
    (cue) => cue.start < start && (!between(cue.end, start, turns) || concedes(cue.end, start)),
  )
}

const negated: Guard = (match, context) => {
  if (context.line.sentence.cueCount === 0) return false
  if (unproven(match, context)) return true
  const { text } = context.line
  for (const part of marked(match)) {
    const found = denialsOf(part, match, context)
    // 没有哪个人不能…: two denials affirm; 不能也不会, and 目前没有 that runs into 没有哪种, are one denial said twice.
    const joined = found.filter((cue, i) => {
      const before = found[i - 1]
      if (!before) return false
      if (cue.start < before.end) return !negator.test(text.slice(before.end, cue.end))
      // 不是细菌也不是真菌: the link may be part of the second denial.
      return /[也更、和或且]/.test(text.slice(before.end, cue.start + 1))
    })
    if ((found.length - joined.length) % 2 === 1) return true
  }
  const [, end] = markOf(match)
  const turns = cues('turn', match, context)
  return cues('denial-behind', match, context).some(
    (cue) => cue.start >= end && cue.start - end <= denialBehindReach && !between(end, cue.start, turns),
  )
}

const asked: Guard = (match, context) => {
  const { line, page } = context
  if (!isQuestion(match, context) || cues('rhetorical', match, context).length) return false
  // 会不会再长？会的: the answer affirms what was asked, and not the second half of 会不会.
  const halved = cues('question', match, context).some((cue) =>
    match.parts.some(
      ({ start, end }) =>
        cue.start < start && start < cue.end && cue.end <= end && /[不没未]/.test(line.text[start]!),
    ),
  )
  if (halved) return true
  const next = page.line(line.index + 1)
  return !(next && startsWith(next, 'affirming-answer', context))
}

function isQuestion(match: Match, context: Context): boolean {
  const { line } = context
  const { sentence } = line
  const [start, end] = markOf(match)
  const lastClause = sentence.clauses.length - 1
  // A title often asks without a mark: …满一个月就停，会反弹吗.
  if (
    (sentence.asked || /吗\s*$/.test(line.text.slice(sentence.start, sentence.end))) &&
    (clauseAt(sentence, end - 1) === lastClause ||
      cues('asking-tag', match, context).some((cue) => cue.start >= end))
  )
    return true
  // A question word governs its own clause: 能不能根治, 如何根治.
  const words = cues('question', match, context)
  if (words.some((cue) => sameClause(cue.start, start, context) || sameClause(cue.start, end - 1, context)))
    return true
  if (/[吗嘛么]/.test(line.text.slice(sentence.start, sentence.end))) {
    // 吗 and 呢 close a clause even where the question mark was dropped.
    const clause = clauseAt(sentence, end - 1)
    const clauseText = line.text
      .slice(clauseStart(sentence, clause), sentence.clauses[clause]!)
      .replace(/[\s，。！？?!：”"'）)]+$/, '')
    const behind = line.text.slice(end, sentence.end)
    if (/^[^，。；]{0,8}吗\s*[（(【《—–|｜_0-9-]/.test(behind)) return true
    // A title goes on behind its question without a sign: 白癜风可以去根吗 养生专栏.
    if (context.page.blocks[line.block]!.role === 'title' && /^[^，。；？?]{0,8}吗/.test(behind)) return true
    if (/[吗嘛么]$/.test(clauseText) && !/(什么|这么|那么|怎么)$/.test(clauseText)) return true
  }
  return /^\s*(问|提问|患者提问|网友提问|患者问|网友问)[：:]/.test(line.text) && /[？?吗]/.test(line.text)
}

const hedged: Guard = (match, context) => {
  if (context.line.sentence.cueCount === 0) return false
  const [start, end] = markOf(match)
  const turns = cues('turn', match, context)
  for (const part of marked(match)) {
    if (
      cues('hedge', match, context).some(
        (cue) =>
          sameClause(cue.start, part.start, context) &&
          (cue.end <= part.start
            ? part.start - cue.end <= 24
            : cue.start >= part.end && cue.start - part.end <= 10),
      )
    )
      return true
  }
  if (
    cues('hedged-subject', match, context).some(
      (cue) => cue.end <= end && cue.start < end && !between(cue.end, start, turns) && start - cue.end <= 40,
    )
  )
    return true
  return false
}

const wished: Guard = (match, context) => {
  const [start] = markOf(match)
  // 为帮助孩子治好: the purpose may begin the claim.
  return cues('wish', match, context).some(
    (cue) => cue.start < start && sameClause(cue.start, start, context),
  )
}

/** How long a quotation may be, in UTF-16 units, to be somebody's phrase. */
const phrase = 16
const openers = '“"「『'
const closers = '”"」』'

/** Whether a match stands within a short quotation: “七天根治” is somebody's phrase, longer ones are speech. */
function inPhrase([start, end]: [number, number], { text, sentence }: Line): boolean {
  for (let open = start - 1; open >= Math.max(sentence.start, end - phrase - 1); open--) {
    const kind = openers.indexOf(text[open]!)
    if (kind < 0) {
      if (closers.includes(text[open]!)) return false
      continue
    }
    // A straight quotation mark opens one when an even number of them stands before it.
    if (text[open] === '"' && text.slice(sentence.start, open).split('"').length % 2 === 0) return false
    const close = text.indexOf(closers[kind]!, end)
    return close >= end && close - open - 1 <= phrase
  }
  return false
}

const attributed: Guard = (match, context) => {
  const [start, end] = markOf(match)
  if (inPhrase([start, end], context.line)) return true
  if (context.line.sentence.cueCount === 0) return false
  const turns = cues('fact-turn', match, context)
  if (
    cues('hearsay', match, context).some(
      (cue) => cue.end <= end && cue.start < end && !between(cue.end, start, turns),
    )
  )
    return true
  return cues('hearsay-behind', match, context).some((cue) => cue.start >= end && cue.start - end <= 12)
}

/** A line that holds nothing but signs: what is left of **…** behind a full stop. */
const silent = ({ text, sentence }: Line) =>
  !/[\p{L}\p{N}✓√✔✗✘×❌╳]/u.test(text.slice(sentence.start, sentence.end))

/** The sentence behind this one, which may stand in the next block. */
function nextOf({ line, page }: Pick<Context, 'line' | 'page'>): Line | undefined {
  const next = page.line(line.index + 1)
  return next && next.block === line.block && silent(next) ? page.line(line.index + 2) : next
}

/** Whether the cell of a table behind the claim's, or the sentence behind it, holds nothing but the judgement: | 会传染 | 假 |. */
export function judgedInCell(match: Match, { line, page, engine }: Context): boolean {
  const verdict = engine.cue('verdict')
  /** Whether a cue fills these signs of a block as it was written: bars between cells are not read. */
  const filled = ({ sentence, block }: Line, from: number, to: number) =>
    sentence.hasCue(verdict) &&
    sentence.cues.some((word) => {
      const start = place(word.start, block)
      const end = place(word.end - 1, block) + 1
      return (
        word.reads.includes(verdict) &&
        start >= from &&
        end <= to &&
        !spoken.test(page.blocks[block]!.text.slice(from, start)) &&
        !spoken.test(page.blocks[block]!.text.slice(end, to))
      )
    })
  const place = (at: number, block: number) => page.read[block]!.normalised.from?.[at] ?? at
  const { text } = page.blocks[line.block]!
  const from = place(markOf(match)[1] - 1, line.block) + 1
  const behind = text.slice(from, from + cellReach).search(bar) + from + 1
  if (behind > from) {
    const next = text.slice(behind, behind + cellReach).search(bar)
    return filled(line, behind, next < 0 ? text.length : behind + next)
  }
  // 患者必须隔离。（错）
  const next = nextOf({ line, page })
  if (!next?.sentence.hasCue(verdict)) return false
  // In a block of its own a mere sign may be a button: × closes what stands above it.
  if (next.block !== line.block && (page.blocks[next.block]!.role !== 'text' || !/\p{L}/u.test(next.text)))
    return false
  return filled(next, place(next.sentence.start, next.block), place(next.sentence.end - 1, next.block) + 1)
}

const spoken = /[\p{L}\p{N}]/u

/** How far a bar between cells, and the ends of a quotation, are looked for, in UTF-16 units. */
const cellReach = 200
const quotationReach = 300

/** Where the quotation ends in which a match stands, be it a whole speech; -1 where it stands in none. */
function quotationEnd([start, end]: [number, number], { text }: Line): number {
  const before = text.slice(Math.max(0, start - quotationReach), start)
  // Which of two straight quotes opens is told by counting them from the block's beginning.
  const straight = start <= quotationReach && before.split('"').length % 2 === 0
  const curly = before.lastIndexOf('“') > before.lastIndexOf('”')
  if (!straight && !curly) return -1
  const close = text.slice(end, end + quotationReach).indexOf(curly ? '”' : '"')
  return close < 0 ? -1 : end + close
}

/** “…” 这四条我一条都不同意: somebody's words, and the sentence behind them rejects them. */
function quotedAndRejected(match: Match, context: Context): boolean {
  const { line, page, engine } = context
  const close = quotationEnd(markOf(match), line)
  if (close < 0) return false
  let last = line
  for (let next = page.line(last.index + 1); next?.block === line.block; next = page.line(last.index + 1)) {
    if (next.sentence.start > close) break
    last = next
  }
  const debunk = engine.cue('debunk')
  const yes = engine.cue('affirming-answer')
  const rejects = (one: Line, from: number) =>
    one.sentence.cues.some((cue) => cue.start >= from && cue.reads.includes(debunk)) &&
    !one.sentence.cues.some((cue) => cue.start >= from && cue.reads.includes(yes))
  if (rejects(last, close)) return true
  const next = nextOf({ ...context, line: last })
  if (!next || (next.block !== line.block && page.blocks[next.block]!.role !== 'text')) return false
  // A sentence behind the block speaks of it only where it points at it.
  const points =
    next.block === line.block || pointing.test(next.text.slice(next.sentence.start, next.sentence.end))
  return points && rejects(next, 0)
}

const pointing = /^[^，。]{0,16}(?:[这那此]|上述|以上|一[条句个])/

const debunked: Guard = (match, context) => {
  const { line, page } = context
  if (judgedInCell(match, context) || quotedAndRejected(match, context)) return true
  const [start, end] = markOf(match)
  const turns = cues('fact-turn', match, context)
  if (cues('warning', match, context).some((cue) => cue.end <= start && !between(cue.end, start, turns)))
    return true
  if (cues('debunk', match, context).some((cue) => cue.start >= end)) return true
  const next = nextOf(context)
  return Boolean(
    next &&
      (next.block === line.block || page.blocks[line.block]!.role !== 'title') &&
      startsWith(next, 'debunking-answer', context),
  )
}

/** Who answers, before the answer: 站长答：…, 医生摇头说，…. */
const speaker =
  /^\s*[^，。：；？！“”]{1,10}(?:：|(?:说|讲|表示|解释|告诉我|回答|答|摇头)(?:，|道[：，]))\s*“?/

function startsWith(line: Line, family: string, { engine }: Context): boolean {
  const concept = engine.cue(family)
  if (!line.sentence.hasCue(concept)) return false
  const text = line.text.slice(line.sentence.start, line.sentence.end)
  const starts = [text.search(/\S/), speaker.exec(text)?.[0].length ?? text.length]
  const yes = engine.cue('affirming-answer')
  return line.sentence.cues.some((word, i, all) => {
    const at = word.start - line.sentence.start
    return (
      word.reads.includes(concept) &&
      starts.some((start, behind) => at >= start && at - start <= (behind ? 0 : 4)) &&
      // 没错，… holds 错， and agrees.
      !all.slice(0, i).some((before) => before.end > word.start && before.reads.includes(yes))
    )
  })
}

const myth: Guard = (match, context) => context.mythEnd >= 0 && markOf(match)[0] < context.mythEnd

const regulated: Guard = (match, context) => cues('regulator', match, context).length > 0

const otherDisease: Guard = (_, context) => context.otherDisease

/** Every guard, in the order they are tested; `true` stops the claim. */
export const guards: Record<GuardName, Guard> = {
  negated,
  asked,
  hedged,
  wished,
  attributed,
  debunked,
  myth,
  regulated,
  'other-disease': otherDisease,
}
