import type { Runtime } from 'webextension-polyfill'
import { browser } from '../platform/browser'
import { followPort } from '../platform/messages'

/** Milliseconds between two looks while the reader scrolls. */
const pause = 250

interface Followers {
  /** The marks are others now. */
  changed(): void
  /** The window has lost its listeners. */
  listen(): void
}

/**
 * Tells every panel that follows this page which marks are in view: once when it begins, then whenever the reader
 * scrolls to others or others are painted. Without a panel nothing listens to scrolling.
 */
export function tellFollowers(window: Window, keysInView: () => string[], signal: AbortSignal): Followers {
  const followers = new Set<{ later(): void; listen(): void }>()
  const serve = (port: Runtime.Port) => {
    if (port.name !== followPort) return
    const life = new AbortController()
    let last = ''
    let timer = 0
    const look = () => {
      timer = 0
      const keys = keysInView()
      if (keys.join() === last) return
      last = keys.join()
      port.postMessage(keys)
    }
    const later = () => {
      timer ||= window.setTimeout(look, pause)
    }
    // Scrolling containers count as well; their events do not bubble.
    const options = { capture: true, passive: true, signal: life.signal }
    const listen = () => {
      window.addEventListener('scroll', later, options)
      window.addEventListener('resize', later, options)
    }
    listen()
    const follower = { later, listen }
    followers.add(follower)
    port.onDisconnect.addListener(() => {
      followers.delete(follower)
      window.clearTimeout(timer)
      life.abort()
    })
    look()
  }
  browser.runtime.onConnect.addListener(serve)
  signal.addEventListener('abort', () => browser.runtime.onConnect.removeListener(serve))
  return {
    changed() {
      for (const { later } of followers) later()
    },
    listen() {
      for (const { listen } of followers) listen()
    },
  }
}
