import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { download } from '../components/clipboard'
import { Icon } from '../components/Icon'
import { say } from '../components/notices'
import { t } from '../locales'
import type { SettingsSource } from '../panel/source'
import { type Backup, backupJson, readBackup } from '../reports/backup'
import type { ReportStore } from '../reports/store'

interface Props {
  source: SettingsSource
  store: ReportStore
  changed(): void
}

/** Takes over a backup; reports that are here already stay as they are. Resolves to how many were new. */
export async function takeOver(backup: Backup, source: SettingsSource, store: ReportStore): Promise<number> {
  const here = new Set((await store.read()).reports.map((report) => report.id))
  const fresh = backup.reports.filter((report) => !here.has(report.id))
  for (const report of fresh) await store.save(report)
  await source.change(() => backup.settings)
  return fresh.length
}

/** Settings and reports to a file and back. */
export const DataInOut = ({ source, store, changed }: Props) => {
  const waiting = useSignal<Backup | undefined>(undefined)
  const problem = useSignal<string | undefined>(undefined)
  const input = useRef<HTMLInputElement>(null)
  const reasonOf = (error: unknown) => (error instanceof Error ? error.message : t('common.unknownError'))

  const write = async () => {
    problem.value = undefined
    try {
      download('bianbai-backup.json', backupJson(source.settings.value, await store.read()))
    } catch {
      problem.value = t('report.loadFailed')
    }
  }
  const read = async (file: File | undefined) => {
    waiting.value = undefined
    problem.value = undefined
    if (!file) return
    const backup = await file.text().then(readBackup, () => 'bad' as const)
    if (backup === 'bad') problem.value = t('options.importBad')
    else if (backup === 'newer') problem.value = t('options.importNewer')
    else waiting.value = backup
  }
  const forget = () => {
    waiting.value = undefined
    if (input.current) input.current.value = ''
  }
  const confirm = async (backup: Backup) => {
    try {
      const n = await takeOver(backup, source, store)
      say(t('options.importDone', { n }))
    } catch (error) {
      problem.value = t('options.importFailed', { reason: reasonOf(error) })
    }
    forget()
    changed()
  }

  return (
    <>
      <div class="buttons">
        <button type="button" class="button" onClick={write}>
          <Icon name="download" />
          {t('options.export')}
        </button>
        <label class="button file">
          {t('options.import')}
          <input
            class="quiet"
            type="file"
            accept="application/json,.json"
            ref={input}
            onChange={({ currentTarget }) => read(currentTarget.files?.[0])}
          />
        </label>
      </div>
      {waiting.value && (
        <div class="preview" role="alert">
          <p>{t('options.importPreview', { reports: waiting.value.reports.length })}</p>
          {waiting.value.broken > 0 && <p>{t('options.importBroken', { n: waiting.value.broken })}</p>}
          <p class="buttons">
            <button type="button" class="button main" onClick={() => confirm(waiting.value!)}>
              {t('options.importConfirm')}
            </button>
            <button type="button" class="button" onClick={forget}>
              {t('report.cancel')}
            </button>
          </p>
        </div>
      )}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </>
  )
}
