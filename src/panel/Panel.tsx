import { useEffect, useMemo, useRef } from 'preact/hooks'
import { Icon } from '../components/Icon'
import { Notices, say } from '../components/notices'
import { Switch } from '../components/Switch'
import { useTexts } from '../components/texts'
import { VerdictLabel } from '../components/VerdictLabel'
import { t, tIfAny } from '../locales'
import { ReportForm } from '../reports/ReportForm'
import { setSuspected } from '../settings/changes'
import { tryChange } from '../settings/try-change'
import { EntryView } from './EntryView'
import type { Entry } from './entries'
import { Foot } from './Foot'
import { type PanelModel, panelModel } from './model'
import { reportMissed } from './report-missed'
import { StateView } from './StateView'
import { Summary, summaryText } from './Summary'
import type { Source } from './source'
import { useFollow } from './use-follow'

const groups = [
  {
    mark: 'contradicted',
    holds: ({ level, verdict }: Entry) => level === 'claim' && verdict === 'contradicted',
  },
  {
    mark: 'unsupported',
    holds: ({ level, verdict }: Entry) => level === 'claim' && verdict === 'unsupported',
  },
  { mark: 'suspected', holds: ({ level }: Entry) => level === 'suspected' },
] as const

const Entries = ({ source, model }: { source: Source; model: PanelModel }) =>
  groups.map(({ mark, holds }) => {
    const list = model.list.value.filter(holds)
    if (!list.length) return null
    return (
      <section class={`group ${mark}`} key={mark} aria-labelledby={`group-${mark}`}>
        <h2 id={`group-${mark}`}>
          <VerdictLabel mark={mark} />
          <span class="hint">{t(`verdict.${mark}Meaning`)}</span>
        </h2>
        {list.map((entry) => (
          <EntryView key={entry.id} entry={entry} source={source} model={model} />
        ))}
      </section>
    )
  })

/** Says once that the page has been read, and what came of it. */
function useSpokenResult(model: PanelModel) {
  const said = useRef('')
  const status = model.status.value
  const summary = summaryText(model.counts.value)
  useEffect(() => {
    const done = (status.is === 'found' && !status.scanning) || status.is === 'clear'
    const text = summary ? t('summary.announce', { summary }) : t('summary.announceClear')
    const id = model.url.value + text
    if (!done || said.current === id) return
    said.current = id
    say(text, { heardOnly: true })
  }, [status, summary, model])
}

export const Panel = ({ source }: { source: Source }) => {
  const texts = useTexts()
  const model = useMemo(() => panelModel(source, texts), [source, texts])
  useEffect(() => model.stop, [model])
  useSpokenResult(model)
  useFollow(source, model)

  const status = model.status.value
  const [draft, ...waiting] = source.drafts.value
  const readable = ['found', 'hidden', 'clear', 'scanning', 'limited'].includes(status.is)
  return (
    <div class="panel">
      <header class="head">
        <div class="bar">
          <h1>{t('app.name')}</h1>
          <p class="page-title" lang="zh-CN">
            {readable && model.title.value}
          </p>
          {readable && (
            <button
              type="button"
              class="icon-button"
              aria-label={t('panel.rescan')}
              title={t('panel.rescan')}
              onClick={() => source.rescan()}
            >
              <Icon name="rescan" />
            </button>
          )}
          <button
            type="button"
            class="icon-button"
            aria-label={t('panel.options')}
            title={t('panel.options')}
            onClick={() => source.openOptions()}
          >
            <Icon name="settings" />
          </button>
        </div>
        {status.is === 'found' && <Summary counts={model.counts.value} />}
        {status.is === 'found' && (status.scanning || status.partial !== undefined) && (
          <p class="hint">
            {status.scanning
              ? t('summary.reading')
              : (tIfAny(`limited.${status.partial}`) ?? t('summary.partial'))}
          </p>
        )}
      </header>
      <main>
        {status.is === 'found' ? (
          <Entries source={source} model={model} />
        ) : (
          <StateView status={status} source={source} />
        )}
        {(status.is === 'found' || status.is === 'clear') && (
          <section class="missed">
            <h2>{t('panel.more')}</h2>
            <button type="button" class="button" onClick={() => reportMissed(source)}>
              <Icon name="flag" />
              {t('panel.missed')}
            </button>
            <p class="hint">{t('panel.missedHint')}</p>
            <Switch on={source.settings.value.suspected} change={(on) => tryChange(source, setSuspected(on))}>
              <span>
                {t('panel.suspected')}
                <span class="hint block">{t('panel.suspectedHint')}</span>
              </span>
            </Switch>
          </section>
        )}
      </main>
      <Notices />
      <Foot source={source} model={model} />
      {draft && (
        <ReportForm
          key={draft.at}
          draft={draft}
          waiting={waiting.length}
          versions={source.versions}
          store={source.reports}
          keep={(typed) => source.keepTyped(draft, typed)}
          close={() => source.endDraft(draft)}
          reopen={(typed) =>
            source.beginDraft({ ...draft, typed, tabId: source.tab.value?.id, at: Date.now() }, true)
          }
          seeReports={() => source.openOptions('reports')}
        />
      )}
    </div>
  )
}
