/** Pages of every shape (tests/pages/shapes): what is painted, to the character, and that nothing else happens. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readMarks } from '../../scripts/browsers/marks'
import type { Server } from '../../scripts/browsers/serve'
import {
  changeSettings,
  marksWhen,
  poll,
  reportsOf,
  type Session,
  startSession,
  type Tab,
} from './lib/session'
import { type Shape, serveShapes, shapesFor } from './lib/shapes'

const on = 'http://clinic.test/shapes/'
/** A site where marks are switched off: what its pages look like without us. */
const off = 'http://off.test/shapes/'

let server: Server
beforeAll(async () => {
  server = await serveShapes()
})
afterAll(() => server.close())

/** Longer than the gate, the annotator and the first look after a change take on an idle machine. */
const pause = () => new Promise((done) => setTimeout(done, 700))

async function painted(tab: Tab, expected: string[]): Promise<string[]> {
  if (!expected.length && (await tab.evaluate(readMarks)).length === 0) await pause()
  const same = (texts: string[]) => JSON.stringify(texts) === JSON.stringify(expected)
  const marks = await marksWhen(tab, (found) => same(found.map(({ text }) => text)), 10_000)
  return marks.map(({ text }) => text)
}

const run = (tab: Tab, expression: string) => tab.evaluate(expression as never)
const html = (tab: Tab) => tab.evaluate(() => document.documentElement.outerHTML)

async function framesOf(tab: Tab, shape: Shape) {
  const { frames } = tab as unknown as { frames(): (Tab & { url(): string })[] }
  const found: Record<string, string[]> = {}
  for (const [address, marks] of Object.entries(shape.frames ?? {})) {
    const frame = await poll(() => frames.call(tab).find((one) => one.url().endsWith(address)), 3000)
    found[address] = frame ? await painted(frame, marks) : ['no such frame']
  }
  return found
}

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let session: Session
  let tab: Tab
  let without: Tab
  beforeAll(async () => {
    session = await startSession(kind, { proxy: server.port })
    await changeSettings(session, { suspected: false, offSites: ['off.test'] })
    tab = await session.open(`${on}irrelevant.html`)
    without = await session.open(`${off}irrelevant.html`)
    await tab.bringToFront()
  })
  afterAll(() => session?.close())

  test.each(shapesFor(kind))('$name: $about', async (shape) => {
    const url = on + shape.file
    await tab.goto(url)
    expect(await painted(tab, shape.marks)).toEqual(shape.marks)

    const own = shape.report === null ? [] : await reportsOf(session, url)
    if (shape.report === null) expect(JSON.stringify(await session.storage('session'))).not.toContain(url)
    else expect(own[0]).toMatchObject(shape.report ?? { state: 'done' })
    if (shape.listed) expect(own[0]!.findings.map(({ quote }) => quote)).toEqual(shape.listed)

    for (const step of shape.then ?? []) {
      await run(tab, step.do)
      expect(await painted(tab, step.marks), step.do).toEqual(step.marks)
    }
    expect(await framesOf(tab, shape)).toEqual(shape.frames ?? {})

    await sameAsWithout(shape)
  })

  /** The same page, in which the same was done, where marks are off. */
  async function sameAsWithout(shape: Shape) {
    await without.goto(off + shape.file)
    for (const step of shape.then ?? []) {
      await run(without, step.do)
      await new Promise((done) => setTimeout(done, 60))
    }
    const bare = await poll(async () => (await html(without)) === (await html(tab)), 2000)
    if (!bare) expect(await html(tab)).toBe((await html(without)).replaceAll(off, on))
  }

  describe('as installed, with what the second reader makes of it', () => {
    let marked = 0
    beforeAll(() => changeSettings(session, { offSites: ['off.test'] }))
    afterAll(() => changeSettings(session, { suspected: false, offSites: ['off.test'] }))

    test.each(shapesFor(kind))('$name', async (shape) => {
      const url = on + shape.file
      await tab.goto(url)
      if (shape.report === null) {
        await pause()
        expect(await tab.evaluate(readMarks)).toEqual([])
      } else expect((await reportsOf(session, url))[0]).toMatchObject(shape.report ?? { state: 'done' })
      for (const step of shape.then ?? []) await run(tab, step.do)
      if (shape.then) await pause()
      if (shape.report !== null && !shape.listed) await paintedAsListed()
      await sameAsWithout(shape)
    })

    /** What is painted on the page itself comes to be what its report lists, character for character. */
    async function paintedAsListed() {
      const characters = (texts: string[]) => [...texts.join('').replace(/\s/g, '')].sort().join('')
      let seen = { listed: 'nothing read', painted: '' }
      await poll(async () => {
        // Only this tab shows pages of that host; some take another address while they are shown.
        const page = (await reportsOf(session, 'http://clinic.test/')).find(({ frameId }) => frameId === 0)
        const marks = await tab.evaluate(readMarks)
        seen = {
          listed: characters((page?.findings ?? []).map(({ quote }) => quote)),
          painted: characters(marks.map(({ text }) => text)),
        }
        return seen.listed === seen.painted
      }, 5000)
      expect(seen.painted).toBe(seen.listed)
      if (seen.painted) marked++
    }

    test('most of the pages with claims have marks', () => {
      const claiming = shapesFor(kind).filter(({ marks }) => marks.length > 0)
      expect(marked).toBeGreaterThan(0.6 * claiming.length)
    })
  })

  test('nothing went wrong on the way', () => expect(session.errors).toEqual([]))

  test('nothing was asked for but the pages and their frames', () => {
    const own = /^(clinic|off|frames)\.test\/(shapes\/|favicon\.ico$)/
    const browsers = /(^|\.)(google|googleapis|gstatic|gvt1|mozilla|firefox|mozgcp)\.(com|org|net)(:\d+)?$/
    const others = server.seen
      .map((request) => request.replace(/^CONNECT /, ''))
      .filter((request) => !own.test(request) && !browsers.test(request.split('/')[0]!))
    expect(others).toEqual([])
  })
})
