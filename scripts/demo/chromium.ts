import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { FrameReport } from '../../src/platform/messages'
import { Chromium } from '../browsers/chromium'
import { locateMark } from '../browsers/marks'
import { frameReports, waitUntilRead } from './findings'

export interface DemoOptions {
  url: string
  headless: boolean
  /** Folder for the screenshots. */
  pictures: string
}

export interface DemoResult {
  version: string
  reports: FrameReport[]
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

async function openPopup(browser: Chromium) {
  const worker = await browser.worker()
  await worker.evaluate(() => {
    const { chrome } = globalThis as unknown as { chrome: { action: { openPopup(): Promise<void> } } }
    return chrome.action.openPopup()
  })
  return browser.view('popup.html')
}

/** Both pictures beside each other, as a reader sees page and panel. */
async function sideBySide(browser: Chromium, left: Buffer, right: Buffer): Promise<Buffer> {
  const page = await browser.context.newPage()
  await page.setViewportSize({ width: 1660, height: 900 })
  const image = (png: Buffer) => `<img src="data:image/png;base64,${png.toString('base64')}">`
  await page.setContent(
    `<body style="margin:0;display:flex;gap:1px;background:#aaa;align-items:flex-start">${image(left)}${image(right)}`,
  )
  const both = await page.screenshot()
  await page.close()
  return both
}

async function takePictures(browser: Chromium, page: Page, folder: string) {
  const save = (name: string, png: Buffer) => writeFileSync(join(folder, `chromium-${name}.png`), png)
  save('page', await page.screenshot({ fullPage: true }))
  const mark = await page.evaluate(locateMark, '')
  if (!mark) return
  await page.mouse.move(mark.x, mark.y, { steps: 4 })
  await pause(1000)
  save('card', await page.screenshot())
  await page.mouse.click(mark.x, mark.y)
  const panel = await browser.view('sidepanel.html')
  if (panel) {
    await pause(1500)
    const shot = await panel.screenshot()
    save('panel', shot)
    save('together', await sideBySide(browser, await page.screenshot(), shot))
  } else console.error('chromium: the side panel did not open')
  await page.bringToFront()
  const popup = await openPopup(browser)
  if (popup) {
    await pause(500)
    save('popup', await popup.screenshot())
  } else console.error('chromium: the popup did not open')
}

export async function demoChromium({ url, headless, pictures }: DemoOptions): Promise<DemoResult> {
  const browser = await Chromium.launch({
    executable: process.env.CHROMIUM_PATH!,
    extension: '.output/chrome-mv3',
    headless,
    viewport: headless ? undefined : null,
  })
  try {
    const [first] = browser.context.pages()
    const page = first ?? (await browser.context.newPage())
    await page.goto(url)
    const read = async () => frameReports(await browser.storage('session'))
    await waitUntilRead(read)
    const reports = await read()
    const version = `Chromium ${browser.context.browser()?.version() ?? ''}`.trim()
    if (headless) await takePictures(browser, page, pictures)
    else {
      console.log('The browser stays open until you close it or press Ctrl-C.')
      await new Promise<void>((done) => {
        browser.context.once('close', () => done())
        process.once('SIGINT', () => done())
      })
    }
    return { version, reports }
  } finally {
    await browser.close().catch(() => {})
  }
}
