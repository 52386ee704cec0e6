/** On and off: everywhere and on one site, on the page at once and after a restart; and the count on the toolbar. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Server } from '../../scripts/browsers/serve'
import { servePages } from './lib/pages'
import { badge, everywhere, pressSwitch, thisSite } from './lib/popup'
import { scan } from './lib/scan'
import { marksWhen, poll, type Session, startSession, type Tab } from './lib/session'

const page = '/sample-clinic.html'
const here = `http://clinic.test${page}`
const elsewhere = `http://other.test${page}`

let server: Server
beforeAll(async () => {
  server = await servePages()
})
afterAll(() => server.close())

const marked = async (tab: Tab) => (await marksWhen(tab, (marks) => marks.length > 0)).length > 0
const clear = async (tab: Tab) => (await marksWhen(tab, (marks) => marks.length === 0, 5000)).length === 0
/** Clear now and still clear after the time in which marks would have come. */
const staysClear = async (tab: Tab) => {
  await new Promise((done) => setTimeout(done, 2000))
  return clear(tab)
}

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  const profile = mkdtempSync(join(tmpdir(), `bianbai-restart-${kind}-`))
  let session: Session
  const start = async () => {
    session = await startSession(kind, { proxy: server.port, profile })
  }
  beforeAll(start)
  afterAll(async () => {
    await session?.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 })
  })

  test('the toolbar counts the marks of the tab in front', async () => {
    const tab = await session.open(here)
    expect(await marked(tab)).toBe(true)
    const count = String(scan('sample-clinic.html').findings.length)
    expect(
      await poll(async () => (await badge(session)) === count, 5000),
      `${await badge(session)} is ${count}`,
    ).toBe(true)
    const other = await session.open('http://clinic.test/irrelevant-zh.html')
    expect(await badge(session)).toBe('')
    await other.close()
    await tab.close()
  })

  test('off and on everywhere: marks vanish and return without a reload', async () => {
    const tab = await session.open(here)
    expect(await marked(tab)).toBe(true)
    await pressSwitch(session, tab, everywhere)
    expect(await clear(tab)).toBe(true)
    expect(await tab.evaluate(() => document.adoptedStyleSheets.length)).toBe(0)
    expect(await badge(session)).not.toMatch(/\d/)
    await pressSwitch(session, tab, everywhere)
    expect(await marked(tab)).toBe(true)
    await tab.close()
  })

  test('off on this site leaves another site on', async () => {
    const tab = await session.open(here)
    expect(await marked(tab)).toBe(true)
    await pressSwitch(session, tab, thisSite)
    expect(await clear(tab)).toBe(true)
    const other = await session.open(elsewhere)
    expect(await marked(other)).toBe(true)
    await other.close()
    await tab.close()
  })

  test('after a restart the site is still off and the other still on', async () => {
    await session.close()
    await start()
    const tab = await session.open(here)
    expect(await staysClear(tab)).toBe(true)
    const other = await session.open(elsewhere)
    expect(await marked(other)).toBe(true)
    await other.close()
    await pressSwitch(session, tab, thisSite)
    expect(await marked(tab)).toBe(true)
    await pressSwitch(session, tab, everywhere)
    expect(await clear(tab)).toBe(true)
  })

  test('after a restart everything is still off, and on again when asked', async () => {
    await session.close()
    await start()
    const tab = await session.open(elsewhere)
    expect(await staysClear(tab)).toBe(true)
    await pressSwitch(session, tab, everywhere)
    expect(await marked(tab)).toBe(true)
    await tab.close()
  })

  test('nothing went wrong on the way', () => expect(session.errors).toEqual([]))
})
