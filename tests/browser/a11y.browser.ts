/** The extension's own pages under axe, light and dark. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { locateMark } from '../../scripts/browsers/marks'
import type { Server } from '../../scripts/browsers/serve'
import { servePages } from './lib/pages'
import { marksWhen, reportsOf, type Session, startSession, type Tab } from './lib/session'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const url = 'http://clinic.test/sample-clinic.html'

let server: Server
let session: Session
let tab: Tab
beforeAll(async () => {
  server = await servePages()
  session = await startSession('chromium', { proxy: server.port, guesses: true })
  tab = await session.open(url)
  await marksWhen(tab, (marks) => marks.length > 0)
  await reportsOf(session, url)
})
afterAll(async () => {
  await session?.close()
  await server.close()
})

async function faults(page: Page): Promise<string[]> {
  const devtools = await page.context().newCDPSession(page)
  // Page.evaluate would be stopped by nothing either, but adding a script tag is: the extension's policy forbids it.
  await devtools.send('Runtime.evaluate', { expression: axe })
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>
      }
    }
    return (await axe.run()).violations
  })
  await devtools.detach()
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))
}

// axe reads the rendered page, which is the same tree in both browsers; Firefox gives no page object for its sidebar.
describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test('side panel with findings, closed and with everything unfolded', async () => {
    await tab.bringToFront()
    const { x, y } = (await tab.evaluate(locateMark, ''))!
    await tab.mouse.click(x, y)
    const panel = await session.chromium!.view('sidepanel.html')
    expect(panel).toBeDefined()
    await panel!.emulateMedia({ colorScheme })
    await panel!.locator('article').first().waitFor()
    expect(await faults(panel!)).toEqual([])
    await panel!.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
      document.querySelector<HTMLElement>('.foot-bar[aria-expanded=false]')?.click()
    })
    await panel!.waitForTimeout(300)
    expect(await faults(panel!)).toEqual([])
  })

  test.each(['popup.html', 'options.html', 'sidepanel.html'])('%s in a tab of its own', async (path) => {
    const page = (await session.openOwn(path)) as unknown as Page
    await page.emulateMedia({ colorScheme })
    await page.locator('h1').first().waitFor()
    await page.waitForTimeout(300)
    expect(await faults(page)).toEqual([])
    await page.close()
  })
})
