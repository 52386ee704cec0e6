import type { CompiledStep } from '../cards/compiled'
import { clauseAt } from '../text/sentences'
import type { Engine } from './engine'
import { sentencesBeforeBlock } from './filled'
import type { Part } from './match'
import { fills } from './meanings'
import type { Line, Page } from './page'
import type { ReadSentence, Word } from './read'

/** How many sentences back, inside its own block, a subject may stand. */
const sentencesBack = 5

export interface Subject {
  part: Part
  /** It stands in the sentence of the claim. */
  here: boolean
  /** It stands in the clause where the claim begins, so that it can be marked with it. */
  near: boolean
}

/**
 * Finds what a claim speaks of: in its sentence, before it in its section, in a heading above or in the title.
 * A competing subject (another concept of the same class) that stands nearer blocks it.
 */
export function findSubject(
  step: CompiledStep,
  parts: readonly Part[],
  line: Line,
  page: Page,
  engine: Engine,
  ignoreRivals = false,
): Subject | undefined {
  const classes = engine.classesOf(step)
  const slot = step.slot!
  const isSubject = (word: Word) => fills(word.meaning, slot)
  const isRival = (word: Word, sentence: ReadSentence) =>
    !ignoreRivals &&
    (word.meaning.classes & classes) !== 0 &&
    // 光疗 in 家用光疗仪 is no rival of the device.
    !sentence.words.some((other) => isSubject(other) && other.start <= word.start && word.end <= other.end)
  /** Most sentences name neither: their words need not be looked at. */
  const concerns = (sentence: ReadSentence) => {
    for (let i = 0; i < sentence.wordCount; i++) {
      const meaning = sentence.meaning(i)
      if ((meaning.classes & classes) !== 0 || fills(meaning, slot)) return true
    }
    return false
  }

  /** The nearest of both, walking back from `before`; 'rival' when another subject is nearer. */
  const walk = (sentence: ReadSentence, text: string, before: number): Word | 'rival' | undefined => {
    if (!concerns(sentence)) return undefined
    let rival: Word | undefined
    for (let i = sentence.words.length - 1; i >= 0; i--) {
      const word = sentence.words[i]!
      if (word.start >= before) continue
      if (isSubject(word)) {
        // 他克莫司、激素等: both are spoken of.
        if (rival && !/^[^，。；]{0,6}[、和与及或跟][^，。；]{0,3}$/.test(text.slice(word.end, rival.start)))
          return 'rival'
        return word
      }
      if (
        !rival &&
        isRival(word, sentence) &&
        !parts.some((part) => part.start < word.end && word.start < part.end)
      )
        rival = word
    }
    return rival ? 'rival' : undefined
  }

  const start = parts[0]!.start
  const last = parts.at(-1)!
  const own = walk(line.sentence, line.text, last.start)
  if (own === 'rival') return undefined
  if (own) {
    const near =
      clauseAt(line.sentence, own.start) === clauseAt(line.sentence, start) && start - own.end <= 16
    return { part: { step, start: own.start, end: own.end, word: own }, here: true, near }
  }
  const elsewhere = (word: Word, text: string): Subject => ({
    part: { step, start: word.start, end: word.end, word, carriedFrom: text },
    here: false,
    near: false,
  })
  for (let back = 1; back <= sentencesBack; back++) {
    const earlier = page.line(line.index - back)
    if (!earlier || earlier.block !== line.block) break
    const found = walk(earlier.sentence, earlier.text, Number.POSITIVE_INFINITY)
    if (found === 'rival') return undefined
    if (found) return elsewhere(found, earlier.text)
  }
  // Behind the claim in its own sentence: 连用一个月就停，这是他克莫司的用法.
  const after = line.sentence.words.find((word) => word.start >= last.end && isSubject(word))
  if (after)
    return {
      part: { step, start: after.start, end: after.end, word: after },
      here: true,
      near: false,
    }

  const before = page.firstLine[line.block]! - 1
  const previous = page.line(before)
  const sameSection =
    previous &&
    page.blocks[previous.block]!.role === 'text' &&
    page.above[previous.block]!.join() === page.above[line.block]!.join()
  if (sameSection) {
    for (let back = 0; back < sentencesBeforeBlock; back++) {
      const earlier = page.line(before - back)
      if (!earlier || earlier.block !== previous.block) break
      const found = walk(earlier.sentence, earlier.text, Number.POSITIVE_INFINITY)
      if (found === 'rival') return undefined
      if (found) return elsewhere(found, earlier.text)
    }
  }
  for (const heading of page.above[line.block]!) {
    let rival = false
    for (const sentence of page.read[heading]!.sentences) {
      if (!concerns(sentence)) continue
      const found = sentence.words.find(isSubject)
      if (found) return elsewhere(found, page.read[heading]!.normalised.text)
      rival ||= sentence.words.some((word) => isRival(word, sentence))
    }
    if (rival) return undefined
  }
  return undefined
}
