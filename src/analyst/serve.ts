import { browser } from '../platform/browser'
import { startWorker } from '../platform/workers'
import { Host, type HostOptions } from './host'
import { analystPort, type FromWorker, type ToWorker } from './protocol'

/** Answers the pages' ports, where workers can be started. */
export function serveAnalyst(options: Omit<HostOptions, 'start'> = {}): Host {
  const host = new Host({
    start: () => startWorker<ToWorker, FromWorker>('analyst-worker.js'),
    ...options,
  })
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== analystPort || port.sender?.id !== browser.runtime.id) return
    // Asked for, or Chrome notes as an error of ours that a page went into the back/forward cache.
    port.onDisconnect.addListener(() => void browser.runtime.lastError)
    host.welcome(port)
  })
  return host
}
