import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { copy, download } from '../components/clipboard'
import { Icon } from '../components/Icon'
import { keepFocus } from '../components/keep-focus'
import { say } from '../components/notices'
import { t } from '../locales'
import type { Report } from './report'
import { reportRows, reportsJson, reportText, timeText } from './report-text'
import type { Kept, ReportStore } from './store'

interface Props {
  store: ReportStore
  /** Changes whenever the store may have changed. */
  revision: number
  /** Tells the rest of the view that the store changed. */
  changed(): void
}

const copyOne = async (report: Report) =>
  say(t((await copy(reportText(report))) ? 'report.copied' : 'report.copyFailed'))

/** The reports kept on this machine: to read, copy, download and delete. */
export const ReportList = ({ store, revision, changed }: Props) => {
  const kept = useSignal<Kept | undefined>(undefined)
  const failed = useSignal(false)

  useEffect(() => {
    let stale = false
    store.read().then(
      (now) => {
        if (stale) return
        kept.value = now
        failed.value = false
      },
      () => {
        failed.value = true
      },
    )
    return () => {
      stale = true
    }
  }, [store, revision])

  const restore = async (report: Report) => {
    try {
      await store.save(report)
      say(t('report.restored'))
    } catch (error) {
      say(t('report.failed', { reason: error instanceof Error ? error.message : '' }))
    }
    changed()
  }
  const remove = async (report: Report, item: Element | null) => {
    keepFocus(item)
    try {
      await store.delete(report.id)
      say(t('report.deleted'), { undo: () => restore(report) })
    } catch {
      say(t('report.deletedFailed'))
    }
    changed()
  }

  if (failed.value) return <p class="problem">{t('report.loadFailed')}</p>
  if (!kept.value) return null
  const { reports, broken } = kept.value
  const brokenCount = Object.keys(broken).length
  return (
    <div class="report-list">
      {reports.length === 0 ? (
        <div class="nothing">
          <p>{t('report.none')}</p>
          <p class="hint">{t('report.noneHint')}</p>
        </div>
      ) : (
        <p class="hint">{t('report.count', { n: reports.length })}</p>
      )}
      <ul>
        {reports.map((report) => (
          <li key={report.id}>
            <details>
              <summary>
                <span class="report-head">
                  <span class="chip">{t(report.kind === 'missed' ? 'report.missed' : 'report.wrong')}</span>
                  <span class="report-words" lang="zh-CN">
                    {report.words}
                  </span>
                  <time class="hint number" dateTime={new Date(report.at).toISOString()}>
                    {timeText(report.at)}
                  </time>
                </span>
              </summary>
              <dl>
                {reportRows(report).map(({ name, value }) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
              <p class="actions">
                <button type="button" class="text-button" onClick={() => copyOne(report)}>
                  <Icon name="copy" />
                  {t('report.copy')}
                </button>
                <button
                  type="button"
                  class="text-button"
                  onClick={({ currentTarget }) => remove(report, currentTarget.closest('li'))}
                >
                  <Icon name="trash" />
                  {t('report.delete')}
                </button>
              </p>
            </details>
          </li>
        ))}
      </ul>
      {brokenCount > 0 && <p class="problem">{t('report.broken', { n: brokenCount })}</p>}
      {(reports.length > 0 || brokenCount > 0) && (
        <p class="buttons">
          <button
            type="button"
            class="button"
            onClick={() => download('bianbai-reports.json', reportsJson(kept.value!))}
          >
            <Icon name="download" />
            {t('report.download')}
          </button>
        </p>
      )}
    </div>
  )
}
