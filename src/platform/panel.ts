import { browser } from './browser'

export const isFirefox = import.meta.env.BROWSER === 'firefox'

interface SidePanel {
  open(where: { tabId: number }): Promise<void>
  close?(where: { windowId: number }): Promise<void>
}

interface WithContexts {
  getContexts(filter: { contextTypes: string[]; windowIds?: number[] }): Promise<unknown[]>
}

const sidePanel = () => (browser as unknown as { sidePanel: SidePanel }).sidePanel

export interface TabPlace {
  tabId: number
  windowId: number
}

/**
 * Opens the panel beside a tab. Must be called in the reader's own event, before any await: browsers refuse it a
 * moment later. Firefox refuses it after a click in a page altogether; there it resolves to whether the panel
 * happens to be open.
 */
export async function openPanel({ tabId, windowId }: TabPlace): Promise<boolean> {
  try {
    await (isFirefox ? browser.sidebarAction.open() : sidePanel().open({ tabId }))
    return true
  } catch {
    return isFirefox ? browser.sidebarAction.isOpen({ windowId }) : false
  }
}

/** Opens the panel, or closes it when it is open. The same rule as for `openPanel` holds. */
export async function togglePanel(place: TabPlace): Promise<void> {
  if (isFirefox) {
    await browser.sidebarAction.toggle()
    return
  }
  const open = (browser.runtime as unknown as WithContexts).getContexts({
    contextTypes: ['SIDE_PANEL'],
    windowIds: [place.windowId],
  })
  // Opened first and closed again where it was open: after the answer the key press would not count any more.
  await openPanel(place)
  if ((await open).length) await sidePanel().close?.({ windowId: place.windowId })
}
