import { useSignal } from '@preact/signals'
import { useEffect, useId, useMemo, useRef } from 'preact/hooks'
import { NoticeHere, say } from '../components/notices'
import { t } from '../locales'
import type { ReportDraft, Typed } from '../platform/messages'
import { limits, makeReport, type Versions } from './report'
import { reportRows } from './report-text'
import { NotSaved, type ReportStore } from './store'

interface Props {
  draft: ReportDraft
  /** How many other reports were begun meanwhile. */
  waiting: number
  versions: Versions
  store: ReportStore
  /** Keeps what has been typed so far where the next form of this draft finds it. */
  keep(typed: Typed | undefined): Promise<void>
  /** The form is done with: saved or given up. */
  close(): Promise<void>
  /** The reader wants back what was given up. */
  reopen(typed: Typed): Promise<void>
  seeReports(): void
}

/** Milliseconds from a key to the moment when what was typed is kept. */
const pause = 300

const problem = (error: unknown) => {
  if (error instanceof NotSaved && error.full) return t('report.full')
  return t('report.failed', { reason: error instanceof Error ? error.message : t('common.unknownError') })
}

/**
 * A report in the making, over the panel. What it will hold is shown in full before it is kept; what is typed outlives
 * the form.
 */
export const ReportForm = ({ draft, waiting, versions, store, keep, close, reopen, seeReports }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const words = useSignal(draft.typed?.words ?? draft.words)
  const note = useSignal(draft.typed?.note ?? '')
  const withContext = useSignal(draft.typed?.withContext ?? true)
  const saving = useSignal(false)
  const wrongWith = useSignal<string | undefined>(undefined)
  const reportId = useMemo(() => crypto.randomUUID(), [])
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const done = useRef(false)

  const typed = (): Typed | undefined =>
    words.value !== draft.words || note.value.trim() !== '' || !withContext.value
      ? { words: words.value, note: note.value, withContext: withContext.value }
      : undefined
  const keepNow = () => {
    if (timer.current === undefined) return
    clearTimeout(timer.current)
    timer.current = undefined
    // Kept on the side; that the report itself can be kept is told when it is.
    keep(typed()).catch(() => {})
  }
  const keepSoon = () => {
    // The first of it at once: from then on no other report takes this one's place.
    const first = timer.current === undefined && !draft.typed
    clearTimeout(timer.current)
    timer.current = setTimeout(keepNow, pause)
    if (first) keepNow()
  }
  const end = () => {
    done.current = true
    clearTimeout(timer.current)
    timer.current = undefined
    return close()
  }
  const giveUp = () => {
    const lost = typed()
    void end()
    if (lost) say(t('report.givenUp'), { undo: () => reopen(lost) })
  }

  useEffect(() => {
    const form = dialog.current
    form?.showModal()
    addEventListener('pagehide', keepNow)
    return () => {
      removeEventListener('pagehide', keepNow)
      keepNow()
      done.current = true
      // Closed, it gives the focus back to where it was.
      form?.close()
    }
  }, [])

  const report = makeReport(
    { draft, words: words.value, note: note.value, withContext: withContext.value, versions },
    reportId,
    draft.at,
  )
  const missed = draft.kind === 'missed'
  const hasContext = Boolean(draft.before || draft.after)

  const save = async (event: Event) => {
    event.preventDefault()
    if (!report.words) {
      wrongWith.value = t('report.wordsMissing')
      dialog.current?.querySelector('textarea')?.focus()
      return
    }
    saving.value = true
    try {
      await store.save(report)
      await end()
      say(t('report.saved'))
    } catch (error) {
      wrongWith.value = problem(error)
    } finally {
      saving.value = false
    }
  }

  return (
    <dialog
      class="report"
      ref={dialog}
      aria-labelledby={`${id}title`}
      onCancel={(event) => {
        event.preventDefault()
        // Escape must not throw away what somebody has typed.
        if (!typed()) giveUp()
      }}
      // Pressed twice, it closes a dialog without asking.
      onClose={() => {
        if (!done.current) giveUp()
      }}
    >
      <form onSubmit={save} noValidate>
        <h2 id={`${id}title`}>{t(missed ? 'report.missedTitle' : 'report.wrongTitle')}</h2>
        <NoticeHere />
        <p class="hint">{t('report.intro')}</p>
        {waiting > 0 && <p class="hint">{t('report.waiting', { n: waiting })}</p>}

        <label class="labelled">
          <span>{t(missed ? 'report.words' : 'report.wrongWords')}</span>
          <textarea
            class="field"
            lang="zh-CN"
            rows={3}
            maxLength={limits.words}
            placeholder={missed ? t('report.wordsHint') : undefined}
            readOnly={!missed}
            value={words.value}
            aria-describedby={wrongWith.value ? `${id}problem` : undefined}
            onInput={({ currentTarget }) => {
              words.value = currentTarget.value
              keepSoon()
            }}
          />
        </label>

        <label class="labelled">
          <span>{t('report.note')}</span>
          <textarea
            class="field"
            rows={2}
            maxLength={limits.note}
            placeholder={t('report.noteHint')}
            value={note.value}
            onInput={({ currentTarget }) => {
              note.value = currentTarget.value
              keepSoon()
            }}
          />
        </label>

        {hasContext && (
          <label class="checked">
            <input
              type="checkbox"
              checked={withContext.value}
              onChange={({ currentTarget }) => {
                withContext.value = currentTarget.checked
                keepSoon()
              }}
            />
            <span>
              {t('report.context')} <span class="hint">{t('report.contextHint')}</span>
            </span>
          </label>
        )}

        <section class="holds" aria-labelledby={`${id}holds`}>
          <h3 id={`${id}holds`}>{t('report.holds')}</h3>
          <dl>
            {reportRows(report).map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>

        {wrongWith.value && (
          <p class="problem" role="alert" id={`${id}problem`}>
            {wrongWith.value}{' '}
            <button type="button" class="text-button" onClick={seeReports}>
              {t('report.see')}
            </button>
          </p>
        )}
        <p class="buttons">
          <button type="submit" class="button main" disabled={saving.value}>
            {t(saving.value ? 'report.saving' : 'report.save')}
          </button>
          <button type="button" class="button" onClick={giveUp}>
            {t('report.cancel')}
          </button>
        </p>
      </form>
    </dialog>
  )
}
