import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Server, serve } from '../../../scripts/browsers/serve'

const folder = join(process.cwd(), 'tests/pages')

/** Nothing of the page's own may run or load, and nothing may be compiled. */
const strictPolicy = "default-src 'none'; style-src 'self'; require-trusted-types-for 'script'"

const headersOf: Record<string, Record<string, string>> = {
  '/csp.html': { 'content-security-policy': strictPolicy },
  // What must not be stored does not go into the back/forward cache.
  '/came-back.html': { 'cache-control': 'no-cache' },
}

/** Serves tests/pages under any host name to a browser that uses it as its proxy. */
export const servePages = (): Promise<Server> =>
  serve((path) => {
    const file = join(folder, path)
    if (!file.startsWith(folder) || !existsSync(file)) return undefined
    return { body: readFileSync(file), headers: headersOf[path] ?? {} }
  })
