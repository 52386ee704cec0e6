import { browser } from './browser'

interface Openers {
  sidePanel?: { open(options: { windowId: number }): Promise<void> }
  sidebarAction?: { open(): Promise<void> }
}

/**
 * Opens the side panel (Chrome) or the sidebar (Firefox) of a window. Both browsers allow it only in the handler of
 * a click, before any await.
 */
export function openPanel(windowId: number | undefined): Promise<void> {
  const { sidePanel, sidebarAction } = browser as unknown as Openers
  if (sidePanel && windowId !== undefined) return sidePanel.open({ windowId })
  if (sidebarAction) return sidebarAction.open()
  return Promise.reject(new Error('this browser has no side panel'))
}
