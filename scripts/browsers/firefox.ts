import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { poll } from './chromium'

export interface FirefoxOptions {
  /** Browser executable. */
  executable: string
  /** Folder of the unpacked extension. */
  extension: string
  /** Its id in the manifest. */
  addon?: string
  profile?: string
  headless?: boolean
  proxy?: number
  viewport?: { width: number; height: number } | null
  /** Size of the window itself, toolbars included. */
  window?: { width: number; height: number }
  /** The sidebar opens by itself when an extension is installed, unless this is false. */
  sidebarAtInstall?: boolean
}

/** Firefox gives every extension a random address per profile; a fixed one lets us name its pages. */
const uuid = '11111111-2222-4333-8444-555555555555'

interface Bidi {
  connection: { send(method: string, params: object): Promise<{ result: never }> }
}

/** A Firefox with the extension in it, driven over BiDi. */
export class Firefox {
  private constructor(
    readonly browser: Browser,
    private readonly profile: string,
    private readonly throwAway: boolean,
    private readonly addon: string,
  ) {}

  static async launch(options: FirefoxOptions): Promise<Firefox> {
    const addon = options.addon ?? 'bianbai@example.org'
    const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'bianbai-firefox-'))
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: options.executable,
      headless: options.headless ?? true,
      userDataDir: profile,
      defaultViewport: options.viewport === undefined ? { width: 1280, height: 900 } : options.viewport,
      // Only with this may a page of an extension, or the browser's own window, be reached.
      args: [
        '-remote-allow-system-access',
        ...(options.window ? [`--width=${options.window.width}`, `--height=${options.window.height}`] : []),
      ],
      extraPrefsFirefox: {
        'extensions.webextensions.uuids': JSON.stringify({ [addon]: uuid }),
        'intl.accept_languages': 'zh-CN, zh',
        // A temporary add-on is removed at the end; its store stays, so that restarts can be tested.
        'extensions.webextensions.keepStorageOnUninstall': true,
        'extensions.webextensions.keepUuidOnUninstall': true,
        ...(options.proxy
          ? {
              'network.proxy.type': 1,
              'network.proxy.http': '127.0.0.1',
              'network.proxy.http_port': options.proxy,
              'network.proxy.ssl': '127.0.0.1',
              'network.proxy.ssl_port': options.proxy,
              'network.proxy.allow_hijacking_localhost': true,
            }
          : {}),
      },
    })
    const firefox = new Firefox(browser, profile, !options.profile, addon)
    await browser.installExtension(resolve(options.extension))
    if (options.sidebarAtInstall === false) await firefox.chrome('SidebarController.hide()')
    return firefox
  }

  url(path: string) {
    return `moz-extension://${uuid}/${path}`
  }

  /** A raw BiDi command. */
  send<T>(method: string, params: object): Promise<T> {
    return (this.browser as unknown as Bidi).connection.send(method, params).then(({ result }) => result)
  }

  /** Opens one of the extension's pages in a new tab; `page.goto` would wait for ever. */
  async extensionPage(path: string): Promise<Page> {
    const page = await this.browser.newPage()
    const context = (page.mainFrame() as unknown as { _id: string })._id
    await this.send('browsingContext.navigate', { context, url: this.url(path), wait: 'none' })
    await page.waitForFunction(
      () => document.readyState === 'complete' && location.protocol === 'moz-extension:',
      { polling: 100, timeout: 15_000 },
    )
    return page
  }

  /** Evaluates an expression in the browser's own window; promises are awaited, the result must be JSON. */
  async chrome<T>(expression: string): Promise<T> {
    const { contexts } = await this.send<{ contexts: { context: string }[] }>('browsingContext.getTree', {
      'moz:scope': 'chrome',
    })
    const answer = await this.send<{
      type: string
      result: { value?: string }
      exceptionDetails?: { text: string }
    }>('script.evaluate', {
      expression: `(async () => JSON.stringify(await (${expression})))()`,
      target: { context: contexts[0]!.context },
      awaitPromise: true,
    })
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails?.text)
    return answer.result.value === undefined ? (undefined as T) : JSON.parse(answer.result.value)
  }

  /** Shows the extension's sidebar, as the reader does from Firefox's own menu. */
  async showSidebar() {
    const name = `${this.addon.toLowerCase().replace(/[^a-z0-9_-]/g, '_')}-sidebar-action`
    await this.chrome(`SidebarController.show(${JSON.stringify(name)})`)
  }

  /** PNG of the whole browser window, sidebar and page included. */
  async windowShot(): Promise<Buffer> {
    const url = await this.chrome<string>(`(async () => {
      const image = await window.browsingContext.currentWindowGlobal.drawSnapshot(null, 1, 'white')
      const canvas = document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas')
      canvas.width = image.width; canvas.height = image.height
      canvas.getContext('2d').drawImage(image, 0, 0)
      return canvas.toDataURL('image/png')
    })()`)
    return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
  }

  async close() {
    await this.browser.close()
    if (this.throwAway) {
      // Firefox may still be writing when its connection is gone.
      await poll(() => {
        try {
          rmSync(this.profile, { recursive: true, force: true })
          return true
        } catch {
          return false
        }
      }, 5000)
    }
  }
}
