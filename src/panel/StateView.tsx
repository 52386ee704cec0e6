import type { ComponentChildren } from 'preact'
import { t, tIfAny } from '../locales'
import { setEnabled, setSite } from '../settings/changes'
import { tryChange } from '../settings/try-change'
import type { Source } from './source'
import type { Status } from './status'

type Picture = 'reading' | 'clear' | 'off' | 'closed' | 'error'

/** Lines of text seen from afar; what happens to them tells the states apart. */
const Drawing = ({ picture }: { picture: Picture }) => (
  <svg class={`drawing ${picture}`} viewBox="0 0 96 72" aria-hidden="true" focusable="false">
    <rect class="sheet" x="14" y="5" width="68" height="62" rx="7" />
    <path class="text" d="M25 20h34M25 31h46M25 42h40M25 53h27" />
    {picture === 'reading' && <path class="glow" d="M25 31h46" />}
    {picture === 'clear' && (
      <g class="lens">
        <circle cx="66" cy="48" r="13" />
        <path d="m75.5 57.5 8.5 8.5" />
      </g>
    )}
    {picture === 'off' && <path class="strike" d="M12 64 84 8" />}
    {picture === 'closed' && (
      <g class="lock">
        <rect x="56" y="43" width="26" height="20" rx="4" />
        <path d="M62 43v-5a7 7 0 0 1 14 0v5" />
      </g>
    )}
    {picture === 'error' && <path class="strike" d="m58 40 18 18m0-18L58 58" />}
  </svg>
)

interface Props {
  picture: Picture
  title: string
  children?: ComponentChildren
}

const Message = ({ picture, title, children }: Props) => (
  <section class="state">
    <Drawing picture={picture} />
    <h2>{title}</h2>
    {children}
  </section>
)

const Reason = ({ reason }: { reason?: string }) => (
  <p>
    {t('limited.reason')}
    {t('common.colon')}
    {(reason && (tIfAny(reason) ?? tIfAny(`limited.${reason}`))) || t('limited.unknown')}
  </p>
)

/** The panel's body when there is no claim to list. */
export const StateView = ({
  status,
  source,
}: {
  status: Exclude<Status, { is: 'found' }>
  source: Source
}) => {
  switch (status.is) {
    case 'loading':
    case 'scanning':
      return (
        <Message picture="reading" title={t('state.scanning')}>
          <p>{t('state.scanningText')}</p>
        </Message>
      )
    case 'clear':
      return (
        <Message picture="clear" title={t('state.clear')}>
          <p>{t('state.clearText')}</p>
          {status.partial && <p>{t('summary.partial')}</p>}
          <p class="strong">{t('state.clearAsk')}</p>
        </Message>
      )
    case 'off':
      return (
        <Message picture="off" title={t('state.off')}>
          <p>{t('state.offText')}</p>
          <button type="button" class="button main" onClick={() => tryChange(source, setEnabled(true))}>
            {t('state.turnOn')}
          </button>
        </Message>
      )
    case 'off-site':
      return (
        <Message picture="off" title={t('state.offSite')}>
          <p>{t('state.offSiteText', { host: status.host })}</p>
          <button
            type="button"
            class="button main"
            onClick={() => tryChange(source, setSite(status.host, true))}
          >
            {t('state.turnOnSite')}
          </button>
        </Message>
      )
    case 'hidden':
      return (
        <Message picture="off" title={t('state.hidden')}>
          <p>{t('state.hiddenText', { n: status.count })}</p>
          <button type="button" class="button" onClick={() => source.openOptions('display')}>
            {t('state.hiddenOpen')}
          </button>
        </Message>
      )
    case 'unsupported':
      return (
        <Message picture="closed" title={t('state.unsupported')}>
          <p>{t('state.unsupportedText')}</p>
        </Message>
      )
    case 'not-about':
      return (
        <Message picture="closed" title={t('state.notAbout')}>
          <p>{t('state.notAboutText')}</p>
          <p>{t('state.notAboutReload')}</p>
        </Message>
      )
    case 'limited':
      return (
        <Message picture="closed" title={t('state.limited')}>
          <Reason reason={status.reason} />
        </Message>
      )
    case 'error':
      return (
        <Message picture="error" title={t('state.error')}>
          <p>{t('state.errorText')}</p>
          <p class="hint">
            {t('state.detail')}
            {t('common.colon')}
            {status.detail}
          </p>
          <button type="button" class="button main" onClick={() => source.retry()}>
            {t('state.retry')}
          </button>
        </Message>
      )
  }
}
