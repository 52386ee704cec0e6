import { parseSettings } from '../settings/parse'
import type { Settings } from '../settings/settings'
import { type Report, readReport } from './report'
import type { Kept } from './store'

/** Settings and reports, as written to a file and read back. */
export interface Backup {
  settings: Settings
  reports: Report[]
  /** Records of the file that are no sound reports. */
  broken: number
}

export type BackupProblem = 'bad' | 'newer'

export const backupJson = (settings: Settings, { reports, broken }: Kept) =>
  `${JSON.stringify({ app: 'bianbai', format: 'backup', version: 1, settings, reports, broken }, null, 2)}\n`

/** Reads a file made by `backupJson`; says what is wrong with any other. */
export function readBackup(text: string): Backup | BackupProblem {
  let file: Record<string, unknown>
  try {
    file = JSON.parse(text)
  } catch {
    return 'bad'
  }
  if (typeof file !== 'object' || file === null || file.app !== 'bianbai' || file.format !== 'backup')
    return 'bad'
  if (typeof file.version === 'number' && file.version > 1) return 'newer'
  if (file.version !== 1 || typeof file.settings !== 'object' || !Array.isArray(file.reports)) return 'bad'
  const reports = file.reports.map(readReport)
  const sound = reports.filter((report): report is Report => report !== undefined)
  const kept = typeof file.broken === 'object' && file.broken !== null ? Object.keys(file.broken).length : 0
  return {
    settings: parseSettings(file.settings),
    reports: sound,
    broken: reports.length - sound.length + kept,
  }
}
