import { browser } from '../platform/browser'
import type { FrameReport } from '../platform/messages'
import { isShown, type Settings } from '../settings/settings'

const colours = { contradicted: '#c92a2a', unsupported: '#8f5400' }

/** What the badge says of a tab: how many marks its frames show, red when evidence contradicts one. */
export function badgeOf(frames: readonly FrameReport[], settings: Settings) {
  const shown = frames
    .flatMap(({ findings }) => findings)
    .filter((finding) => finding.level === 'claim' && isShown(finding, settings))
  const grave = shown.some(({ verdict }) => verdict === 'contradicted')
  const text = shown.length > 99 ? '99+' : shown.length ? String(shown.length) : ''
  return { text, color: colours[grave ? 'contradicted' : 'unsupported'] }
}

export async function showCount(tabId: number, frames: readonly FrameReport[], settings: Settings) {
  const { text, color } = badgeOf(frames, settings)
  try {
    await Promise.all([
      browser.action.setBadgeText({ tabId, text }),
      browser.action.setBadgeBackgroundColor({ tabId, color }),
      browser.action.setBadgeTextColor({ tabId, color: '#ffffff' }),
    ])
  } catch {
    // The tab was closed in the meantime.
  }
}
