import { analyse } from '../analysis/analyse'
import type { Finding } from '../analysis/types'
import { plainBlocks } from '../text/plain'
import type { Rules } from './compiled'
import { type GuardName, guardNames } from './guard-names'
import type { Card } from './schema'

/** An example that does not do what the card says of it. */
export interface Failure {
  path: (string | number)[]
  message: string
  /** For a wrong bracket: the example as it is really marked. */
  corrected?: string
}

export interface Marked {
  text: string
  /** Half-open runs of UTF-16 units of `text`, where the example had [brackets]. */
  marks: [number, number][]
}

/** Takes the [brackets] out of an example. */
export function readBrackets(example: string): Marked {
  const marks: [number, number][] = []
  let text = ''
  let open = -1
  for (const char of example) {
    if (char === '[') open = text.length
    else if (char === ']' && open >= 0) {
      marks.push([open, text.length])
      open = -1
    } else text += char
  }
  return { text, marks }
}

export type Judge = (text: string, ignore?: NonNullable<Parameters<typeof analyse>[2]>['ignore']) => Finding[]

/** Runs over one text with everything but overlaps settled; doubtful words are confirmed by `cut`. */
export const judgeWith =
  (rules: Rules, confirm: (doubtful: ReturnType<typeof analyse>['doubtful']) => Finding[]): Judge =>
  (text, ignore) => {
    const { findings, doubtful } = analyse(plainBlocks(text), rules, { ignore, keepOverlaps: true })
    return [...findings, ...confirm(doubtful)]
  }

const placed = (text: string, finding: Finding): [number, number] => {
  const offset = plainBlocks(text)[finding.block]!.offset
  return [offset + finding.start, offset + finding.end]
}

/** Checks every example of a card. `unconfirmed` judges without the segmenter's veto. */
export function checkExamples(
  card: Card,
  judge: Judge,
  unconfirmed: Judge,
  partsIn: (text: string) => boolean,
): Failure[] {
  const failures: Failure[] = []
  const own = (findings: Finding[]) => findings.filter((finding) => finding.rule === card.id)

  card.examples.flag.forEach((example, i) => {
    const { text, marks } = readBrackets(example)
    const runs = own(judge(text)).map((finding) => placed(text, finding))
    const path = ['examples', 'flag', i]
    if (!runs.length) return failures.push({ path, message: `is not marked: ${text}` })
    const corrected = withBrackets(text, runs)
    if (!marks.length)
      return failures.push({ path, message: `has no [brackets]; it is marked ${corrected}`, corrected })
    if (corrected !== example)
      failures.push({ path, message: `is marked otherwise: ${corrected}`, corrected })
  })

  card.examples.pass.forEach(({ text, because }, i) => {
    const path = ['examples', 'pass', i]
    const found = own(judge(text))
    if (found.length) return failures.push({ path, message: `is marked “${found[0]!.quote}”: ${text}` })
    const fires = (ignore: Parameters<Judge>[1]) => own(judge(text, ignore)).length > 0
    let proven: boolean
    if ((guardNames as readonly string[]).includes(because))
      proven = fires({ guards: new Set([because as GuardName]) })
    else if (because === 'except') proven = fires({ except: true })
    else if (because === 'bound') proven = fires({ bounds: true })
    else if (because === 'subject') proven = fires({ rivals: true })
    else if (because === 'word-border') proven = own(unconfirmed(text)).length > 0
    else proven = partsIn(text)
    if (proven) return
    const real = guardNames.filter((guard) => fires({ guards: new Set([guard]) }))
    const others = [
      ...real,
      ...(fires({ except: true }) ? ['except'] : []),
      ...(fires({ bounds: true }) ? ['bound'] : []),
      ...(fires({ rivals: true }) ? ['subject'] : []),
    ]
    const all = fires({ guards: new Set(guardNames) })
    failures.push({
      path,
      message:
        because === 'other-claim'
          ? `shares no word with the card: ${text}`
          : `is not stopped by “${because}”${others.length ? ` but by ${others.map((name) => `“${name}”`).join(', ')}` : all ? ' alone: two or more guards stop it' : ': it would not be marked without it either'}: ${text}`,
    })
  })
  ;(card.examples.todo ?? []).forEach((text, i) => {
    if (own(judge(readBrackets(text).text)).length)
      failures.push({ path: ['examples', 'todo', i], message: `is found by now: move it to flag: ${text}` })
  })
  return failures
}

export function withBrackets(text: string, runs: [number, number][]): string {
  let out = ''
  let at = 0
  for (const [start, end] of [...runs].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (start < at) continue
    out += `${text.slice(at, start)}[${text.slice(start, end)}]`
    at = end
  }
  return out + text.slice(at)
}
