import { readdirSync, readFileSync } from 'node:fs'
import { startSession } from '../../tests/browser/lib/session'
import type { Kind } from '../../tests/browser/lib/where'
import type { Server } from '../browsers/serve'

/** Kilobytes that the processes below this one hold for themselves, by process. */
function memory(): Map<string, number> {
  const parents = new Map<string, string>()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      parents.set(
        pid,
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ')[1]!,
      )
    } catch {}
  const below = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(process.pid) || below(parents.get(pid)))
  const held = new Map<string, number>()
  for (const pid of parents.keys()) {
    if (!below(pid)) continue
    try {
      const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
      held.set(pid, Number(/Private_Dirty:\s+(\d+)/.exec(text)?.[1] ?? 0))
    } catch {}
  }
  return held
}

const sum = (held: Map<string, number>) => [...held.values()].reduce((a, b) => a + b, 0)

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
  const linux = process.platform === 'linux'
  const before = linux ? sum(memory()) : 0
  const cold = await ask('不孕妇女也能治好白癜风。')
  const times: number[] = []
  for (let i = 0; i < 9; i++) times.push(await ask(`第${i}位患者不能吃维生素C。`))
  await new Promise((done) => setTimeout(done, 1000))
  const megabytes = linux ? (sum(memory()) - before) / 1024 : undefined
  await session.close()
  return { cold, warm: times.sort((a, b) => a - b)[4]!, megabytes }
}
