import type { Analysis, Doubtful, Finding, Place } from '../analysis/types'
import type { Answer, ToldDoubt } from './protocol'

/** The most findings in one piece of an answer: a page reads it in a few milliseconds. */
const most = 200

/**
 * The worker's side of what a page has been told: findings keep their numbers for as long as they are the same objects
 * (see `analysis/remember`), and only new ones are sent.
 */
export class Ledger {
  #told = new Map<Finding, { number: number; contradictedBy: Place | undefined }>()
  #next = 0;

  /** The pieces of an answer, the judgement last. */
  *answers({ findings, doubtful }: Analysis): Generator<Answer> {
    const before = this.#told
    this.#told = new Map()
    let fresh: [number, Finding][] = []
    const numbers: number[] = []
    const doubts: ToldDoubt[] = []
    const all: { finding: Finding; doubt?: Doubtful }[] = [
      ...findings.map((finding) => ({ finding })),
      ...doubtful.map((doubt) => ({ finding: doubt.finding, doubt })),
    ]
    for (const { finding, doubt } of all) {
      const { contradictedBy } = finding
      const known = this.#told.get(finding) ?? before.get(finding)
      const number = known?.number ?? this.#next++
      // What the page denies is noted in the finding itself. (So is how sure the reader is, which nobody is shown.)
      if (!known || known.contradictedBy !== contradictedBy) fresh.push([number, finding])
      this.#told.set(finding, { number, contradictedBy })
      if (doubt) doubts.push({ number, sentence: doubt.sentence, words: doubt.words })
      else numbers.push(number)
      if (fresh.length < most) continue
      yield { kind: 'findings', fresh }
      fresh = []
    }
    if (fresh.length) yield { kind: 'findings', fresh }
    yield { kind: 'judgement', findings: numbers, doubtful: doubts }
  }
}

/** The page's side: findings by number. The same number is the same object for as long as nothing is new about it. */
export class Register {
  #findings = new Map<number, Finding>()

  /** Puts a piece of an answer with the others. Gives the analysis when it is complete. @throws {Error} for numbers never told. */
  take(answer: Exclude<Answer, { kind: 'failed' }>): Analysis | undefined {
    if (answer.kind === 'findings') {
      for (const [number, finding] of answer.fresh) this.#findings.set(number, finding)
      return undefined
    }
    const named = new Map<number, Finding>()
    const of = (number: number) => {
      const finding = this.#findings.get(number)
      if (!finding) throw new Error('the analyst names a finding that it never told')
      named.set(number, finding)
      return finding
    }
    const findings = answer.findings.map(of)
    const doubtful = answer.doubtful.map(({ number, sentence, words }) => ({
      finding: of(number),
      sentence,
      words,
    }))
    this.#findings = named
    return { findings, doubtful }
  }
}
