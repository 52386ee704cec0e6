/**
 * The five seed pages, where they stand beside this folder, rebuilt as clinic pages: the browser finds what `scan`
 * finds, character for character.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Server, serve } from '../../scripts/browsers/serve'
import { escaped } from '../../scripts/browsers/text-page'
import { marksWhen, reportsOf, type Session, startSession } from './lib/session'

const folder = join(process.cwd(), '../shared/seeds')
const seeds = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.txt')) : []

/** Paragraphs with what clinics put around and into them: a hotline, a table, links and emphasis inside sentences. */
function clinicPage(text: string): string {
  const [title = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
  const inline = (line: string) => {
    const middle = line.length >> 1
    return `${escaped(line.slice(0, middle))}<a href="#"><b>${escaped(line.slice(middle, middle + 3))}</b></a>${escaped(line.slice(middle + 3))}`
  }
  const body = lines.map((line, i) => {
    if (i % 7 === 6) return `<table><tr><td>${inline(line)}</td></tr></table>`
    if (i % 5 === 4) return `<ul><li>${inline(line)}</li></ul>`
    return `<p>\n  ${inline(line)}\n</p>`
  })
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body><header><nav><a href="#">首页</a><a href="#">医生</a></nav><p>热线：010-00000000</p></header>
<main><h1>${escaped(title)}</h1>${body.join('\n')}</main><footer><p>来院路线</p></footer></body></html>`
}

const pages = new Map(
  seeds.map((file) => [`/${file}.html`, clinicPage(readFileSync(join(folder, file), 'utf8'))]),
)
const scratch = mkdtempSync(join(tmpdir(), 'bianbai-seeds-'))

/** Findings as `scan` prints them for the same page. */
function scanned(path: string): string[] {
  const file = join(scratch, path.slice(1))
  writeFileSync(file, pages.get(path)!)
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/scan.ts', file], {
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(run.stderr)
  const { findings } = JSON.parse(run.stdout) as {
    findings: { rule: string; quote: string; level: string }[]
  }
  return findings.map(({ rule, quote, level }) => `${level} ${rule} ${quote}`)
}

const expected = new Map([...pages.keys()].map((path) => [path, scanned(path)]))

let server: Server
beforeAll(async () => {
  server = await serve((path) => (pages.has(path) ? { body: pages.get(path)! } : undefined))
})
afterAll(async () => {
  await server.close()
  rmSync(scratch, { recursive: true, force: true })
})

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let session: Session
  beforeAll(async () => {
    session = await startSession(kind, { proxy: server.port, guesses: true })
  })
  afterAll(() => session?.close())

  test('the seeds, where there are any, are found as scan finds them', async () => {
    for (const [path, findings] of expected) {
      const url = `http://clinic.test${path}`
      const tab = await session.open(url)
      if (findings.length) await marksWhen(tab, (marks) => marks.length > 0)
      const [report] = await reportsOf(session, url)
      expect(
        report?.findings.map(({ rule, quote, level }) => `${level} ${rule} ${quote}`) ?? [],
        path,
      ).toEqual(findings)
      await tab.close()
    }
  })
})
