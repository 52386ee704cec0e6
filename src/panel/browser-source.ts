import { batch, computed, signal } from '@preact/signals'
import { browser } from '../platform/browser'
import type { Focus, FrameReport } from '../platform/messages'
import { send, sendToPage } from '../platform/messaging'
import { openPanel } from '../platform/panel'
import { draftsIn } from '../reports/drafts'
import { ReportStore } from '../reports/store'
import { browserSettings } from '../settings/browser-settings'
import { sameItems } from '../text/same-items'
import { followPage } from './follow-page'
import type { Source, Tab } from './source'

const frameKey = /^frame:(\d+):(\d+)$/

/** The panel's and the popup's source in a real browser. It follows the active tab of the window it is opened in. */
export function browserSource(rulesVersion: string): Source & { stop(): void } {
  const session = signal<Record<string, unknown>>({})
  const tab = signal<Tab | undefined>(undefined)
  const sessionRead = signal(false)
  const failure = signal<string | undefined>(undefined)
  const settings = browserSettings()
  let windowId: number | undefined

  const fail = (error: unknown) => {
    failure.value = error instanceof Error ? error.message : String(error)
  }

  const readTab = async () => {
    windowId ??= (await browser.windows.getCurrent()).id
    const [active] = await browser.tabs.query({ active: true, windowId })
    tab.value =
      active?.id === undefined
        ? undefined
        : { id: active.id, windowId, url: active.url, loading: active.status === 'loading' }
  }
  const readAll = async () => {
    try {
      await Promise.all([settings.read(), readTab()])
      session.value = await browser.storage.session.get(null)
      batch(() => {
        sessionRead.value = true
        failure.value = undefined
      })
    } catch (error) {
      fail(error)
    }
  }

  const onChanged = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    if (area !== 'session') return
    const next = { ...session.value }
    for (const [key, { newValue }] of Object.entries(changes)) {
      if (newValue === undefined) delete next[key]
      else next[key] = newValue
    }
    session.value = next
  }
  const followTab = () => void readTab().catch(fail)
  const onActivated = (active: { windowId: number }) => {
    if (active.windowId === windowId) followTab()
  }
  const onUpdated = (tabId: number, change: { status?: string }) => {
    if (tabId === tab.value?.id && change.status) followTab()
  }
  browser.storage.onChanged.addListener(onChanged)
  browser.tabs.onActivated.addListener(onActivated)
  browser.tabs.onUpdated.addListener(onUpdated)
  browser.tabs.onAttached.addListener(followTab)
  browser.tabs.onDetached.addListener(followTab)
  const ready = computed(() => sessionRead.value && settings.ready.value)

  const tabId = computed(() => tab.value?.id)
  let last: FrameReport[] = []
  const frames = computed(() => {
    const now = Object.entries(session.value)
      .filter(([key]) => Number(frameKey.exec(key)?.[1] ?? Number.NaN) === tabId.value)
      .map(([, report]) => report as FrameReport)
      .sort((a, b) => a.frameId - b.frameId)
    // Most of what is kept for the session changes no report: nothing that follows from them is worked out anew.
    if (!sameItems(now, last)) last = now
    return last
  })
  const focus = computed(() => session.value[`focus:${tabId.value}`] as Focus | undefined)
  const drafts = computed(() => draftsIn(session.value, tabId.value))

  const follow = followPage(
    tabId,
    computed(() => frames.value.some(({ frameId, state }) => frameId === 0 && state !== 'off')),
  )
  void readAll()
  void send('background', 'view-opened').catch(() => {})

  return {
    settings: settings.settings,
    change: settings.change,
    tab,
    frames,
    focus,
    inView: follow.inView,
    drafts,
    ready,
    error: computed(() => failure.value ?? settings.error.value),
    reports: new ReportStore(browser.storage.local),
    versions: { extension: browser.runtime.getManifest().version, rules: rulesVersion },

    async reveal(frameId, key) {
      return tabId.value === undefined ? false : sendToPage({ tabId: tabId.value, frameId }, 'reveal', key)
    },
    async rescan() {
      const id = tabId.value
      if (id === undefined) return
      const frameIds = frames.value.length ? frames.value.map((frame) => frame.frameId) : [0]
      await Promise.allSettled(frameIds.map((frameId) => sendToPage({ tabId: id, frameId }, 'rescan')))
    },
    async selection() {
      const id = tabId.value
      if (id === undefined) return undefined
      const frameIds = frames.value.length ? frames.value.map((frame) => frame.frameId) : [0]
      const answers = await Promise.allSettled(
        frameIds.map((frameId) => sendToPage({ tabId: id, frameId }, 'selection')),
      )
      for (const answer of answers) if (answer.status === 'fulfilled' && answer.value) return answer.value
      return undefined
    },
    // A message leaves even where the view is being closed.
    beginDraft: (draft, again) => send('background', 'begin-draft', { draft, ...(again ? { again } : {}) }),
    keepTyped: (draft, typed) => send('background', 'write-draft', { draft, typed }),
    endDraft: (draft) => send('background', 'end-draft', draft),
    async focused() {
      await browser.storage.session.remove(`focus:${tabId.value}`)
    },
    openPanel: () =>
      tab.value
        ? openPanel({ tabId: tab.value.id, windowId: windowId ?? -1 })
        : Promise.reject(new Error('there is no tab to open the panel beside')),
    async openOptions(part) {
      await browser.tabs.create({ url: browser.runtime.getURL(`/options.html${part ? `#${part}` : ''}`) })
    },
    async openHandout(handout) {
      await browser.storage.session.set({ handout })
      await browser.tabs.create({ url: browser.runtime.getURL('/handout.html') })
    },
    retry: () => void readAll(),
    stop() {
      follow.stop()
      browser.storage.onChanged.removeListener(onChanged)
      browser.tabs.onActivated.removeListener(onActivated)
      browser.tabs.onUpdated.removeListener(onUpdated)
      browser.tabs.onAttached.removeListener(followTab)
      browser.tabs.onDetached.removeListener(followTab)
      settings.stop()
    },
  }
}
