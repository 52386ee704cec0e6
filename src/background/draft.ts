import { browser } from '../platform/browser'
import type { ReportDraft } from '../platform/messages'
import { sendToPage } from '../platform/messaging'
import { Drafts } from '../reports/drafts'
import { plainUrl } from '../reports/report'
import { framesOf } from './frames'

/** Those of all tabs; nobody else writes them. */
export const drafts = new Drafts(browser.storage.session)

/** Puts a report before the reader: the panel shows it, after the one that is being written. */
export const keepDraft = (draft: Omit<ReportDraft, 'at'>) => drafts.begin({ ...draft, at: Date.now() })

interface Source {
  tabId: number
  /** The frame with the selection, where it is known. */
  frameId?: number
  /** The selected words as the browser's menu gives them: without context, and also on pages that were not read. */
  words?: string
  url?: string
  title?: string
}

/** Begins a report of a missed claim with the words selected in a tab. */
export async function draftMissed({ tabId, frameId, words, url, title }: Source): Promise<void> {
  const frames = frameId === undefined ? (await framesOf(tabId)).map((frame) => frame.frameId) : [frameId]
  for (const id of frames) {
    const selected = await sendToPage({ tabId, frameId: id }, 'selection').catch(() => null)
    if (selected) return keepDraft({ kind: 'missed', ...selected, tabId })
  }
  await keepDraft({
    kind: 'missed',
    words: words ?? '',
    before: '',
    after: '',
    url: plainUrl(url ?? ''),
    title: title ?? '',
    tabId,
  })
}
