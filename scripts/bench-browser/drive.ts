import { chromium } from 'playwright-core'
import puppeteer from 'puppeteer-core'
import { executables, type Kind } from '../../tests/browser/lib/where'
import { chromiumArgs } from '../browsers/chromium'
import { memoryBelow } from './memory'

/** What the bench uses of a page; both drivers' pages have it. */
export interface BenchPage {
  goto(url: string): Promise<unknown>
  evaluate<T, A>(run: ((arg: A) => T | Promise<T>) | string, arg?: A): Promise<T>
  close(): Promise<void>
}

/** A browser without the extension: pages are measured one at a time, each in a new tab. */
export interface BenchBrowser {
  page(url: string): Promise<BenchPage>
  /** Bytes of the page's live heap after a collection (Chromium), or of all processes (Firefox); undefined where nobody tells. */
  heap(page: BenchPage): Promise<number | undefined>
  version: string
  close(): Promise<void>
}

/** tsx wraps every function that has a name; pages know nothing of its helper. */
const helper = 'globalThis.__name = (run) => run'

async function opened(page: BenchPage, url: string): Promise<BenchPage> {
  await page.goto(url)
  await page.evaluate(helper)
  return page
}

async function chromiumBench(): Promise<BenchBrowser> {
  const args = chromiumArgs('').filter((arg) => !/extension|Extension|remote-debugging/.test(arg))
  const browser = await chromium.launch({ executablePath: executables().chromium!, args })
  return {
    page: async (url) => opened((await browser.newPage()) as never, url),
    heap: async (page) => {
      const own = page as unknown as import('playwright-core').Page
      const devtools = await own.context().newCDPSession(own)
      await devtools.send('HeapProfiler.collectGarbage')
      const { usedSize } = await devtools.send('Runtime.getHeapUsage')
      await devtools.detach()
      return usedSize
    },
    version: `Chromium ${browser.version()}`,
    close: () => browser.close(),
  }
}

async function firefoxBench(): Promise<BenchBrowser> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: executables().firefox!,
    headless: true,
    protocolTimeout: 300_000,
  })
  return {
    page: async (url) => opened((await browser.newPage()) as never, url),
    // Firefox does not tell what one page takes: all of its processes, a moment later.
    heap: async () => {
      await new Promise((done) => setTimeout(done, 1500))
      return memoryBelow()
    },
    version: (await browser.version()).replace('firefox/', 'Firefox '),
    close: () => browser.close(),
  }
}

export const startBench = (kind: Kind) => (kind === 'chromium' ? chromiumBench() : firefoxBench())
