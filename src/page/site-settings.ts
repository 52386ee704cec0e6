import { browser } from '../platform/browser'
import { parseSettings } from '../settings/parse'
import { isOn, type Settings } from '../settings/settings'

/** The reader's settings now. */
export const loadSettings = async () => parseSettings((await browser.storage.local.get('settings')).settings)

/** Calls `changed` with the settings whenever they are changed in any view. */
export function watchSettings(changed: (settings: Settings) => void, signal: AbortSignal) {
  const listener = (changes: Record<string, { newValue?: unknown }>) => {
    if (changes.settings) changed(parseSettings(changes.settings.newValue))
  }
  browser.storage.local.onChanged.addListener(listener)
  signal.addEventListener('abort', () => browser.storage.local.onChanged.removeListener(listener))
}

/** Whether marks are on here. A frame goes with the site in the address bar where the browser tells which it is. */
export const isOnHere = (settings: Settings, location: Location) => {
  const top = (location as { ancestorOrigins?: DOMStringList }).ancestorOrigins
  const origin = top?.length ? top[top.length - 1]! : location.origin
  return isOn(settings, URL.canParse(origin) ? new URL(origin).host : location.host)
}
