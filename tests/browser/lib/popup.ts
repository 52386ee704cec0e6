import { poll } from '../../../scripts/browsers/chromium'
import type { Session, Tab } from './session'

/** Switches of the popup, from the top. */
export const everywhere = 0
export const thisSite = 1

const openPopup = (session: Session) =>
  session.inExtension(() => {
    const { browser, chrome } = globalThis as unknown as Record<
      string,
      { action: { openPopup(): Promise<void> } }
    >
    return (browser ?? chrome)!.action.openPopup()
  }, undefined)

/** Opens the real popup over a tab, presses one of its switches and closes it again. */
export async function pressSwitch(session: Session, tab: Tab, which: number) {
  await tab.bringToFront()
  if (session.kind === 'chromium') {
    // A popup closes when its window loses the focus, which a starting browser may still be moving about.
    const popup = await poll(
      async () => {
        await openPopup(session).catch(() => {})
        return session.chromium!.view('popup.html', 2000)
      },
      10_000,
      200,
    )
    if (!popup) throw new Error('the popup did not open')
    await popup.locator('input[role=switch]').nth(which).click()
    await popup.waitForTimeout(300)
    await popup.close()
  } else {
    await openPopup(session)
    const pressed = await poll(
      () =>
        session.inView!(
          'popup',
          (doc, n) => {
            const control = doc?.querySelectorAll<HTMLInputElement>('input[role=switch]')[n]
            if (!control || control.disabled) return false
            control.click()
            return true
          },
          which,
        ).catch(() => false),
      5000,
    )
    if (!pressed) throw new Error('the popup has no such switch')
    await new Promise((done) => setTimeout(done, 300))
    await session.inView!('popup', (doc) => doc.defaultView!.close())
  }
}

/** What the toolbar button shows for the tab in front. */
export const badge = (session: Session): Promise<string> =>
  session.inExtension(async () => {
    interface Api {
      tabs: { query(q: object): Promise<{ id: number }[]> }
      action: { getBadgeText(q: object): Promise<string> }
    }
    const { browser, chrome } = globalThis as unknown as Record<string, Api>
    const api = (browser ?? chrome)!
    const [tab] = await api.tabs.query({ active: true, lastFocusedWindow: true })
    return api.action.getBadgeText({ tabId: tab!.id })
  }, undefined)
