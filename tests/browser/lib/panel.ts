import { locateMark } from '../../../scripts/browsers/marks'
import { poll, type Session, type Tab } from './session'

/** Opens the panel beside a tab as a reader can: by a click on a mark in Chromium, from the menu in Firefox. */
export async function openPanel(session: Session, tab: Tab, words: string) {
  await tab.bringToFront()
  if (session.firefox) return session.firefox.showSidebar()
  const place = await tab.evaluate(locateMark, words)
  if (!place) throw new Error(`“${words}” is not marked`)
  await tab.mouse.click(place.x, place.y)
  if (!(await session.chromium!.view('sidepanel.html'))) throw new Error('the side panel did not open')
}

/** Evaluates with the document of the open panel. `run` must stand alone. */
export async function inPanel<T, A>(
  session: Session,
  run: (doc: Document, arg: A) => T,
  arg?: A,
): Promise<T> {
  if (session.firefox) return session.inView!('sidebar', run, arg as A)
  const panel = await session.chromium!.view('sidepanel.html')
  if (!panel) throw new Error('the side panel is not open')
  // As a string: the extension's own policy forbids making functions from text inside it.
  return panel.evaluate(`(${run})(document, ${JSON.stringify(arg ?? null)})`) as Promise<T>
}

/** Text of the report form in the panel, once it holds `words`. */
export const reportForm = (session: Session, words: string) =>
  poll(async () => {
    const text = await inPanel(
      session,
      (doc) => {
        const form = doc.querySelector('dialog.report[open]')
        return (
          form && `${[...form.querySelectorAll('textarea')].map((field) => field.value)} ${form.textContent}`
        )
      },
      null,
    ).catch(() => null)
    return text?.includes(words) ? text : undefined
  }, 8000)

/** Writes a note into the report form and keeps the report. */
export const keepReport = (session: Session, note: string) =>
  inPanel(
    session,
    (doc, text) => {
      const field = doc.querySelectorAll<HTMLTextAreaElement>('dialog.report textarea')[1]!
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
      return new Promise<void>((done) =>
        setTimeout(() => {
          doc.querySelector<HTMLElement>('dialog.report button[type=submit]')!.click()
          done()
        }, 100),
      )
    },
    note,
  )
