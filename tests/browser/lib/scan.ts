import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Mark } from '../../../scripts/browsers/marks'

interface Line {
  text: string
  relevant: boolean
  findings: {
    start: number
    end: number
    quote: string
    verdict: string
    level: string
    rule: string
    meant?: string
  }[]
}

/** What `npm run scan` prints for a page of tests/pages: what cards find, or with the second reader beside them. */
export function scan(name: string, { suspected = false } = {}): Line {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'scripts/scan.ts', ...(suspected ? [] : ['--cards']), join('tests/pages', name)],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`scan failed on ${name}: ${stderr}`)
  return JSON.parse(stdout)
}

const bare = (text: string) => text.replace(/\s+/g, '')

/** The runs of text a reader should see marked for one verdict: findings that touch or overlap are one run. */
export function expectedRuns({ text, findings }: Line, verdict: string): string[] {
  const runs: { start: number; end: number }[] = []
  for (const { start, end } of findings
    .filter((f) => f.verdict === verdict)
    .sort((a, b) => a.start - b.start)) {
    const last = runs.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else runs.push({ start, end })
  }
  return runs.map(({ start, end }) => bare(text.slice(start, end)))
}

/** The runs of text that the page really shows marked for one verdict. */
export const paintedRuns = (marks: Mark[], verdict: string) =>
  marks.filter((mark) => mark.name.includes(verdict)).map((mark) => bare(mark.text))
