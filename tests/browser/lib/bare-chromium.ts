import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromiumArgs, poll } from '../../../scripts/browsers/chromium'
import { executables, extension } from './where'

/**
 * A Chromium that nobody debugs: an attached debugger would keep the service worker awake. It is only asked over
 * HTTP what runs in it.
 */
export class BareChromium {
  private constructor(
    private readonly child: ChildProcess,
    private readonly profile: string,
    private readonly port: string,
  ) {}

  static async launch(proxy: number): Promise<BareChromium> {
    const profile = mkdtempSync(join(tmpdir(), 'bianbai-bare-'))
    const args = [
      '--headless=new',
      `--user-data-dir=${profile}`,
      ...chromiumArgs(extension('chromium'), proxy),
      'about:blank',
    ]
    const child = spawn(executables().chromium!, args, { stdio: 'ignore', detached: true })
    const port = await poll(() => {
      try {
        return readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0]
      } catch {
        return undefined
      }
    }, 20_000)
    if (!port) throw new Error('Chromium did not start')
    return new BareChromium(child, profile, port)
  }

  private async targets(): Promise<{ type: string; url: string }[]> {
    return (await fetch(`http://127.0.0.1:${this.port}/json/list`)).json() as never
  }

  /** Whether the extension's service worker runs now. */
  async workerRuns(): Promise<boolean> {
    return (await this.targets()).some(
      (t) => t.type === 'service_worker' && t.url.startsWith('chrome-extension://'),
    )
  }

  /** Opens an address in a new tab. */
  async open(url: string): Promise<void> {
    await fetch(`http://127.0.0.1:${this.port}/json/new?${encodeURIComponent(url)}`, { method: 'PUT' })
  }

  async close() {
    const gone = new Promise((done) => this.child.once('exit', done))
    // The launcher is a shell script: its whole group has to end.
    process.kill(-this.child.pid!, 'SIGTERM')
    await gone
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
