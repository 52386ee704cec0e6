/** The panel follows the reader: what is on the screen is told apart there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Server } from '../../scripts/browsers/serve'
import { servePages } from './lib/pages'
import { inPanel, openPanel } from './lib/panel'
import { marksWhen, poll, reportsOf, type Session, startSession, type Tab } from './lib/session'

const url = 'http://clinic.test/places.html'

let server: Server
beforeAll(async () => {
  server = await servePages()
})
afterAll(() => server.close())

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let session: Session
  let tab: Tab
  beforeAll(async () => {
    session = await startSession(kind, { proxy: server.port })
    tab = await session.open(url)
    await marksWhen(tab, (marks) => marks.length > 3)
    await reportsOf(session, url)
    await openPanel(session, tab, '维C会阻断黑色素的合成')
  })
  afterAll(() => session?.close())

  const seen = () =>
    inPanel(
      session,
      (doc) => [...doc.querySelectorAll('.quote[data-seen] mark')].map((mark) => mark.textContent).join(),
      null,
    ).catch(() => undefined)
  const seenWhen = async (words: string) => {
    await poll(async () => (await seen()) === words, 5000)
    return seen()
  }

  test('the places in view are told apart, and change as the reader scrolls', async () => {
    await tab.evaluate(() => scrollTo(0, 0))
    expect(await seenWhen('维C会阻断黑色素的合成')).toBe('维C会阻断黑色素的合成')
    await tab.evaluate(() => {
      document.querySelector('details')!.open = true
      document.querySelector('details')!.scrollIntoView({ block: 'center' })
    })
    expect(await seenWhen('不能吃柠檬')).toBe('不能吃柠檬')
    await tab.evaluate(() => scrollTo(0, 0))
    expect(await seenWhen('维C会阻断黑色素的合成')).toBe('维C会阻断黑色素的合成')
  })

  test('another page is followed in its turn', async () => {
    await tab.goto('http://clinic.test/shapes/headings.html')
    await marksWhen(tab, (marks) => marks.length === 3)
    expect(await poll(async () => (await seen())?.includes('少吃橙子'), 5000)).toBe(true)
    expect(session.errors).toEqual([])
  })
})
