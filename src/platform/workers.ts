import { browser } from './browser'
import { isFirefox } from './panel'

interface Offscreen {
  createDocument(options: { url: string; reasons: string[]; justification: string }): Promise<void>
  hasDocument(): Promise<boolean>
}

/** The part of a Worker that is needed. */
export interface WorkerLike<Asked, Said> {
  postMessage(message: Asked): void
  terminate(): void
  onmessage: ((event: { data: Said }) => void) | null
  onerror: ((event: { message?: string }) => void) | null
}

/** A worker of the extension's own, by the name of its script. Chrome's service worker can start none. */
export const startWorker = <Asked, Said>(name: string) =>
  new Worker(browser.runtime.getURL(name as never)) as unknown as WorkerLike<Asked, Said>

let creating: Promise<void> | undefined

/**
 * Sees that what starts the extension's workers is there: in Chrome a document without a window, which also outlives
 * the background's naps; in Firefox the background itself.
 */
export async function ensureWorkers(): Promise<void> {
  if (isFirefox) return
  const { offscreen } = browser as unknown as { offscreen: Offscreen }
  // It counts as there from the moment it is made, before anybody listens in it.
  if (!creating && (await offscreen.hasDocument()) && !creating) return
  creating ??= offscreen
    .createDocument({
      url: 'workers.html',
      reasons: ['WORKERS'],
      justification: 'Runs the analysis and the word segmenter in workers, once for all tabs.',
    })
    .finally(() => {
      creating = undefined
    })
  await creating
}
