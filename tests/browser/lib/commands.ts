import type { Session, Tab } from './session'

/**
 * Fires one of the extension's keyboard commands. Keys sent by a debugger reach the page only: Chromium gets the event
 * itself, Firefox the key of its own window that the shortcut made.
 */
export async function fireCommand(session: Session, tab: Tab, name: string) {
  await tab.bringToFront()
  if (session.kind === 'chromium')
    return session.inExtension(async (command) => {
      const { chrome } = globalThis as unknown as {
        chrome: {
          commands: { onCommand: { dispatch(name: string, tab: unknown): void } }
          tabs: { query(q: object): Promise<unknown[]> }
        }
      }
      const [active] = await chrome.tabs.query({ active: true, lastFocusedWindow: true })
      chrome.commands.onCommand.dispatch(command, active)
    }, name)
  const shortcut = await session.inExtension(async (command) => {
    const { browser } = globalThis as unknown as {
      browser: { commands: { getAll(): Promise<{ name: string; shortcut: string }[]> } }
    }
    return (await browser.commands.getAll()).find((one) => one.name === command)?.shortcut
  }, name)
  const letter = shortcut?.at(-1)
  return session.firefox!.chrome(
    `document.querySelector('keyset[id^="ext-keyset"] key[key="${letter}" i]').doCommand()`,
  )
}

/** Presses an entry of the page's context menu; in Firefox the real one, in Chromium the event it gives. */
export async function fireMenu(session: Session, tab: Tab, id: string, selectionText: string) {
  await tab.bringToFront()
  if (session.kind === 'chromium')
    return session.inExtension(
      async ({ menuItemId, words, pageUrl }) => {
        const { chrome } = globalThis as unknown as {
          chrome: {
            contextMenus: { onClicked: { dispatch(info: object, tab: unknown): void } }
            tabs: { query(q: object): Promise<unknown[]> }
          }
        }
        const [active] = await chrome.tabs.query({ active: true, lastFocusedWindow: true })
        const info = { menuItemId, selectionText: words, pageUrl, frameId: 0, editable: false }
        chrome.contextMenus.onClicked.dispatch(info, active)
      },
      { menuItemId: id, words: selectionText, pageUrl: tab.url() },
    )
  throw new Error('use the real menu')
}
