/** Pages that come back out of the browser's back/forward cache, where all that they had open to the extension is cut. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../../scripts/browsers/serve'
import { BareChromium } from './lib/bare-chromium'
import { servePages } from './lib/pages'
import { poll, startSession } from './lib/session'

let server: Server
beforeAll(async () => {
  server = await servePages()
})
afterAll(() => server.close())

const url = 'http://clinic.test/came-back.html'

/** What the page told of itself when it was back. */
const told = () => poll(() => server.seen.find((request) => request.startsWith('clinic.test/told/')), 20_000)

test('chromium: the page is read on, and what it says later is marked', async () => {
  server.seen.length = 0
  // Debuggers keep pages out of that cache.
  const browser = await BareChromium.launch(server.port)
  expect(await poll(() => browser.workerRuns(), 20_000), 'the extension is there').toBe(true)
  await browser.open(url)
  expect(await told()).toBe('clinic.test/told/came-back-with-2')
  await browser.close()
}, 60_000)

test('firefox: the page is read on, and what it says later is marked', async () => {
  server.seen.length = 0
  const session = await startSession('firefox', { proxy: server.port })
  const tab = await session.open(url)
  expect(await told()).toBe('clinic.test/told/came-back-with-2')
  await tab.close()
  expect(session.errors).toEqual([])
  await session.close()
}, 60_000)
