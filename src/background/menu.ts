import { browser } from '../platform/browser'
import { openPanel } from '../platform/panel'
import { draftMissed } from './draft'

const id = 'report-missed'

/** The entry 报告漏检的说法 in the menu of selected words. */
export function offerMenu(): void {
  // Browsers keep menus while the background sleeps; they are made anew after an installation or update.
  browser.runtime.onInstalled.addListener(async () => {
    await browser.contextMenus.removeAll()
    await new Promise<void>((created) => {
      browser.contextMenus.create(
        {
          id,
          title: browser.i18n.getMessage('menuReportMissed'),
          contexts: ['selection'],
          documentUrlPatterns: ['http://*/*', 'https://*/*'],
        },
        created,
      )
    })
    // Where a menu is the last thing made during the installation, Chromium 156 now and then never lets the worker
    // sleep; one more call behind it does.
    await browser.storage.local.get('settings')
  })
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId !== id || tab?.id === undefined) return
    openPanel({ tabId: tab.id, windowId: tab.windowId ?? -1 })
    draftMissed({
      tabId: tab.id,
      frameId: info.frameId ?? 0,
      words: info.selectionText,
      url: info.frameUrl ?? info.pageUrl,
      title: tab.title,
    })
  })
}
