import { readdirSync, readFileSync } from 'node:fs'

/** Parents of all processes of the machine, by process. */
function parents(): Map<string, string> {
  const found = new Map<string, string>()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '')
      found.set(pid, stat.split(' ')[1]!)
    } catch {}
  return found
}

/** Bytes that the processes below this one hold for themselves: the browsers it drives. Undefined where the system does not tell. */
export function memoryBelow(): number | undefined {
  if (process.platform !== 'linux') return undefined
  const parentOf = parents()
  const below = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(process.pid) || below(parentOf.get(pid)))
  let kilobytes = 0
  for (const pid of parentOf.keys()) {
    if (!below(pid)) continue
    try {
      const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
      kilobytes += Number(/Private_Dirty:\s+(\d+)/.exec(text)?.[1] ?? 0)
    } catch {}
  }
  return kilobytes * 1024
}
