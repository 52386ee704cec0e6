import { startSession } from '../../tests/browser/lib/session'
import type { Kind } from '../../tests/browser/lib/where'
import type { Server } from '../browsers/serve'
import { memoryBelow } from './memory'

/** Milliseconds from a page's DOMContentLoaded to its first highlight, with the extension as it is installed. */
export interface Visits {
  /** The first page about vitiligo since the browser started. */
  cold: number
  /** Later ones, the median. */
  warm: number
  /** Megabytes that all processes of the browser take more when the tabs are closed again: the analyst. Undefined where the system does not tell. */
  megabytes?: number
}

/** Pages of 10,000 characters, each in a new tab of the real browser. The clock of the page looks every few milliseconds. */
export async function visits(kind: Kind, server: Server): Promise<Visits> {
  const session = await startSession(kind, { proxy: server.port, guesses: true })
  const visit = async () => {
    const tab = await session.open('http://clinic.test/visit/10000')
    const took = await tab.evaluate(async () => {
      const seen = globalThis as { firstMark?: number }
      for (let i = 0; i < 1000 && !seen.firstMark; i++) await new Promise((done) => setTimeout(done, 10))
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
      return seen.firstMark! - navigation!.domContentLoadedEventEnd
    })
    // The second reader comes behind.
    await new Promise((done) => setTimeout(done, 1500))
    await tab.close()
    return took
  }
  await new Promise((done) => setTimeout(done, 2000))
  const before = memoryBelow()
  const cold = await visit()
  const later: number[] = []
  for (let i = 0; i < 7; i++) later.push(await visit())
  await new Promise((done) => setTimeout(done, 3000))
  const after = memoryBelow()
  const megabytes = after === undefined || before === undefined ? undefined : (after - before) / 2 ** 20
  await session.close()
  return { cold, warm: later.sort((a, b) => a - b)[3]!, megabytes }
}
