import type { FrameReport } from '../platform/messages'
import type { Settings } from '../settings/settings'
import type { Tab } from './source'

export type Status =
  | { is: 'error'; detail: string }
  | { is: 'loading' }
  | { is: 'off' }
  | { is: 'off-site'; host: string }
  | { is: 'unsupported' }
  | { is: 'not-about' }
  | { is: 'scanning' }
  | { is: 'limited'; reason?: string }
  /** Something was found, but the settings show none of it. */
  | { is: 'hidden'; count: number }
  | { is: 'clear'; partial: boolean }
  /** `partial`: not all of the page is read or listed; the reason as a locale key, or an empty string. */
  | { is: 'found'; scanning: boolean; partial?: string }

export interface Known {
  settings: Settings
  tab: Tab | undefined
  frames: readonly FrameReport[]
  ready: boolean
  error?: string
  /** Findings there are, and findings that the settings show. */
  found: number
  shown: number
}

/** The host as in `location.host`, or undefined for what has none. */
export function hostOf(url: string | undefined): string | undefined {
  try {
    return url === undefined ? undefined : new URL(url).host || undefined
  } catch {
    return undefined
  }
}

const isWeb = (url: string) => /^https?:/i.test(url)

/** What the panel is to say about the page as a whole. */
export function status({ settings, tab, frames, ready, error, found, shown }: Known): Status {
  if (error !== undefined) return { is: 'error', detail: error }
  if (!ready) return { is: 'loading' }
  if (!settings.enabled) return { is: 'off' }
  const top = frames.find((frame) => frame.frameId === 0)
  const host = hostOf(top?.url ?? tab?.url)
  if (host && settings.offSites.includes(host)) return { is: 'off-site', host }
  const reading = frames.filter((frame) => frame.state !== 'off')
  const scanning = reading.some((frame) => frame.state === 'scanning')
  const limited = reading.filter((frame) => frame.state === 'limited')
  if (shown)
    return { is: 'found', scanning, ...(limited.length ? { partial: limited[0]?.reason ?? '' } : {}) }
  if (scanning) return { is: 'scanning' }
  if (found) return { is: 'hidden', count: found }
  if (limited.length && limited.length === reading.length)
    return { is: 'limited', reason: limited[0]?.reason }
  if (reading.length) return { is: 'clear', partial: limited.length > 0 }
  if (tab?.url !== undefined && !isWeb(tab.url)) return { is: 'unsupported' }
  if (tab?.loading) return { is: 'loading' }
  return { is: 'not-about' }
}
