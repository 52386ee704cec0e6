import { browser } from './browser'

/** Whether this script's extension still exists: after an update, old pages keep scripts that have none. */
export function isAlive(): boolean {
  try {
    return Boolean(browser.runtime?.id)
  } catch {
    return false
  }
}
