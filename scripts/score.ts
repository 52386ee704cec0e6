import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Judgement } from './judge'

/** An annotator's mark, in the format of tests/eval/README.md. Offsets are UTF-16 units. */
export interface Mark {
  quote: string
  occurrence?: number
  label: 'contradicted' | 'unsupported' | 'optional' | 'trap'
  topic: string
  severity: 'high' | 'medium' | 'low'
  start: number
  end: number
}

export interface Unit {
  id: string
  text: string
  marks: Mark[]
}

/** Pages with gold marks: GOLD/NAME.json beside PAGES/NAME.json (with `text`) or NAME.txt. */
export function pagesOf(gold: string, pages: string): Unit[] {
  return readdirSync(gold)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const id = basename(file, '.json')
      const plain = join(pages, `${id}.txt`)
      const text: string = existsSync(plain)
        ? readFileSync(plain, 'utf8')
        : JSON.parse(readFileSync(join(pages, file), 'utf8')).text
      const marks = (
        JSON.parse(readFileSync(join(gold, file), 'utf8')).marks as Omit<Mark, 'start' | 'end'>[]
      ).flatMap((mark) => {
        let at = -1
        for (let i = 0; i < (mark.occurrence ?? 1); i++) at = text.indexOf(mark.quote, at + 1)
        if (at < 0) console.error(`${id}: no such quote: ${mark.quote}`)
        return at < 0 ? [] : [{ ...mark, start: at, end: at + mark.quote.length }]
      })
      return { id, text, marks }
    })
}

/** One annotated sentence a line; the whole line is the mark. */
export function linesOf(file: string): Unit[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line, i) => {
      const row = JSON.parse(line)
      return {
        id: String(row.id ?? i),
        text: row.text,
        marks: [{ ...row, quote: row.text, start: 0, end: row.text.length }],
      }
    })
}

export interface Counts {
  required: number
  hit: number
  high: number
  highHit: number
  findings: number
  good: number
  traps: number
  trapped: number
  verdict: number
}

export interface Fault {
  kind: 'missed' | 'false' | 'trap' | 'verdict'
  unit: string
  rule?: string
  mark?: Mark
  quote: string
}

export interface Score {
  total: Counts
  byTopic: Map<string, Counts>
  faults: Fault[]
}

const zero = (): Counts => ({
  required: 0,
  hit: 0,
  high: 0,
  highHit: 0,
  findings: 0,
  good: 0,
  traps: 0,
  trapped: 0,
  verdict: 0,
})
/** Topics on which annotators differ in the verdict: either counts. */
const eitherVerdict = new Set(['immune-boost', 'speed-promise', 'no-side-effects'])

/** A finding hits a mark when they share 40% of the shorter and it is no longer than 60 units or twice the mark. */
const hits = (a: { start: number; end: number }, b: { start: number; end: number }) => {
  const overlap = Math.min(a.end, b.end) - Math.max(a.start, b.start)
  return (
    overlap > 0 &&
    overlap >= 0.4 * Math.min(a.end - a.start, b.end - b.start) &&
    a.end - a.start <= Math.max(60, 2 * (b.end - b.start))
  )
}

/** Whether a finding hits a mark that asks for it or allows it. */
export const isRight = (finding: { start: number; end: number }, marks: readonly Mark[]): boolean =>
  marks.some((mark) => mark.label !== 'trap' && hits(finding, mark))

const isRequired = ({ label }: Mark) => label === 'contradicted' || label === 'unsupported'

/** The required mark that a finding hits, if any. */
export const requiredAt = (
  finding: { start: number; end: number },
  marks: readonly Mark[],
): Mark | undefined => marks.find((mark) => isRequired(mark) && hits(finding, mark))

/** Scores findings against marks; recall over required marks, precision over findings, traps over trap marks. */
export function score(units: readonly Unit[], judge: (unit: Unit) => Judgement['findings']): Score {
  const total = zero()
  const byTopic = new Map<string, Counts>()
  const faults: Fault[] = []
  const add = (topic: string, key: keyof Counts) => {
    total[key]++
    let counts = byTopic.get(topic)
    if (!counts) byTopic.set(topic, (counts = zero()))
    counts[key]++
  }
  for (const unit of units) {
    const found = judge(unit)
    for (const mark of unit.marks) {
      const by = found.filter((finding) => hits(finding, mark))
      if (isRequired(mark)) {
        add(mark.topic, 'required')
        if (mark.severity === 'high') add(mark.topic, 'high')
        if (!by.length) {
          faults.push({ kind: 'missed', unit: unit.id, mark, quote: mark.quote })
          continue
        }
        add(mark.topic, 'hit')
        if (mark.severity === 'high') add(mark.topic, 'highHit')
        if (eitherVerdict.has(mark.topic) || by.some(({ verdict }) => verdict === mark.label))
          add(mark.topic, 'verdict')
        else faults.push({ kind: 'verdict', unit: unit.id, mark, rule: by[0]!.rule, quote: mark.quote })
      } else if (mark.label === 'trap') {
        add(mark.topic, 'traps')
        const wrong = by.find((finding) => !isRight(finding, unit.marks))
        if (wrong) {
          add(mark.topic, 'trapped')
          faults.push({ kind: 'trap', unit: unit.id, mark, rule: wrong.rule, quote: mark.quote })
        }
      }
    }
    for (const finding of found) {
      add(finding.topic, 'findings')
      if (isRight(finding, unit.marks)) add(finding.topic, 'good')
      else faults.push({ kind: 'false', unit: unit.id, rule: finding.rule, quote: finding.quote })
    }
  }
  return { total, byTopic, faults }
}

export const share = (part: number, whole: number) => (whole ? part / whole : Number.NaN)

export const figures = (counts: Counts) => ({
  recall: share(counts.hit, counts.required),
  highRecall: share(counts.highHit, counts.high),
  precision: share(counts.good, counts.findings),
  traps: share(counts.trapped, counts.traps),
  verdict: share(counts.verdict, counts.hit),
})

const percent = (value: number) => (Number.isNaN(value) ? '    –' : `${(100 * value).toFixed(1).padStart(5)}`)

export function row(name: string, counts: Counts): string {
  const f = figures(counts)
  return `${name.padEnd(26)} recall ${percent(f.recall)} (${counts.hit}/${counts.required})  high ${percent(f.highRecall)} (${counts.highHit}/${counts.high})  precision ${percent(f.precision)} (${counts.good}/${counts.findings})  traps ${percent(f.traps)} (${counts.trapped}/${counts.traps})  verdict ${percent(f.verdict)}`
}
