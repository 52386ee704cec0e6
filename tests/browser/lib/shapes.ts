import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { type Server, serve } from '../../../scripts/browsers/serve'
import type { Kind } from './where'

const folder = join(process.cwd(), 'tests/pages/shapes')

/** What a page must come to; see tests/pages/shapes/README.md. */
export interface Expected {
  about: string
  /** Every painted run, in reading order, shadow trees last. */
  marks: string[]
  /** Quotes in the report, where they differ from what is painted. */
  listed?: string[]
  /** Parts of the page's own report; null when there must be none. */
  report?: { state: string; reason?: string } | null
  /** Painted runs of frames, by the end of their address. */
  frames?: Record<string, string[]>
  /** Done one after the other in the page; each with the marks it must lead to. */
  then?: { do: string; marks: string[] }[]
  headers?: Record<string, string>
  type?: string
  /** Where one browser differs. */
  chromium?: Partial<Expected>
  firefox?: Partial<Expected>
}

export interface Shape extends Expected {
  name: string
  file: string
  source: Buffer
}

const files = readdirSync(folder)

const load = (name: string): Shape => {
  const file = files.find((one) => !one.endsWith('.json') && one.slice(0, -extname(one).length) === name)
  if (!file) throw new Error(`tests/pages/shapes/${name}.expected.json stands beside no page`)
  const expected = JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8')) as Expected
  return { ...expected, name, file, source: readFileSync(join(folder, file)) }
}

const suffix = '.expected.json'
const all = files.filter((file) => file.endsWith(suffix)).map((file) => load(file.slice(0, -suffix.length)))

/** Every page of tests/pages/shapes with what it must come to in this browser. */
export const shapesFor = (kind: Kind): Shape[] => all.map((shape) => ({ ...shape, ...shape[kind] }))

/** Serves the pages, each with the headers it asks for, under any host. */
export const serveShapes = (): Promise<Server> =>
  serve((path) => {
    const name = path.replace(/^\/shapes\//, '')
    if (/^parts\/[\w-]+\.html$/.test(name)) return { body: readFileSync(join(folder, name)) }
    const shape = all.find(({ file }) => file === name)
    if (!shape) return undefined
    const type = shape.type ?? (/charset="gb/.test(shape.source.toString('latin1')) ? 'text/html' : undefined)
    return {
      body: shape.source,
      headers: { ...(type ? { 'content-type': type } : {}), ...shape.headers },
    }
  })
