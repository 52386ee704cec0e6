import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a path answers: a body with its headers, or a handler of its own. */
export type Answer =
  | { body: string | Buffer; headers?: Record<string, string> }
  | ((request: IncomingMessage, response: ServerResponse) => void)

export interface Server {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  origin: string
  port: number
  /** Every request seen, as `host/path`; a refused tunnel as `CONNECT host:port`. */
  seen: string[]
  close(): Promise<void>
}

/**
 * Serves pages on 127.0.0.1. It also answers as a forward proxy for any host, so that a browser told to use it can
 * visit made-up hosts and every request the browser makes is on the record; nothing is ever passed on.
 */
export function serve(answer: (path: string, host: string) => Answer | undefined): Promise<Server> {
  const seen: string[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    seen.push(url.host + url.pathname)
    const found = answer(decodeURIComponent(url.pathname), url.host)
    if (typeof found === 'function') return found(request, response)
    if (!found) return response.writeHead(404, { 'content-type': 'text/plain' }).end('not here')
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      ...found.headers,
    })
    response.end(found.body)
  })
  server.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url}`)
    // The browser may hang up first.
    socket.on('error', () => {})
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      const close = () =>
        new Promise<void>((done) => {
          server.close(() => done())
          server.closeAllConnections()
        })
      resolve({ origin: `http://127.0.0.1:${port}`, port, seen, close })
    })
  })
}
