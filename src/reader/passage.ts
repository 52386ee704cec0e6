import type { Engine } from '../analysis/engine'
import type { Line, Page } from '../analysis/page'
import type { Passage } from './network'
import { allWords, amountsOf, namesOf } from './windows'

/** A line with what stands around it, as the network reads it: the lines beside it of its own block or the next one. */
export function passageOf(line: Line, page: Page, engine: Engine): Passage {
  const { block, sentence, text } = line
  const { start, end } = sentence
  const inBlock = page.linesOf(block)
  const place = line.index - page.firstLine[block]!
  const before = inBlock[place - 1]
  const behind = inBlock[place + 1]
  const beside = (block: number, at: 0 | -1) => page.read[block] && page.linesOf(block).at(at)
  const said = (other: Line | undefined) =>
    other ? other.text.slice(other.sentence.start, other.sentence.end) : ''
  const all = (block: number | undefined) => (block === undefined ? '' : page.read[block]!.normalised.text)
  const words = allWords(line).map((word) => ({ at: word.start, seen: namesOf(word, engine) }))
  const amounts = sentence.numberKinds ? amountsOf(sentence.numbers) : []
  return {
    title: all(page.titleOf(block)),
    heading: all(page.headingOf(block)),
    before: said(before ?? beside(block - 1, -1)),
    line: said(line),
    behind: said(behind ?? beside(block + 1, 0)),
    role: page.blocks[block]!.role,
    joined: { before: before !== undefined, behind: behind !== undefined },
    whole: start === 0 && end === text.length,
    words: [...words, ...amounts].map(({ at, seen }) => ({
      at: Math.max(0, at - start),
      seen,
    })),
  }
}
