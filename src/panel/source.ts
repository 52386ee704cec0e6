import type { ReadonlySignal } from '@preact/signals'
import type { Focus, FrameReport, ReportDraft, Typed } from '../platform/messages'
import type { Versions } from '../reports/report'
import type { ReportStore } from '../reports/store'
import type { Change } from '../settings/changes'
import type { Settings } from '../settings/settings'

export interface Tab {
  id: number
  windowId?: number
  /** Known only where the browser allows: without host permissions, after the reader used the toolbar button. */
  url?: string
  loading: boolean
}

/** Page text that the reader selected. */
export type Selection = Pick<ReportDraft, 'words' | 'before' | 'after' | 'url' | 'title'>

/** What the reader takes to the doctor; `storage.session` key `handout`. */
export interface Handout {
  questions: { ask: string; quote: string }[]
  title: string
  url: string
  at: number
}

/** The settings as the views know them. */
export interface SettingsSource {
  settings: ReadonlySignal<Settings>
  change(change: Change): Promise<void>
}

/** All that the panel and the popup know of the browser. */
export interface Source extends SettingsSource {
  /** The active tab of the window the view is in. */
  tab: ReadonlySignal<Tab | undefined>
  /** Reports of that tab's frames, top frame first. */
  frames: ReadonlySignal<FrameReport[]>
  focus: ReadonlySignal<Focus | undefined>
  /** Keys of the findings that the reader sees on the page now, in reading order. */
  inView: ReadonlySignal<readonly string[]>
  /** The reports begun for that tab: the one being written first, then those that wait for it. */
  drafts: ReadonlySignal<readonly ReportDraft[]>
  /** Everything has been read for the first time. */
  ready: ReadonlySignal<boolean>
  /** What went wrong while reading, in the browser's words. */
  error: ReadonlySignal<string | undefined>
  reports: ReportStore
  versions: Versions
  /** Resolves to whether the place is still on the page. */
  reveal(frameId: number, key: string): Promise<boolean>
  rescan(): Promise<void>
  selection(): Promise<Selection | undefined>
  /** Begins a report; it waits while another one is being written, unless it is taken back (`again`). */
  beginDraft(draft: ReportDraft, again?: boolean): Promise<void>
  /** Keeps what was typed into a report, so that another tab or a closed panel loses nothing. */
  keepTyped(draft: ReportDraft, typed: Typed | undefined): Promise<void>
  /** A report is kept or given up. */
  endDraft(draft: ReportDraft): Promise<void>
  /** What the page or the reader asked for has been brought into view. */
  focused(): Promise<void>
  /** Must be called in the handler of a click, without an await before it. */
  openPanel(): Promise<boolean>
  openOptions(part?: string): Promise<void>
  openHandout(handout: Handout): Promise<void>
  /** Reads everything again after an error. */
  retry(): void
}
