import { browser } from '../platform/browser'
import { send } from '../platform/messaging'
import { isFirefox } from '../platform/panel'
import { Keeper, type WorkerLike } from './keeper'

interface Offscreen {
  createDocument(options: { url: string; reasons: string[]; justification: string }): Promise<void>
  hasDocument(): Promise<boolean>
}

export const startWorker = () =>
  new Worker(browser.runtime.getURL('segmenter-worker.js')) as unknown as WorkerLike

let own: Keeper | undefined
let creating: Promise<void> | undefined

/** Chrome's service worker can start no worker, so a document without a window does; it also outlives naps. */
async function ensureDocument() {
  const { offscreen } = browser as unknown as { offscreen: Offscreen }
  if (await offscreen.hasDocument()) return
  creating ??= offscreen
    .createDocument({
      url: 'segmenter.html',
      reasons: ['WORKERS'],
      justification: 'Runs the word segmenter in a worker, once for all tabs.',
    })
    .finally(() => {
      creating = undefined
    })
  await creating
}

/** The words of each sentence, from the one segmenter in the browser. */
export async function segment(sentences: string[]): Promise<string[][]> {
  if (isFirefox) {
    own ??= new Keeper({ start: startWorker })
    return own.segment(sentences)
  }
  await ensureDocument()
  try {
    return await send('segmenter', 'segment', sentences)
  } catch {
    // It may have let itself go between the question whether it is there and the request.
    await ensureDocument()
    return send('segmenter', 'segment', sentences)
  }
}
