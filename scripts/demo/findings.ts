import type { Finding } from '../../src/analysis/types'
import type { FrameReport } from '../../src/platform/messages'
import { poll } from '../browsers/chromium'
import { table } from '../table'

/** The frame reports among all that the extension keeps for this session. */
export const frameReports = (session: Record<string, unknown>) =>
  Object.entries(session)
    .filter(([key]) => key.startsWith('frame:'))
    .map(([, report]) => report as FrameReport)

/** Until every frame that reported has read its page; a page that the gate leaves alone never reports. */
export async function waitUntilRead(read: () => Promise<FrameReport[]>) {
  if (!(await poll(async () => (await read()).length, 5000, 200))) return
  await poll(async () => (await read()).every((report) => report.state !== 'scanning'), 15_000, 200)
}

const marks = { contradicted: '与证据相悖', unsupported: '缺乏证据', suspected: '疑似' }

const markOf = ({ level, verdict }: Finding) => (level === 'suspected' ? level : verdict)

/** Prints what the extension found, as the extension itself reported it. */
export function printFindings(reports: FrameReport[]) {
  const findings = reports.flatMap((report) => report.findings)
  if (!reports.length)
    return console.log('The extension left this page alone: it does not look like a page about vitiligo.')
  if (!findings.length)
    return console.log('The extension read this page and marked nothing. That does not make the page right.')
  const counts = Object.entries(marks).map(
    ([mark, name]) => `${findings.filter((f) => markOf(f) === mark).length} 处${name}`,
  )
  console.log(`${counts.join(' · ')}\n`)
  const rows = findings.map((f) => [marks[markOf(f)], f.topic, f.quote, f.meant ?? ''])
  console.log(table(['判定', '主题', '页面原文', '原意'], rows, Math.min(process.stdout.columns ?? 120, 140)))
}
