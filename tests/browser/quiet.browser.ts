/** What the extension does on pages that do not concern it: nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Server } from '../../scripts/browsers/serve'
import { BareChromium } from './lib/bare-chromium'
import { servePages } from './lib/pages'
import { marksWhen, poll, reportsOf, type Session, startSession } from './lib/session'

/** Hosts that the browsers themselves call; nothing of the extension's could be there. */
const browsersOwn = /(^|\.)(google|googleapis|gstatic|gvt1|mozilla|firefox|mozgcp)\.(com|org|net)(:\d+)?$/

let server: Server
beforeAll(async () => {
  server = await servePages()
})
afterAll(() => server.close())

const strangers = () =>
  server.seen
    .map((request) => request.replace(/^CONNECT /, '').split('/')[0]!)
    .filter((host) => host !== 'clinic.test' && !browsersOwn.test(host))

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let session: Session
  beforeAll(async () => {
    session = await startSession(kind, { proxy: server.port })
  })
  afterAll(() => session?.close())

  test.each(['irrelevant-en.html', 'irrelevant-zh.html'])('%s is left alone', async (name) => {
    const tab = await session.open(`http://clinic.test/${name}`)
    await new Promise((done) => setTimeout(done, 1500))
    expect(await marksWhen(tab, () => true)).toEqual([])
    expect(Object.keys(await session.storage('session')).filter((key) => key.startsWith('frame:'))).toEqual(
      [],
    )
    await tab.close()
  })

  test('a visit asks for nothing but the page: no request of the extension goes out', async () => {
    server.seen.length = 0
    const tab = await session.open('http://clinic.test/sample-clinic.html')
    expect((await marksWhen(tab, (marks) => marks.length > 0)).length).toBeGreaterThan(0)
    await reportsOf(session, 'http://clinic.test/sample-clinic.html')
    const own = await session.openOwn('options.html')
    await new Promise((done) => setTimeout(done, 1500))
    await own.close()
    await tab.close()
    const pages = server.seen.filter((request) => request.startsWith('clinic.test/'))
    expect(pages.filter((request) => !request.endsWith('/favicon.ico'))).toEqual([
      'clinic.test/sample-clinic.html',
    ])
    expect(strangers()).toEqual([])
  })
})

describe('chromium, watched from outside', () => {
  let browser: BareChromium
  beforeAll(async () => {
    browser = await BareChromium.launch(server.port)
  })
  afterAll(() => browser?.close())

  // Firefox has no such view from outside; there the absence of any report stands for it (above).
  test('a page that is not about vitiligo does not wake the service worker; one that is does', async () => {
    expect(await poll(() => browser.workerRuns(), 20_000), 'the worker runs once after installation').toBe(
      true,
    )
    const asleep = await poll(async () => !(await browser.workerRuns()), 60_000, 1000)
    expect(asleep, 'the worker goes to sleep when nothing happens').toBe(true)
    await browser.open('http://clinic.test/irrelevant-zh.html')
    await browser.open('http://clinic.test/irrelevant-en.html')
    const woken = await poll(() => browser.workerRuns(), 4000)
    expect(server.seen).toContain('clinic.test/irrelevant-en.html')
    expect(woken).toBeUndefined()
    await browser.open('http://clinic.test/sample-clinic.html')
    expect(await poll(() => browser.workerRuns(), 10_000)).toBe(true)
  }, 90_000)
})

describe('chromium, what is loaded', () => {
  let session: Session
  beforeAll(async () => {
    session = await startSession('chromium', { proxy: server.port })
  })
  afterAll(() => session?.close())

  test('the annotator is imported on a page about vitiligo only', async () => {
    const imported = async (name: string) => {
      const page = await session.chromium!.context.newPage()
      const devtools = await session.chromium!.context.newCDPSession(page)
      const scripts: string[] = []
      devtools.on('Debugger.scriptParsed', ({ url }) => scripts.push(url))
      await devtools.send('Debugger.enable')
      await page.goto(`http://clinic.test/${name}`)
      await page.waitForTimeout(2000)
      await page.close()
      return scripts
        .filter((url) => url.startsWith('chrome-extension://'))
        .map((url) => url.split('/').at(-1))
    }
    expect(await imported('irrelevant-zh.html')).toEqual(['gate.js'])
    expect(await imported('sample-clinic.html')).toEqual(['gate.js', 'annotator.js'])
  })
})
