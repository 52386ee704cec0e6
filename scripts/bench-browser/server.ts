import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'vite'
import { type Server, serve } from '../browsers/serve'
import { textPage } from '../browsers/text-page'
import { root } from '../rules'
import { clinicPage, others, visitPages, warmPages } from './texts'

/** With these a page's clock ticks in microseconds, and the browser tells how much memory the page takes. */
const isolated = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
}
const script = { ...isolated, 'content-type': 'text/javascript; charset=utf-8' }

async function paintBundle(): Promise<string> {
  const out = await build({
    configFile: false,
    logLevel: 'error',
    root,
    publicDir: false,
    build: {
      write: false,
      target: 'esnext',
      lib: { entry: join(root, 'scripts/bench-browser/paint-entry.ts'), formats: ['es'] },
    },
  })
  const [bundle] = (Array.isArray(out) ? out : [out]) as { output: { code: string }[] }[]
  return bundle!.output[0]!.code
}

const seedFolder = join(root, '../shared/seeds')

/** Real clinic pages, when ../shared is there. */
export const seeds = existsSync(seedFolder)
  ? readdirSync(seedFolder)
      .filter((name) => name.endsWith('.txt'))
      .sort()
  : []

/** The pages that are measured hold their text in <main>. */
const inMain = (page: string) => page.replace('<h1>', '<main><h1>').replace('</html>', '</main></html>')

const visits = visitPages()

function pageOf(kind: string | undefined, name: string): string | undefined {
  if (kind === 'clinic') return clinicPage(Number(name))
  if (kind === 'visit') return visits[Number(name)]
  if (kind === 'other') return others[name]
  if (kind === 'seed' && seeds.includes(name))
    return inMain(textPage(readFileSync(join(seedFolder, name), 'utf8')))
  return undefined
}

/** Serves the clinic pages (`/clinic/UNITS`; `/visit/NUMBER` tells when its first highlight came), real ones (`/seed/NAME`), the others (`/other/NAME`) and the scripts that are measured. */
export async function serveBench(output: string): Promise<Server> {
  if (!existsSync(join(root, '.output', output, 'annotator.js')))
    throw new Error(`there is no .output/${output}: run \`npm run build\` first`)
  const mark = createRequire(import.meta.url).resolve('mark.js/dist/mark.min.js')
  const scripts: Record<string, string> = {
    '/annotator.js': readFileSync(join(root, '.output', output, 'annotator.js'), 'utf8'),
    '/analyst-worker.js': readFileSync(join(root, '.output', output, 'analyst-worker.js'), 'utf8'),
    '/reader.json': readFileSync(join(root, '.output', output, 'reader.json'), 'utf8'),
    '/network.json': readFileSync(join(root, '.output', output, 'network.json'), 'utf8'),
    '/warm.json': JSON.stringify(warmPages()),
    '/card.js': readFileSync(join(root, '.output', output, 'card.js'), 'utf8'),
    '/gate.js': readFileSync(join(root, '.output', output, 'gate.js'), 'utf8'),
    '/mark.js': readFileSync(mark, 'utf8'),
    '/paint.js': await paintBundle(),
  }
  const pages = new Map<string, string>()
  return serve((path) => {
    if (scripts[path]) return { body: scripts[path]!, headers: script }
    const [, kind, name] = path.split('/')
    if (!pages.has(path)) pages.set(path, pageOf(kind, name ?? '') ?? '')
    const body = pages.get(path)
    return body ? { body, headers: isolated } : undefined
  })
}
