import { t } from '../locales'
import type { Report } from './report'
import type { Kept } from './store'

export interface Row {
  name: string
  value: string
}

/** Local time, to the minute. */
export const timeText = (at: number) => {
  const date = new Date(at)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`
}

/** Everything that a report holds, in words: what the form shows before saving and what is copied after. */
export function reportRows(report: Report): Row[] {
  const rows: [string, string | undefined][] = [
    [t('report.kind'), t(report.kind === 'missed' ? 'report.missed' : 'report.wrong')],
    [t(report.kind === 'missed' ? 'report.words' : 'report.wrongWords'), report.words],
    [t('report.context-before'), report.before],
    [t('report.context-after'), report.after],
    [t('report.page'), report.title],
    [t('report.address'), report.url],
    [t('report.rule'), report.rule],
    [t('report.note'), report.note],
    [t('report.versions'), t('report.versionsValue', { ...report.versions })],
    [t('report.at'), timeText(report.at)],
  ]
  return rows.flatMap(([name, value]) => (value ? [{ name, value }] : []))
}

export const reportText = (report: Report) =>
  reportRows(report)
    .map(({ name, value }) => name + t('common.colon') + value)
    .join('\n')

/** The file that “download” makes. */
export const reportsJson = ({ reports, broken }: Kept) =>
  `${JSON.stringify({ app: 'bianbai', format: 'reports', version: 1, reports, broken }, null, 2)}\n`
