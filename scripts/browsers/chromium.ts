import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page, type Worker } from 'playwright-core'

export interface ChromiumOptions {
  /** Browser executable. */
  executable: string
  /** Folder of the unpacked extension. */
  extension: string
  /** Kept at the end when given; otherwise a new one that is removed. */
  profile?: string
  headless?: boolean
  /** Port of a local forward proxy that all requests go through, loopback included. */
  proxy?: number
  viewport?: { width: number; height: number } | null
  locale?: string
}

/** Chromium gives an unpacked extension an id made from its path. */
export const unpackedId = (folder: string) =>
  [...createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 32)]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
    .join('')

/** Until `take` gives something; undefined when the time is over. */
export async function poll<T>(take: () => T | Promise<T>, ms = 10_000, every = 100): Promise<T | undefined> {
  const end = Date.now() + ms
  for (;;) {
    const value = await take()
    if (value) return value
    if (Date.now() > end) return undefined
    await new Promise((done) => setTimeout(done, every))
  }
}

/** Flags for a quiet Chromium of its own; as root it does not start inside its sandbox. */
export const chromiumArgs = (extension: string, proxy?: number) => [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-port=0',
  // Google's own builds need this one to accept the next two.
  '--disable-features=DisableLoadExtensionCommandLineSwitch',
  `--disable-extensions-except=${extension}`,
  `--load-extension=${extension}`,
  ...(proxy ? [`--proxy-server=127.0.0.1:${proxy}`, '--proxy-bypass-list=<-loopback>'] : []),
]

/** A Chromium with the extension in it. */
export class Chromium {
  private readonly overCdp: Browser[] = []

  private constructor(
    readonly context: BrowserContext,
    readonly id: string,
    private readonly profile: string,
    private readonly throwAway: boolean,
  ) {}

  static async launch(options: ChromiumOptions): Promise<Chromium> {
    const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'bianbai-chromium-'))
    const extension = resolve(options.extension)
    const locale = options.locale ?? 'zh-CN'
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: options.executable,
      headless: options.headless ?? true,
      viewport: options.viewport === undefined ? { width: 1280, height: 900 } : options.viewport,
      locale,
      // The extension's own views do not see Playwright's locale, only the browser's.
      args: [...chromiumArgs(extension, options.proxy), `--lang=${locale}`, `--accept-lang=${locale}`],
      env: { ...process.env, LANGUAGE: locale.replace('-', '_') },
    })
    return new Chromium(context, unpackedId(extension), profile, !options.profile)
  }

  /** Address of one of the extension's own files. */
  url(path: string) {
    return `chrome-extension://${this.id}/${path}`
  }

  /** The service worker; a sleeping one is woken by opening one of the extension's pages. */
  async worker(): Promise<Worker> {
    const find = () => this.context.serviceWorkers().find((worker) => worker.url().includes(this.id))
    const worker = await poll(find, 5000)
    if (worker) return worker
    const page = await this.context.newPage()
    await page.goto(this.url('options.html'))
    const woken = await poll(find, 5000)
    await page.close()
    if (!woken) throw new Error('The extension did not start: this browser may refuse unpacked extensions.')
    return woken
  }

  /** What the extension keeps in a storage area. */
  async storage(area: 'local' | 'session'): Promise<Record<string, unknown>> {
    return (await this.worker()).evaluate((name) => {
      const { chrome } = globalThis as unknown as {
        chrome: { storage: Record<string, { get(k: null): unknown }> }
      }
      return chrome.storage[name]!.get(null) as Promise<Record<string, unknown>>
    }, area)
  }

  private async connect(): Promise<Browser> {
    const [port] = readFileSync(join(this.profile, 'DevToolsActivePort'), 'utf8').split('\n')
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    this.overCdp.push(browser)
    return browser
  }

  /**
   * A view of the extension that is no tab (the side panel, the popup), when it is open within `ms`.
   * Playwright leaves these out of `context.pages()`, and a connection lists only those that were open before it.
   */
  async view(path: string, ms = 5000): Promise<Page | undefined> {
    const tabs = new Set(this.context.pages().map((page) => page.url()))
    const among = (browser: Browser) =>
      browser
        .contexts()
        .flatMap((context) => context.pages())
        .find((page) => page.url().startsWith(this.url(path)) && !tabs.has(page.url()))
    return poll(async () => this.overCdp.map(among).find(Boolean) ?? among(await this.connect()), ms, 500)
  }

  async close() {
    for (const browser of this.overCdp) await browser.close()
    await this.context.close()
    if (this.throwAway) rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
