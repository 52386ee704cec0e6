import { type ReadonlySignal, signal } from '@preact/signals'
import { browser } from '../platform/browser'
import type { Change } from './changes'
import { parseSettings } from './parse'
import { defaults, type Settings } from './settings'

export interface LiveSettings {
  settings: ReadonlySignal<Settings>
  ready: ReadonlySignal<boolean>
  error: ReadonlySignal<string | undefined>
  read(): Promise<void>
  change(change: Change): Promise<void>
  stop(): void
}

/** The settings in `storage.local`, followed while a view is open. */
export function browserSettings(): LiveSettings {
  const settings = signal(defaults)
  const ready = signal(false)
  const error = signal<string | undefined>(undefined)
  const stored = async () => parseSettings((await browser.storage.local.get('settings')).settings)
  const onChanged = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    if (area === 'local' && changes.settings) settings.value = parseSettings(changes.settings.newValue)
  }
  browser.storage.onChanged.addListener(onChanged)
  return {
    settings,
    ready,
    error,
    async read() {
      try {
        settings.value = await stored()
        ready.value = true
        error.value = undefined
      } catch (reason) {
        error.value = reason instanceof Error ? reason.message : String(reason)
      }
    },
    async change(change) {
      const next = change(await stored())
      await browser.storage.local.set({ settings: next })
      // Views that are told of changes late, or not of their own, must still show what was chosen.
      settings.value = next
    },
    stop: () => browser.storage.onChanged.removeListener(onChanged),
  }
}
