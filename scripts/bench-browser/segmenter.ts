import { startSession } from '../../tests/browser/lib/session'
import type { Kind } from '../../tests/browser/lib/where'
import type { Server } from '../browsers/serve'
import { memoryBelow } from './memory'

export interface Segmenter {
  /** Milliseconds from the first sentence to its words, dictionary included, and from a later one. */
  cold: number
  warm: number
  /** Megabytes that all processes of the browser took more with it; undefined where the system does not tell. */
  megabytes?: number
}

/** The segmenter of the real extension, asked as a page asks it. */
export async function segmenter(kind: Kind, server: Server): Promise<Segmenter> {
  const session = await startSession(kind, { proxy: server.port })
  const page = await session.openOwn('options.html')
  const ask = (sentence: string) =>
    page.evaluate(async (payload) => {
      interface Api {
        runtime: { sendMessage(message: object): Promise<{ value?: string[][] }> }
      }
      const { browser, chrome } = globalThis as unknown as Record<string, Api>
      const began = performance.now()
      const answer = await (browser ?? chrome)!.runtime.sendMessage({
        to: 'background',
        name: 'segment',
        payload: [payload],
      })
      if (!answer.value?.[0]?.length) throw new Error('the segmenter gave no words')
      return performance.now() - began
    }, sentence)
  await new Promise((done) => setTimeout(done, 3000))
  const before = memoryBelow()
  const cold = await ask('不孕妇女也能治好白癜风。')
  const times: number[] = []
  for (let i = 0; i < 9; i++) times.push(await ask(`第${i}位患者不能吃维生素C。`))
  await new Promise((done) => setTimeout(done, 1000))
  const after = memoryBelow()
  const megabytes = after === undefined || before === undefined ? undefined : (after - before) / 2 ** 20
  await session.close()
  return { cold, warm: times.sort((a, b) => a - b)[4]!, megabytes }
}
