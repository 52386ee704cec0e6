import type { FrameReport, ListedFinding } from '../platform/messages'
import { send } from '../platform/messaging'
import type { Mark } from './marks'

/** The page's address without query and fragment: what a report may hold. */
export const plainAddress = ({ origin, pathname, protocol, host }: Location) =>
  `${origin === 'null' ? `${protocol}//${host}` : origin}${pathname}`

const listed = ({ key, finding, before, after }: Mark): ListedFinding => ({ ...finding, key, before, after })

/** The most findings that a report lists: all reports of a session have to fit into 10 MB. */
const most = 1000

/** Tells the background what this frame holds, whenever that changes. */
export class Reporter {
  #window: Window
  #last = ''

  constructor(window: Window) {
    this.#window = window
  }

  async tell(state: FrameReport['state'], marks: readonly Mark[] = [], reason?: string): Promise<void> {
    const report = {
      url: plainAddress(this.#window.location),
      title: this.#window.document.title,
      state,
      ...(reason ? { reason } : {}),
      findings: marks.slice(0, most).map(listed),
    }
    const text = JSON.stringify(report)
    if (text === this.#last) return
    this.#last = text
    await send('background', 'frame-report', { ...report, at: Date.now() })
  }

  /** The frame leaves the screen; it tells everything anew should it come back. */
  async gone(): Promise<void> {
    this.#last = ''
    await send('background', 'frame-gone')
  }

  /** Makes the next report go out even if nothing changed: the reader's settings may count it otherwise. */
  again(): void {
    this.#last = ''
  }
}
