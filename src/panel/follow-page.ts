import { effect, type ReadonlySignal, signal } from '@preact/signals'
import { browser } from '../platform/browser'
import { followPort } from '../platform/messages'

/** Keys of the findings in view on the page itself, as long as a page is there that reports. */
export function followPage(tabId: ReadonlySignal<number | undefined>, reported: ReadonlySignal<boolean>) {
  const inView = signal<readonly string[]>([])
  const stop = effect(() => {
    if (tabId.value === undefined || !reported.value) return
    const port = browser.tabs.connect(tabId.value, { name: followPort, frameId: 0 })
    port.onMessage.addListener((keys) => {
      inView.value = keys as string[]
    })
    return () => {
      port.disconnect()
      inView.value = []
    }
  })
  return { inView, stop }
}
