import type { Runtime } from 'webextension-polyfill'
import { browser } from '../platform/browser'
import { type Handlers, receive } from '../platform/messaging'
import { openPanel, type TabPlace } from '../platform/panel'
import { ensureWorkers } from '../platform/workers'
import { segment } from '../segmenter/client'
import { drafts, keepDraft } from './draft'
import { dropReport, type FramePlace, forgetClosedTabs, keepReport } from './frames'

type Place = FramePlace & TabPlace

function placeOf({ tab, frameId }: Runtime.MessageSender): Place {
  if (tab?.id === undefined) throw new Error('this message is for pages in tabs')
  return { tabId: tab.id, windowId: tab.windowId ?? -1, frameId: frameId ?? 0 }
}

const handlers: Handlers<'background'> = {
  'frame-report': (report, sender) => {
    const { tabId, frameId } = placeOf(sender)
    return keepReport({ ...report, url: report.url ?? addressOf(sender), at: Date.now() }, { tabId, frameId })
  },
  'frame-gone': (_, sender) => {
    const { tabId, frameId } = placeOf(sender)
    return dropReport({ tabId, frameId })
  },
  'open-panel': (focus, sender) => {
    const place = placeOf(sender)
    const opened = openPanel(place)
    return after(
      opened,
      browser.storage.session.set({ [`focus:${place.tabId}`]: { ...focus, at: Date.now() } }),
    )
  },
  'draft-report': (draft, sender) => {
    const place = placeOf(sender)
    const opened = openPanel(place)
    return after(opened, keepDraft({ ...draft, tabId: place.tabId }))
  },
  'begin-draft': ({ draft, again }) => (again ? drafts.resume(draft) : drafts.begin(draft)),
  'write-draft': ({ draft, typed }) => drafts.write(draft, typed),
  'end-draft': (draft) => drafts.end(draft),
  'view-opened': () => forgetClosedTabs(),
  'wake-analyst': () => ensureWorkers(),
  segment: (sentences) => segment(sentences),
}

async function after(opened: Promise<boolean>, done: Promise<unknown>): Promise<boolean> {
  await done
  return opened
}

/** The gate has no room for it and leaves it to us. */
const addressOf = ({ url }: Runtime.MessageSender) => {
  const { origin, pathname } = new URL(url ?? 'about:blank')
  return origin + pathname
}

export const answerMessages = () => receive('background', handlers)
