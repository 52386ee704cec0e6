import { send } from '../platform/messaging'
import { isFirefox } from '../platform/panel'
import { ensureWorkers, startWorker } from '../platform/workers'
import { Keeper } from './keeper'
import type { Request, Response } from './protocol'

export const startSegmenter = () => startWorker<Request, Response>('segmenter-worker.js')

let own: Keeper | undefined

/** The words of each sentence, from the one segmenter in the browser. */
export async function segment(sentences: string[]): Promise<string[][]> {
  if (isFirefox) {
    own ??= new Keeper({ start: startSegmenter })
    return own.segment(sentences)
  }
  await ensureWorkers()
  try {
    return await send('segmenter', 'segment', sentences)
  } catch {
    // It may have let itself go between the question whether it is there and the request.
    await ensureWorkers()
    return send('segmenter', 'segment', sentences)
  }
}
