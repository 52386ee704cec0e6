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

/** The address of the page around a frame, as far as a frame may know it. */
function outermost({ location, top, origin }: Window): string {
  const { ancestorOrigins } = location as { ancestorOrigins?: DOMStringList }
  if (ancestorOrigins?.length) return ancestorOrigins[ancestorOrigins.length - 1]!
  try {
    return top!.location.origin
  } catch {
    // Another site's page: Firefox tells its frames nothing of it. Frames without an address inherit an origin.
    return origin
  }
}

/** Whether marks are on here. A frame goes with the site in the address bar where the browser tells which it is. */
export const isOnHere = (settings: Settings, window: Window) => {
  const address = outermost(window)
  return isOn(settings, URL.canParse(address) ? new URL(address).host : window.location.host)
}
