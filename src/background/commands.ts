import type { Tabs } from 'webextension-polyfill'
import { browser } from '../platform/browser'
import { openPanel, type TabPlace, togglePanel } from '../platform/panel'
import { draftMissed } from './draft'
import { stepIn } from './step'

type Command = (place: TabPlace, tab: Tabs.Tab) => unknown

const commands: Record<string, Command> = {
  'toggle-panel': (place) => togglePanel(place),
  'next-finding': ({ tabId }) => stepIn(tabId, 1),
  'previous-finding': ({ tabId }) => stepIn(tabId, -1),
  'report-missed': (place, { url, title }) => {
    openPanel(place)
    return draftMissed({ tabId: place.tabId, url, title })
  },
}

/** Answers the keyboard shortcuts of the manifest. */
export function obeyCommands(): void {
  browser.commands.onCommand.addListener((name, tab) => {
    if (tab?.id === undefined || !Object.hasOwn(commands, name)) return
    commands[name]!({ tabId: tab.id, windowId: tab.windowId ?? -1 }, tab)
  })
}
