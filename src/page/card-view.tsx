import type { CardTexts } from '../locales/card'
import type { Language } from '../locales/translate'
import type { Mark } from './marks'

export interface CardActions {
  evidence(): void
  wrong(): void
  hide(): void
  step(by: 1 | -1): void
  close(): void
}

export interface CardProps {
  mark: Mark
  /** The correction. */
  short: string
  /** Place among the marks of the page, from 1. */
  position: number
  all: number
  /** Said when the panel cannot be opened from here. */
  hint?: string
  language: Language
  t: CardTexts
  actions: CardActions
}

/** A page may send clicks of its own making into any node it can reach; only the reader's count. */
const trusted = (act: () => void) => (event: Event) => {
  if (event.isTrusted) act()
}

/** The card's content: what is wrong with the marked words, in a few lines, and where to go from here. */
export function CardView({ mark, short, position, all, hint, language, t, actions }: CardProps) {
  const { verdict, level, meant, contradictedBy, alternatives } = mark.finding
  const title = t(level === 'suspected' ? 'suspected' : verdict)
  return (
    <div
      // The next mark's card is another one: only a new element takes the focus, and is read out, again.
      key={mark.key}
      class={`card ${level === 'suspected' ? 'suspected' : verdict}`}
      role="dialog"
      aria-label={`${t('label')}：${title}`}
      aria-describedby="short"
      lang={language}
      tabindex={-1}
    >
      <div class="head">
        <p class="verdict">{title}</p>
        <button
          type="button"
          class="icon"
          aria-label={t('close')}
          title={t('close')}
          onClick={trusted(actions.close)}
        >
          ✕
        </button>
      </div>
      {meant && (
        <p class="meant">
          {t('meant')}：<b lang="zh-CN">{meant}</b>
        </p>
      )}
      {level === 'suspected' && <p class="self">{t('suspectedNote')}</p>}
      <p id="short" lang={alternatives ? undefined : 'zh-CN'}>
        {short}
      </p>
      {contradictedBy && (
        <p class="self">
          {t('self')}：<span lang="zh-CN">“{contradictedBy.quote}”</span>
        </p>
      )}
      {hint && (
        <p class="hint" role="status">
          {hint}
        </p>
      )}
      <div class="row">
        <button type="button" class="main" onClick={trusted(actions.evidence)}>
          {t('evidence')}
        </button>
        <button type="button" onClick={trusted(actions.wrong)}>
          {t('wrong')}
        </button>
        <button type="button" onClick={trusted(actions.hide)}>
          {t('hide')}
        </button>
        <span class="spacer" />
        {all > 1 && (
          <>
            <button
              type="button"
              class="icon"
              aria-label={t('previous')}
              title={t('previous')}
              onClick={trusted(() => actions.step(-1))}
            >
              ‹
            </button>
            <span class="position" role="img" aria-label={t('position', { n: position, all })}>
              {position}/{all}
            </span>
            <button
              type="button"
              class="icon"
              aria-label={t('next')}
              title={t('next')}
              onClick={trusted(() => actions.step(1))}
            >
              ›
            </button>
          </>
        )}
      </div>
      <p class="doctor">{t('doctor')}</p>
    </div>
  )
}
