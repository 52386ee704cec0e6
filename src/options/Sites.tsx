import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { Icon } from '../components/Icon'
import { keepFocus } from '../components/keep-focus'
import { say } from '../components/notices'
import { t } from '../locales'
import type { SettingsSource } from '../panel/source'
import { hostFrom, setSite } from '../settings/changes'
import { tryChange } from '../settings/try-change'

/** Sites where marks are off. */
export const Sites = ({ source }: { source: SettingsSource }) => {
  const typed = useSignal('')
  const bad = useSignal(false)
  const id = useId()
  const sites = source.settings.value.offSites

  const add = async (event: Event) => {
    event.preventDefault()
    const host = hostFrom(typed.value)
    bad.value = !host
    if (host && (await tryChange(source, setSite(host, false)))) typed.value = ''
  }
  const remove = async (host: string, item: Element | null) => {
    keepFocus(item)
    if (await tryChange(source, setSite(host, true)))
      say(t('options.siteRemoved', { host }), { undo: () => tryChange(source, setSite(host, false)) })
  }
  return (
    <>
      {sites.length === 0 ? (
        <p class="nothing">{t('options.sitesNone')}</p>
      ) : (
        <ul class="sites">
          {sites.map((host) => (
            <li key={host}>
              <span>{host}</span>
              <button
                type="button"
                class="icon-button"
                aria-label={t('options.siteRemove', { host })}
                title={t('options.siteRemove', { host })}
                onClick={({ currentTarget }) => remove(host, currentTarget.closest('li'))}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form class="add" onSubmit={add} noValidate>
        <input
          class="field"
          type="text"
          inputMode="url"
          aria-label={t('options.siteAdd')}
          placeholder={t('options.sitePlaceholder')}
          value={typed.value}
          aria-invalid={bad.value}
          aria-describedby={bad.value ? `${id}bad` : undefined}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value
            bad.value = false
          }}
        />
        <button type="submit" class="button">
          {t('options.siteAddButton')}
        </button>
      </form>
      {bad.value && (
        <p class="problem" role="alert" id={`${id}bad`}>
          {t('options.siteBad')}
        </p>
      )}
    </>
  )
}
