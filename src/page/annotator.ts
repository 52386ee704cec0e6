import { isAlive } from '../platform/lifetime'
import { receive } from '../platform/messaging'
import { defaults, type Settings } from '../settings/settings'
import { tellFollowers } from './follow'
import { Marking } from './marking'
import { Reporter } from './reporter'
import { selectedWords } from './selection'
import { isOnHere, loadSettings, watchSettings } from './site-settings'

/** Runs in a page about vitiligo: marks its claims while marks are on here, and answers the extension's views. */
export async function start(): Promise<void> {
  const marker = globalThis as { bianbaiStarted?: boolean }
  if (marker.bianbaiStarted) return
  marker.bianbaiStarted = true
  // Chrome shows an XML file as a page, in which no element of HTML can be made.
  if (!(document.createElement('div') instanceof HTMLElement)) return
  // A page made ready before the reader comes to it counts as another frame until then.
  if ((document as { prerendering?: boolean }).prerendering)
    await new Promise((shown) => document.addEventListener('prerenderingchange', shown, { once: true }))

  const life = new AbortController()
  const { signal } = life
  const reporter = new Reporter(window)
  let marking: Marking | undefined
  const calm = (told: Promise<unknown>) => {
    told.catch((error: unknown) => {
      // After an update of the extension this script is an orphan: it takes its marks off and goes.
      if (!isAlive()) life.abort()
      else console.debug('辨白:', error)
    })
  }
  const tell = (...report: Parameters<Reporter['tell']>) => calm(reporter.tell(...report))
  const followers = tellFollowers(window, () => marking?.keysInView ?? [], signal)

  const follow = (settings: Settings) => {
    reporter.again()
    if (!isOnHere(settings, window) || document.designMode === 'on') {
      marking?.stop()
      marking = undefined
      if (document.designMode === 'on') tell('limited', [], 'editable')
      else tell('off')
    } else if (marking && !marking.stopped) marking.use(settings)
    else marking = new Marking(window, { settings, tell, calm, presented: followers.changed })
  }
  const begin = () => calm(loadSettings().then(follow))

  const gone = () => calm(reporter.gone())
  const again = () => {
    marking?.stop()
    marking = undefined
    begin()
  }
  // The browser has cut what the page had open to the extension, and does not say so.
  const shown = ({ persisted }: PageTransitionEvent) => {
    if (persisted) again()
  }
  const listen = () => {
    window.addEventListener('pagehide', gone, { signal })
    window.addEventListener('pageshow', shown, { signal })
    followers.listen()
  }
  listen()
  // `document.open` puts another document in place and takes every listener off it and its window, ours as well.
  const reopened = new MutationObserver((records) => {
    if (!records.some(({ addedNodes }) => [...addedNodes].includes(document.documentElement))) return
    listen()
    if (marking) again()
  })
  reopened.observe(document, { childList: true })

  signal.addEventListener('abort', () => {
    reopened.disconnect()
    marking?.stop()
  })
  const first = await loadSettings().catch(() => defaults)
  if (!isAlive()) return
  watchSettings(follow, signal)
  const stopAnswering = receive('page', {
    reveal: (key) => marking?.reveal(key) ?? false,
    step: (step) => marking?.step(step) ?? false,
    // One that has ended of itself, since the page was being written in, begins anew.
    rescan: () => (marking && !marking.stopped ? marking.rescan() : begin()),
    selection: () => selectedWords(window),
  })
  signal.addEventListener('abort', stopAnswering)
  follow(first)
}
