import type { Runtime } from 'webextension-polyfill'
import { browser } from './browser'
import type { BackgroundMessages, PageMessages, SegmenterMessages } from './messages'

interface Receivers {
  background: BackgroundMessages
  page: PageMessages
  segmenter: SegmenterMessages
}

type Receiver = keyof Receivers
type Handler = (payload: unknown, sender: Runtime.MessageSender) => unknown
type Payload<M, K extends keyof M> = M[K] extends (...args: infer A) => unknown ? A : never
type Reply<M, K extends keyof M> = M[K] extends (...args: never[]) => infer R ? Awaited<R> : never

/** One listener for each message of a receiver; the reply may be a promise. */
export type Handlers<R extends Receiver> = {
  [K in keyof Receivers[R]]: Receivers[R][K] extends (...args: infer A) => infer V
    ? (payload: A[0], sender: Runtime.MessageSender) => V | Promise<V>
    : never
}

interface Envelope {
  to: Receiver
  name: string
  payload?: unknown
}

type Answer = { value: unknown } | { error: string }

const isEnvelope = (message: unknown): message is Envelope =>
  typeof message === 'object' && message !== null && 'to' in message && 'name' in message

async function answered(reply: Promise<unknown>): Promise<unknown> {
  const answer = (await reply) as Answer | undefined
  if (!answer) throw new Error('nobody answered')
  if ('error' in answer) throw new Error(answer.error)
  return answer.value
}

/** Sends to the background, or from there to the segmenter's document. */
export const send = <R extends 'background' | 'segmenter', K extends keyof Receivers[R] & string>(
  to: R,
  name: K,
  ...[payload]: Payload<Receivers[R], K>
) =>
  answered(browser.runtime.sendMessage({ to, name, payload } satisfies Envelope)) as Promise<
    Reply<Receivers[R], K>
  >

/** Opens a port to whoever in the extension listens for ports of this name; it ends at once where nobody does. */
export function connect(name: string): Runtime.Port {
  const port = browser.runtime.connect({ name })
  // Asked for, or the browser writes to the page's console that nobody listened.
  port.onDisconnect.addListener(() => void browser.runtime.lastError)
  return port
}

/** Sends to one frame of a tab; frame 0 is the page itself. */
export const sendToPage = <K extends keyof PageMessages>(
  { tabId, frameId }: { tabId: number; frameId: number },
  name: K,
  ...[payload]: Payload<PageMessages, K>
) =>
  answered(
    browser.tabs.sendMessage(tabId, { to: 'page', name, payload } satisfies Envelope, { frameId }),
  ) as Promise<Reply<PageMessages, K>>

/**
 * Answers the messages meant for `to`. Handlers are called in the listener itself, before any await, so that a
 * reader's click still counts where the browser asks for one. Returns a function that stops answering.
 */
export function receive<R extends Receiver>(to: R, handlers: Handlers<R>): () => void {
  const listener = (
    message: unknown,
    sender: Runtime.MessageSender,
    sendResponse: (answer: Answer) => void,
  ) => {
    if (!isEnvelope(message) || message.to !== to || sender.id !== browser.runtime.id) return
    if (!Object.hasOwn(handlers, message.name)) return
    const handler = handlers[message.name as keyof Handlers<R>] as Handler
    let reply: unknown
    try {
      reply = handler(message.payload, sender)
    } catch (error) {
      reply = Promise.reject(error)
    }
    Promise.resolve(reply).then(
      (value) => sendResponse({ value }),
      (error: unknown) => sendResponse({ error: error instanceof Error ? error.message : String(error) }),
    )
    // Browsers differ in whether a listener may return a promise; all keep the channel open for `true`.
    return true as const
  }
  browser.runtime.onMessage.addListener(listener as Runtime.OnMessageListener)
  return () => browser.runtime.onMessage.removeListener(listener as Runtime.OnMessageListener)
}
