/** What is marked on a page, against what the command line finds in the same page and against hand-made lists. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Server } from '../../scripts/browsers/serve'
import { servePages } from './lib/pages'
import { expectedRuns, paintedRuns, scan } from './lib/scan'
import { marksWhen, reportsOf, type Session, startSession } from './lib/session'

const verdicts = ['contradicted', 'unsupported'] as const
const expected = JSON.parse(readFileSync('tests/pages/sample-clinic.expected.json', 'utf8')) as {
  marked: string[]
  clear: string[]
  verdicts: Record<string, string>
  meant: string[]
}
const bare = (text: string) => text.replace(/\s+/g, '')

let server: Server
beforeAll(async () => {
  server = await servePages()
})
afterAll(() => server.close())

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let session: Session
  beforeAll(async () => {
    session = await startSession(kind, { proxy: server.port })
  })
  afterAll(() => session?.close())

  const visit = async (name: string) => {
    const url = `http://clinic.test/${name}`
    const tab = await session.open(url)
    await marksWhen(tab, (marks) => marks.length > 0)
    const reports = await reportsOf(session, url)
    return { tab, reports, marks: await marksWhen(tab, () => true) }
  }

  test.each(['sample-clinic.html', 'inline.html', 'csp.html', 'iframe-inner.html'])(
    '%s: the marks are what the scan finds, character for character',
    async (name) => {
      const { tab, reports, marks } = await visit(name)
      const line = scan(name)
      expect(line.findings.length).toBeGreaterThan(0)
      for (const verdict of verdicts) expect(paintedRuns(marks, verdict)).toEqual(expectedRuns(line, verdict))
      const listed = reports.flatMap((report) => report.findings.map((f) => `${f.rule} ${f.quote}`))
      expect(listed).toEqual(line.findings.map((f) => `${f.rule} ${f.quote}`))
      await tab.close()
    },
  )

  test('the sample page: claims chosen by hand are marked, traps are not', async () => {
    const { tab, marks, reports } = await visit('sample-clinic.html')
    const painted = marks.map((mark) => bare(mark.text))
    const overlaps = (words: string) =>
      painted.filter((text) => text.includes(bare(words)) || bare(words).includes(text))
    expect(expected.marked.filter((words) => overlaps(words).length === 0)).toEqual([])
    expect(expected.clear.filter((words) => overlaps(words).length > 0)).toEqual([])
    const findings = reports.flatMap((report) => report.findings)
    for (const [words, verdict] of Object.entries(expected.verdicts)) {
      const found = findings.filter((f) => f.quote.includes(words) || words.includes(f.quote))
      expect(
        found.map((f) => f.verdict),
        words,
      ).toContain(verdict)
    }
    for (const words of expected.meant) {
      const found = findings.find((f) => f.quote.includes(words))
      expect(found?.meant, words).toBeTruthy()
    }
    await tab.close()
  })

  test('the page itself stays as it was, byte for byte', async () => {
    const { tab } = await visit('sample-clinic.html')
    const served = readFileSync('tests/pages/sample-clinic.html', 'utf8')
    const [withMarks, parsed] = await tab.evaluate(
      (html) => [
        document.documentElement.outerHTML,
        new DOMParser().parseFromString(html, 'text/html').documentElement.outerHTML,
      ],
      served,
    )
    expect(withMarks).toBe(parsed)
    await tab.close()
  })

  test('a hospital page without false claims stays clear, though it was read', async () => {
    const url = 'http://clinic.test/hospital.html'
    const tab = await session.open(url)
    const [report] = await reportsOf(session, url)
    expect(report).toMatchObject({ state: 'done', findings: [] })
    expect(await marksWhen(tab, () => true)).toEqual([])
    await tab.close()
  })

  test('text inside an open shadow root is marked', async () => {
    const { tab, marks } = await visit('shadow.html')
    expect(
      marks
        .filter((mark) => mark.shadow)
        .map((mark) => mark.text)
        .join(),
    ).toContain('不能超过一个月')
    // Firefox does not let a document's highlight styles into shadow roots: the sheet must be there as well.
    const styled = await tab.evaluate(() => {
      const root = document.querySelector('clinic-answer')!.shadowRoot!
      return [...root.adoptedStyleSheets].some((sheet) =>
        [...sheet.cssRules].some((rule) => rule.cssText.includes('::highlight')),
      )
    })
    if (kind === 'firefox') expect(styled).toBe(true)
    await tab.close()
  })

  test('a same-origin frame has its own marks, and the tab reports both frames', async () => {
    const tab = await session.open('http://clinic.test/iframe.html')
    const marks = await marksInFrame(tab, (found) => found > 0)
    expect(marks).toBeGreaterThan(0)
    const inner = await reportsOf(session, 'http://clinic.test/iframe-inner.html')
    expect(inner[0]?.findings.length).toBeGreaterThan(0)
    await tab.close()
  })

  test('content that arrives later is marked, also when it is what makes the page relevant', async () => {
    const tab = await session.open('http://clinic.test/late.html')
    expect(await tab.evaluate(() => CSS.highlights.size)).toBe(0)
    const first = await marksWhen(tab, (marks) => marks.some((mark) => mark.text.includes('一个月')))
    expect(first.map((mark) => mark.text).join()).toContain('不能超过一个月')
    await tab.evaluate(() => document.getElementById('more')!.click())
    const more = await marksWhen(tab, (marks) => marks.some((mark) => mark.text.includes('96%')))
    expect(more.map((mark) => mark.text).join()).toContain('治愈率高达96%')
    await tab.evaluate(() => document.querySelector('main')!.replaceChildren())
    expect(await marksWhen(tab, (marks) => marks.length === 0)).toEqual([])
    await tab.close()
  })

  test('nothing went wrong on the way', () => expect(session.errors).toEqual([]))
})

/** How many ranges the first frame inside the page has painted, once `enough`. */
async function marksInFrame(tab: { evaluate<T>(run: () => T): Promise<T> }, enough: (n: number) => boolean) {
  let count = 0
  for (let i = 0; i < 50 && !enough(count); i++) {
    await new Promise((done) => setTimeout(done, 200))
    count = await tab.evaluate(() => {
      const inner = (document.querySelector('iframe')!.contentWindow as unknown as { CSS: typeof CSS } | null)
        ?.CSS
      return inner
        ? [...(inner.highlights.values() as unknown as Iterable<{ size: number }>)].reduce(
            (n, h) => n + h.size,
            0,
          )
        : 0
    })
  }
  return count
}
