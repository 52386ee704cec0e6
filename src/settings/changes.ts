import type { Verdict } from '../analysis/types'
import type { Settings } from './settings'

/** A change to the settings; applied to what is stored at that moment, so that two open views do not undo each other. */
export type Change = (settings: Settings) => Settings

const toggle = (list: string[], item: string, present: boolean) =>
  present ? [...new Set([...list, item])] : list.filter((other) => other !== item)

export const setEnabled =
  (enabled: boolean): Change =>
  (settings) => ({ ...settings, enabled })

export const setSite =
  (host: string, on: boolean): Change =>
  (settings) => ({ ...settings, offSites: toggle(settings.offSites, host, !on) })

export const setCard =
  (id: string, on: boolean): Change =>
  (settings) => ({ ...settings, offCards: toggle(settings.offCards, id, !on) })

export const setVerdict =
  (verdict: Verdict, on: boolean): Change =>
  (settings) => ({ ...settings, verdicts: { ...settings.verdicts, [verdict]: on } })

export const setSuspected =
  (suspected: boolean): Change =>
  (settings) => ({ ...settings, suspected })

/** A host as in `location.host` from what a reader types: an address, a host, with or without scheme. */
export function hostFrom(typed: string): string | undefined {
  const text = typed.trim()
  if (!text || /\s/.test(text)) return undefined
  try {
    const url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`)
    const isWeb = url.protocol === 'http:' || url.protocol === 'https:'
    return isWeb && /\.|^localhost(:|$)/.test(url.host) ? url.host : undefined
  } catch {
    return undefined
  }
}
