import { useEffect, useRef } from 'preact/hooks'
import { CardDetails } from '../components/CardDetails'
import { Icon } from '../components/Icon'
import { keepFocus } from '../components/keep-focus'
import { say } from '../components/notices'
import { topicName, useTexts } from '../components/texts'
import { VerdictLabel } from '../components/VerdictLabel'
import { t } from '../locales'
import { setCard } from '../settings/changes'
import { tryChange } from '../settings/try-change'
import { Candidates } from './Candidates'
import { Explain } from './Explain'
import type { Entry } from './entries'
import type { PanelModel } from './model'
import { doubt, Places } from './Places'
import { SelfContradiction } from './SelfContradiction'
import type { Source } from './source'

interface Props {
  entry: Entry
  source: Source
  model: PanelModel
}

/** Brings the entry that was asked for into view, and into focus for the keyboard. */
function useCurrent(entry: Entry, model: PanelModel) {
  const element = useRef<HTMLElement>(null)
  const current = model.current.value
  const isCurrent = current?.entry === entry.id
  const at = isCurrent ? current.at : undefined
  useEffect(() => {
    if (at === undefined) return
    element.current?.scrollIntoView({ block: 'start' })
    if (!document.activeElement?.closest('dialog')) element.current?.focus({ preventScroll: true })
  }, [at])
  return { element, isCurrent, key: isCurrent ? current.key : undefined, at }
}

export const EntryView = ({ entry, source, model }: Props) => {
  const texts = useTexts()
  const { card, occurrences: places, rule, topic } = entry
  const { element, isCurrent, key, at } = useCurrent(entry, model)
  const { id } = entry
  const mark = entry.level === 'suspected' ? 'suspected' : entry.verdict
  const only = places.length === 1 ? places[0] : undefined

  const mute = async () => {
    keepFocus(element.current)
    if (await tryChange(source, setCard(rule, false)))
      say(t('entry.muted'), { undo: () => tryChange(source, setCard(rule, true)) })
  }

  return (
    <article
      class={`entry ${mark}`}
      id={id}
      ref={element}
      tabIndex={-1}
      aria-labelledby={entry.candidates ? undefined : `${id}.name`}
      aria-label={entry.candidates && `${t(`verdict.${mark}`)}${t('common.colon')}${places[0]?.quote}`}
      data-current={isCurrent || undefined}
      data-flash={at === undefined ? undefined : at % 2}
    >
      <h3 class="entry-name" id={`${id}.name`}>
        <VerdictLabel mark={mark} />
        {!entry.candidates && <span class="entry-topic">{topicName(texts, topic)}</span>}
        {places.length > 1 && <span class="entry-count">{t('entry.occurrences', { n: places.length })}</span>}
      </h3>
      <Places source={source} places={places} currentKey={key} />
      <SelfContradiction places={places} />
      {card ? (
        <>
          {entry.level === 'suspected' && (
            <p class="resembles">
              {t('entry.resembles')}
              {t('common.colon')}
              <span lang="zh-CN">{card.proposition}</span>
            </p>
          )}
          <div class="known">
            <h4>{t('entry.known')}</h4>
            <p lang="zh-CN">{card.short}</p>
          </div>
          <p class="ask">
            <Icon name="ask" />
            <span>
              <span class="ask-name">
                {t('entry.ask')}
                {t('common.colon')}
              </span>
              <span lang="zh-CN">{card.ask}</span>
            </span>
          </p>
          <details class="more">
            <summary>
              {t('entry.more')}
              <span class="hint">
                {t('entry.sourceCount', { n: card.evidence.length })} · {t('certainty.label')}{' '}
                {t(`certainty.${card.certainty}`)}
              </span>
            </summary>
            <CardDetails card={card} />
          </details>
        </>
      ) : entry.candidates ? (
        <Candidates cards={entry.candidates} />
      ) : (
        <p class="known">{t('entry.noCard')}</p>
      )}
      <details class="more">
        <summary>{t('entry.explain')}</summary>
        {places.map((place) => (
          <Explain key={`${place.frameId} ${place.key}`} place={place} quoted={!only} />
        ))}
      </details>
      <p class="actions">
        {only && (
          <button type="button" class="text-button" onClick={() => doubt(source, only)}>
            <Icon name="flag" />
            {t('entry.wrong')}
          </button>
        )}
        {!entry.candidates && (
          <button type="button" class="text-button" onClick={mute}>
            <Icon name="mute" />
            {t('entry.mute')}
          </button>
        )}
      </p>
    </article>
  )
}
