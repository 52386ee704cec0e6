import type { ReportDraft } from '../platform/messages'
import type { Selection, Source } from './source'

/** A report of missed words: the selection if there is one, else an empty form for this page. */
export function missedDraft(source: Source, selection: Selection | undefined): ReportDraft {
  const top = source.frames.value.find((frame) => frame.frameId === 0)
  const tab = source.tab.value
  const page = { words: '', before: '', after: '', url: top?.url ?? tab?.url ?? '', title: top?.title ?? '' }
  return { ...page, ...selection, kind: 'missed', tabId: tab?.id, at: Date.now() }
}

export async function reportMissed(source: Source) {
  const selection = await source.selection().catch(() => undefined)
  await source.beginDraft(missedDraft(source, selection))
}
