import type { Finding } from '../analysis/types'

/** What one frame reports about itself; kept in `storage.session` under `frame:<tabId>:<frameId>`. */
export interface FrameReport {
  tabId: number
  frameId: number
  /** Page address without query and fragment. */
  url: string
  title: string
  state: 'scanning' | 'done' | 'off' | 'limited'
  /** With `limited`: why the page is left alone, as a locale key. */
  reason?: string
  findings: ListedFinding[]
  /** Milliseconds since the epoch. */
  at: number
}

/** A finding as the panel lists it. `key` is stable while the text it marks stays the same. */
export interface ListedFinding extends Finding {
  key: string
  /** Up to 40 UTF-16 units of page text either side, for telling occurrences apart. */
  before: string
  after: string
}

/** What the panel should bring into view; `storage.session` key `focus:<tabId>`. */
export interface Focus {
  key?: string
  rule?: string
  at: number
}

/** What the reader has typed in the form of a report. */
export interface Typed {
  words: string
  note: string
  withContext: boolean
}

/** Words the reader selected or a finding they doubt, with what they have written about it; `storage.session` key `drafts:<tabId>`. */
export interface ReportDraft {
  kind: 'missed' | 'wrong'
  words: string
  /** Page text around the words, at most 60 UTF-16 units either side. */
  before: string
  after: string
  /** Page address without query and fragment. */
  url: string
  title: string
  /** With `wrong`: the card that marked it. */
  rule?: string
  tabId?: number
  typed?: Typed
  at: number
}

/**
 * Every message in the extension, by the one that receives it.
 * `background`: from pages and extension views. `page`: from views and background to one frame of a tab.
 */
export interface BackgroundMessages {
  /** A frame's state and findings changed. */
  'frame-report': (report: Omit<FrameReport, 'tabId' | 'frameId'>) => void
  /** The frame is going away: forget its report. */
  'frame-gone': () => void
  /** The reader clicked a mark: open the panel there. Handled without an await before `sidePanel.open`. Resolves to whether the panel could be opened. */
  'open-panel': (focus: Omit<Focus, 'at'>) => boolean
  /** Start a report of a wrong mark; opens the panel as `open-panel` does. */
  'draft-report': (draft: Omit<ReportDraft, 'at' | 'tabId'>) => boolean
  /** From the panel and the popup, which may be gone before an answer comes: begin a report, or take one back (`again`). */
  'begin-draft': (begun: { draft: ReportDraft; again?: boolean }) => void
  /** Keep what was typed into a report. */
  'write-draft': (written: { draft: ReportDraft; typed: Typed | undefined }) => void
  /** A report is kept or given up. */
  'end-draft': (draft: ReportDraft) => void
  /** A panel or popup opened: forget what is left of closed tabs. */
  'view-opened': () => void
  /** A page could not reach the analyst: see that there is one. Resolves when it can be reached. */
  'wake-analyst': () => void
  /** Segment sentences with jieba. Resolves to the words of each sentence. */
  segment: (sentences: string[]) => string[][]
}

/** Which finding is next; `from` says where to begin: after the one shown last, or at this frame's own edge. */
export interface Step {
  by: 1 | -1
  from: 'last' | 'edge'
}

export interface PageMessages {
  /** Scroll to a finding and flash it. Resolves to whether it is still there. */
  reveal: (key: string) => boolean
  /** Show the next (1) or previous (-1) finding and its card. Resolves to false when the frame has no further finding. */
  step: (step: Step) => boolean
  /** Read the whole page again. */
  rescan: () => void
  /** The current selection with its context, or null. */
  selection: () => Pick<ReportDraft, 'words' | 'before' | 'after' | 'url' | 'title'> | null
}

/** From the background to the offscreen document that keeps the segmenter (Chrome). */
export interface SegmenterMessages {
  segment: (sentences: string[]) => string[][]
}

/** Name of the port over which a page tells a panel the keys of the findings in view (`string[]`, reading order). */
export const followPort = 'follow'
