import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, normalize } from 'node:path'
import { serve } from '../browsers/serve'
import { textPage } from '../browsers/text-page'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.htm': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.svg': 'image/svg+xml',
}

/** The address to show for a file or an address; files are served, with what lies beside them, on 127.0.0.1. */
export async function openTarget(target: string): Promise<{ url: string; close(): Promise<void> }> {
  if (/^https?:/.test(target)) return { url: target, close: async () => {} }
  const folder = dirname(target)
  const server = await serve((path) => {
    const file = join(folder, normalize(path))
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) return undefined
    const type = types[extname(file).toLowerCase()]
    if (type) return { body: readFileSync(file), headers: { 'content-type': type } }
    // Of other files only the one that was asked for is shown.
    return file === normalize(target) ? { body: textPage(readFileSync(file, 'utf8')) } : undefined
  })
  return { url: `${server.origin}/${encodeURIComponent(basename(target))}`, close: server.close }
}
