import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import type { FrameReport } from '../../src/platform/messages'
import { Firefox } from '../browsers/firefox'
import { locateMark } from '../browsers/marks'
import type { DemoOptions, DemoResult } from './chromium'
import { frameReports, waitUntilRead } from './findings'

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

async function takePictures(firefox: Firefox, page: Page, folder: string) {
  const save = (name: string, png: Uint8Array) => writeFileSync(join(folder, `firefox-${name}.png`), png)
  save('page', await page.screenshot({ fullPage: true }))
  const mark = await page.evaluate(locateMark, '')
  if (!mark) return
  await page.mouse.move(mark.x, mark.y, { steps: 4 })
  await pause(1000)
  save('card', await page.screenshot())
  await firefox.showSidebar()
  await firefox.chrome(`document.getElementById('sidebar-box').style.width = '380px'`)
  await pause(2000)
  save('together', await firefox.windowShot())
}

export async function demoFirefox({ url, headless, pictures }: DemoOptions): Promise<DemoResult> {
  const firefox = await Firefox.launch({
    executable: process.env.FIREFOX_PATH!,
    extension: '.output/firefox-mv3',
    headless,
    viewport: null,
    window: { width: 1500, height: 1000 },
  })
  try {
    const page = (await firefox.browser.pages())[0] ?? (await firefox.browser.newPage())
    await page.goto(url)
    const reader = await firefox.extensionPage('popup.html')
    const read = async (): Promise<FrameReport[]> =>
      frameReports(
        await reader.evaluate(() => {
          const { browser } = globalThis as unknown as {
            browser: { storage: { session: { get(k: null): never } } }
          }
          return browser.storage.session.get(null)
        }),
      )
    await waitUntilRead(read)
    const reports = await read()
    await reader.close()
    await page.bringToFront()
    const version = (await firefox.browser.version()).replace('/', ' ')
    if (headless) await takePictures(firefox, page, pictures)
    else {
      console.log('The browser stays open until you close it or press Ctrl-C.')
      await new Promise<void>((done) => {
        firefox.browser.once('disconnected', () => done())
        process.once('SIGINT', () => done())
      })
    }
    return { version, reports }
  } finally {
    await firefox.close().catch(() => {})
  }
}
