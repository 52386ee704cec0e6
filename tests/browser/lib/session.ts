import { Chromium, poll } from '../../../scripts/browsers/chromium'
import { Firefox } from '../../../scripts/browsers/firefox'
import { type Mark, readMarks } from '../../../scripts/browsers/marks'
import type { FrameReport } from '../../../src/platform/messages'
import { executables, extension, type Kind } from './where'

/** What the tests use of a tab; Playwright's and Puppeteer's pages both have it. */
export interface Tab {
  goto(url: string): Promise<unknown>
  reload(): Promise<unknown>
  url(): string
  evaluate<T>(run: () => T | Promise<T>): Promise<T>
  evaluate<T, A>(run: (arg: A) => T | Promise<T>, arg: A): Promise<T>
  bringToFront(): Promise<void>
  close(): Promise<void>
  keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> }
  mouse: {
    move(x: number, y: number, options?: { steps: number }): Promise<void>
    click(x: number, y: number): Promise<void>
  }
}

export interface SessionOptions {
  /** Port of the page server, which is also the browser's proxy. */
  proxy: number
  /** A folder that outlives the session, for tests of restarts. */
  profile?: string
  /** With what the second reader makes of pages, as the extension is installed. Most tests are of cards alone. */
  guesses?: boolean
}

/** One browser with the extension in it, the same to a test whichever it is. */
export interface Session {
  kind: Kind
  chromium?: Chromium
  firefox?: Firefox
  /** Opens an address of the page server in a new tab in front. */
  open(url: string): Promise<Tab>
  /** Opens one of the extension's own pages as a tab. */
  openOwn(path: string): Promise<Tab>
  storage(area: 'local' | 'session'): Promise<Record<string, unknown>>
  /** Evaluates in one of the extension's contexts: the service worker in Chromium, a page in Firefox. */
  inExtension<T, A>(run: (arg: A) => T | Promise<T>, arg: A): Promise<T>
  /**
   * Firefox only: evaluates with the document of the sidebar or the popup, which its debugger does not list. `run` must
   * stand alone.
   */
  inView?<T, A>(type: 'sidebar' | 'popup', run: (doc: Document, arg: A) => T, arg?: A): Promise<T>
  /** Everything wrong that a page or the extension wrote to its console. */
  errors: string[]
  close(): Promise<void>
}

async function chromiumSession({ proxy, profile }: SessionOptions): Promise<Session> {
  const chromium = await Chromium.launch({
    executable: executables().chromium!,
    extension: extension('chromium'),
    proxy,
    profile,
  })
  const errors: string[] = []
  chromium.context.on('weberror', (error) => errors.push(String(error.error())))
  chromium.context.on('console', (message) => {
    // A missing favicon is the page's own affair.
    if (message.type() === 'error' && !message.location().url.includes('favicon')) errors.push(message.text())
  })
  const open = async (url: string) => {
    const page = await chromium.context.newPage()
    await page.goto(url)
    return page as unknown as Tab
  }
  return {
    kind: 'chromium',
    chromium,
    open,
    openOwn: (path) => open(chromium.url(path)),
    storage: (area) => chromium.storage(area),
    inExtension: async (run, arg) => (await chromium.worker()).evaluate(run as never, arg) as never,
    errors,
    close: () => chromium.close(),
  }
}

async function firefoxSession({ proxy, profile }: SessionOptions): Promise<Session> {
  const firefox = await Firefox.launch({
    executable: executables().firefox!,
    extension: extension('firefox'),
    proxy,
    profile,
    sidebarAtInstall: false,
  })
  const errors: string[] = []
  // Opened first, so that it is never the tab in front while a test runs.
  const reader = await firefox.extensionPage('options.html')
  return {
    kind: 'firefox',
    firefox,
    open: async (url) => {
      const page = await firefox.browser.newPage()
      page.on('pageerror', (error) => {
        if (!String(error).includes('favicon')) errors.push(String(error))
      })
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.location().url?.includes('favicon'))
          errors.push(message.text())
      })
      await page.goto(url)
      await page.bringToFront()
      return page as unknown as Tab
    },
    openOwn: async (path) => (await firefox.extensionPage(path)) as unknown as Tab,
    storage: (area) =>
      reader.evaluate((name) => {
        const { browser } = globalThis as unknown as {
          browser: { storage: Record<string, { get(k: null): unknown }> }
        }
        return browser.storage[name]!.get(null) as Promise<Record<string, unknown>>
      }, area),
    inView: (type, run, arg) =>
      // As a string: the extension's own policy forbids making functions from text inside it.
      reader.evaluate(
        `(${run})(browser.extension.getViews({ type: '${type}' })[0].document, ${JSON.stringify(arg)})`,
      ) as never,
    inExtension: (run, arg) => reader.evaluate(run as never, arg as never) as never,
    errors,
    close: () => firefox.close(),
  }
}

export async function startSession(kind: Kind, options: SessionOptions): Promise<Session> {
  const session = await (kind === 'chromium' ? chromiumSession(options) : firefoxSession(options))
  if (!options.guesses && !(await session.storage('local')).settings)
    await changeSettings(session, { suspected: false })
  return session
}

/** Stores settings in place of those that are there; what is left out is as installed. */
export const changeSettings = (session: Session, settings: object) =>
  session.inExtension((settings) => {
    interface Api {
      storage: { local: { set(items: object): Promise<void> } }
    }
    const { browser, chrome } = globalThis as unknown as Record<string, Api>
    return (browser ?? chrome)!.storage.local.set({ settings })
  }, settings)

/** Until `test` is content with the marks on the page; the last marks seen either way. */
export async function marksWhen(tab: Tab, test: (marks: Mark[]) => boolean, ms = 10_000): Promise<Mark[]> {
  let marks: Mark[] = []
  await poll(
    async () => {
      marks = await tab.evaluate(readMarks)
      return test(marks)
    },
    ms,
    30,
  )
  return marks
}

/** The extension's reports of the frames whose address begins so, once all are read through. */
export async function reportsOf(session: Session, url: string): Promise<FrameReport[]> {
  const reports = async () =>
    Object.entries(await session.storage('session'))
      .filter(([key]) => key.startsWith('frame:'))
      .map(([, report]) => report as FrameReport)
      .filter((report) => report.url.startsWith(url))
  await poll(async () => {
    const all = await reports()
    return all.length > 0 && all.every((report) => report.state !== 'scanning')
  }, 10_000)
  return reports()
}

export { poll }
