import { startSession } from '../../tests/browser/lib/session'
import type { Kind } from '../../tests/browser/lib/where'
import type { Server } from '../browsers/serve'

/** Milliseconds from a page's DOMContentLoaded to its first highlight, with the extension as it is installed. */
export interface Visits {
  /** The first page about vitiligo since the browser started. */
  cold: number
  /** Other pages after it, the median, and one after nobody has asked for a while. */
  warm: number
  rested: number
}

const warmVisits = 5

/** Longer than Firefox keeps a background that nothing happens in, in milliseconds. */
const rest = 45_000

/** Pages of 4,000 characters, each another and in a new tab of the real browser. The clock of the page looks every few milliseconds. */
export async function visits(kind: Kind, server: Server): Promise<Visits> {
  const session = await startSession(kind, { proxy: server.port, guesses: true })
  let next = 0
  const visit = async () => {
    const tab = await session.open(`http://clinic.test/visit/${next++}`)
    const took = await tab.evaluate(async () => {
      const seen = globalThis as { firstMark?: number }
      for (let i = 0; i < 1000 && !seen.firstMark; i++) await new Promise((done) => setTimeout(done, 10))
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
      if (!seen.firstMark) throw new Error('no highlight came within ten seconds')
      return seen.firstMark - navigation!.domContentLoadedEventEnd
    })
    // The second reader comes behind.
    await new Promise((done) => setTimeout(done, 1500))
    await tab.close()
    return took
  }
  await new Promise((done) => setTimeout(done, 2000))
  const cold = await visit()
  const later: number[] = []
  for (let i = 0; i < warmVisits; i++) later.push(await visit())
  await new Promise((done) => setTimeout(done, rest))
  const rested = await visit()
  await session.close()
  return { cold, warm: later.sort((a, b) => a - b)[warmVisits >> 1]!, rested }
}
