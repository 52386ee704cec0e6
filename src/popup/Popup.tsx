import { useComputed, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Icon } from '../components/Icon'
import { Notices } from '../components/notices'
import { Switch } from '../components/Switch'
import { useTexts } from '../components/texts'
import { t } from '../locales'
import { counts, occurrences } from '../panel/entries'
import { missedDraft } from '../panel/report-missed'
import { Summary } from '../panel/Summary'
import type { Selection, Source } from '../panel/source'
import { hostOf, status } from '../panel/status'
import { setEnabled, setSite } from '../settings/changes'
import { isShown } from '../settings/settings'
import { tryChange } from '../settings/try-change'

/** One line on the state of the page, where the panel has a whole view. */
const line = {
  error: 'state.error',
  loading: 'state.scanning',
  off: 'state.off',
  'off-site': 'state.offSite',
  unsupported: 'state.unsupported',
  'not-about': 'state.notAbout',
  scanning: 'state.scanning',
  limited: 'state.limited',
  hidden: 'state.hidden',
  clear: 'state.clear',
} as const

interface Props {
  source: Source
  /** Closes the popup. */
  leave(): void
}

export const Popup = ({ source, leave }: Props) => {
  const texts = useTexts()
  const settings = source.settings.value
  const places = useComputed(() => occurrences(source.frames.value))
  const shown = places.value.filter((place) => isShown(place, source.settings.value))
  const now = status({
    settings,
    tab: source.tab.value,
    frames: source.frames.value,
    ready: source.ready.value,
    error: source.error.value,
    found: places.value.length,
    shown: shown.length,
  })
  const top = source.frames.value.find((frame) => frame.frameId === 0)
  const host = hostOf(top?.url ?? source.tab.value?.url)
  const isWeb = /^https?:/i.test(top?.url ?? source.tab.value?.url ?? '')
  const readable = ['found', 'hidden', 'clear', 'scanning', 'limited'].includes(now.is)

  // Asked for beforehand: after the panel has opened this popup may be gone before an answer comes.
  const selection = useSignal<Selection | undefined>(undefined)
  const frameCount = source.frames.value.length
  useEffect(() => {
    source.selection().then(
      (found) => {
        selection.value = found
      },
      () => {},
    )
  }, [source, frameCount])

  const open = async (before?: Promise<void>) => {
    await Promise.allSettled([source.openPanel(), before])
    leave()
  }
  const rescan = async () => {
    await source.rescan()
  }
  return (
    <div class="popup">
      <header class="bar">
        <h1>{t('app.name')}</h1>
        <button
          type="button"
          class="icon-button"
          aria-label={t('popup.options')}
          title={t('popup.options')}
          onClick={() => source.openOptions().then(leave)}
        >
          <Icon name="settings" />
        </button>
      </header>
      <main>
        <section class="result">
          {now.is === 'found' ? <Summary counts={counts(shown)} /> : <p class="line">{t(line[now.is])}</p>}
          {now.is === 'clear' && <p class="hint">{t('state.clearText')}</p>}
        </section>
        <section class="switches">
          <Switch
            on={settings.enabled}
            // Before the settings are read a press would change what nobody has seen yet.
            disabled={!source.ready.value}
            change={(on) => tryChange(source, setEnabled(on))}
          >
            <span>{t('popup.everywhere')}</span>
          </Switch>
          {host && isWeb && (
            <Switch
              on={settings.enabled && !settings.offSites.includes(host)}
              disabled={!source.ready.value || !settings.enabled}
              change={(on) => tryChange(source, setSite(host, on))}
            >
              <span class="host">{t('popup.site', { host })}</span>
            </Switch>
          )}
        </section>
        <div class="deeds">
          <button type="button" class="button main" onClick={() => open()}>
            <Icon name="panel" />
            {t('popup.openPanel')}
          </button>
          <button type="button" class="button" disabled={!readable} onClick={rescan}>
            <Icon name="rescan" />
            {t('popup.rescan')}
          </button>
          <button
            type="button"
            class="button"
            disabled={!host}
            onClick={() => open(source.beginDraft(missedDraft(source, selection.value)))}
          >
            <Icon name="flag" />
            {t('popup.report')}
          </button>
        </div>
      </main>
      <Notices />
      <footer class="hint">
        {t('app.privacy')}
        <br />
        {t('app.notReviewed')}
        {texts.version && ` · ${texts.version}`}
      </footer>
    </div>
  )
}
