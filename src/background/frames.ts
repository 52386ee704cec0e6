import { browser } from '../platform/browser'
import type { BackgroundMessages, FrameReport } from '../platform/messages'
import { parseSettings } from '../settings/parse'
import { showCount } from './badge'
import { drafts } from './draft'

export interface FramePlace {
  tabId: number
  frameId: number
}

const prefix = (tabId: number) => `frame:${tabId}:`
const keyOf = ({ tabId, frameId }: FramePlace) => `${prefix(tabId)}${frameId}`

/** Reports of a tab's frames, the page itself first. */
export async function framesOf(tabId: number): Promise<FrameReport[]> {
  const all = await browser.storage.session.get(null)
  return Object.entries(all)
    .filter(([key]) => key.startsWith(prefix(tabId)))
    .map(([, report]) => report as FrameReport)
    .sort((a, b) => a.frameId - b.frameId)
}

/** Keeps what a frame reports where a restarted background finds it, and counts it on the toolbar. */
export async function keepReport(
  report: Parameters<BackgroundMessages['frame-report']>[0],
  place: FramePlace,
): Promise<void> {
  const kept: FrameReport = { ...report, ...place }
  await browser.storage.session.set({ [keyOf(place)]: kept })
  await count(place.tabId)
  if (place.frameId === 0) await forgetClosedTabs()
}

export async function dropReport(place: FramePlace): Promise<void> {
  await browser.storage.session.remove(keyOf(place))
  await count(place.tabId)
}

async function count(tabId: number) {
  const { settings } = await browser.storage.local.get('settings')
  await showCount(tabId, await framesOf(tabId), parseSettings(settings))
}

// A listener for closed tabs would wake the background for every tab there is.
export async function forgetClosedTabs(): Promise<void> {
  const [all, tabs] = await Promise.all([browser.storage.session.get(null), browser.tabs.query({})])
  const open = new Set(tabs.map(({ id }) => String(id)))
  const gone: string[] = []
  for (const key of Object.keys(all)) {
    const [, kind, tab] = /^(frame|focus|step|drafts):(\d+)/.exec(key) ?? []
    if (tab === undefined || open.has(tab)) continue
    if (kind === 'drafts') await drafts.closed(Number(tab))
    else gone.push(key)
  }
  if (gone.length) await browser.storage.session.remove(gone)
}
