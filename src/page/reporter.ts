import type { Finding } from '../analysis/types'
import type { FrameReport, ListedFinding } from '../platform/messages'
import { send } from '../platform/messaging'
import type { Mark } from './marks'

/** The page's address without query and fragment: what a report may hold. */
export const plainAddress = ({ origin, pathname, protocol, host }: Location) =>
  `${origin === 'null' ? `${protocol}//${host}` : origin}${pathname}`

const listed = ({ key, finding, before, after }: Mark): ListedFinding => ({ ...finding, key, before, after })

/** What the panel shows of a finding, for telling one report from the next. Findings are never changed, only replaced. */
function inShort(finding: Finding): string {
  const known = shorts.get(finding)
  if (known) return known
  const { block, start, end, verdict, level, meant, alternatives, contradictedBy: denial, why } = finding
  let text = `${block} ${start} ${end} ${verdict} ${level} ${meant ?? ''} ${alternatives?.join() ?? ''}`
  if (denial) text += ` ${denial.block} ${denial.start} ${denial.end} ${denial.quote}`
  for (const part of why.parts) text += ` ${part.text}`
  text += ` ${why.guards.join()} ${why.despite?.join() ?? ''}`
  shorts.set(finding, text)
  return text
}
const shorts = new WeakMap<Finding, string>()

/** The most findings that a report lists: all reports of a session have to fit into 10 MB. */
const most = 1000

/** Tells the background what this frame holds, whenever that changes. */
export class Reporter {
  #window: Window
  /** The last report, in short. */
  #last = ''

  constructor(window: Window) {
    this.#window = window
  }

  async tell(state: FrameReport['state'], marks: readonly Mark[] = [], reason?: string): Promise<void> {
    const url = plainAddress(this.#window.location)
    const { title } = this.#window.document
    const reported = marks.slice(0, most)
    if (marks.length > most && state === 'done') {
      state = 'limited'
      reason = 'too-many'
    }
    const about = { url, title, state, ...(reason ? { reason } : {}) }
    let text = JSON.stringify(about)
    for (const { key, finding } of reported) text += `\n${key} ${inShort(finding)}`
    if (text === this.#last) return
    this.#last = text
    const report = { ...about, findings: reported.map(listed) }
    const tell = () => send('background', 'frame-report', { ...report, at: Date.now() })
    try {
      // The background may have been put to sleep with the report in its hands: it is told once more.
      await tell().catch((error: unknown) => {
        if (this.#last !== text) throw error
        return tell()
      })
    } catch (error) {
      if (this.#last === text) this.#last = ''
      throw error
    }
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
