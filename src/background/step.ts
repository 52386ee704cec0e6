import { browser } from '../platform/browser'
import { sendToPage } from '../platform/messaging'
import { framesOf } from './frames'

/** Goes to the next (1) or previous (-1) mark of a tab, from frame to frame, round and round. */
export async function stepIn(tabId: number, by: 1 | -1): Promise<void> {
  const frames = (await framesOf(tabId))
    .filter(({ findings }) => findings.length)
    .map(({ frameId }) => frameId)
  if (!frames.length) return
  const key = `step:${tabId}`
  const last = frames.indexOf((await browser.storage.session.get(key))[key] as number)
  const begin = Math.max(0, last)
  // Once round, and the first frame again from its edge.
  for (let i = 0; i <= frames.length; i++) {
    const frameId = frames[(((begin + i * by) % frames.length) + frames.length) % frames.length]!
    const from = i === 0 ? 'last' : 'edge'
    const stepped = await sendToPage({ tabId, frameId }, 'step', { by, from }).catch(() => false)
    if (!stepped) continue
    await browser.storage.session.set({ [key]: frameId })
    return
  }
}
