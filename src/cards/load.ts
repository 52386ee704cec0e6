import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { type Document, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import {
  type Card,
  type Concepts,
  cardSchema,
  conceptsSchema,
  dodgesSchema,
  type Frame,
  frameSchema,
  guardsSchema,
} from './schema'

/** A fault in a rule file: where it is and what is wrong, in plain words. */
export interface Fault {
  file: string
  line: number
  message: string
}

export interface Loaded {
  cards: (Card & { file: string })[]
  frames: Map<string, Frame>
  concepts: Concepts
  guards: z.infer<typeof guardsSchema>
  dodges: z.infer<typeof dodgesSchema>
  sources: Record<string, Record<string, unknown>>
  topics: Record<string, unknown>
  redFlags: unknown
  faults: Fault[]
  /** Line (from 1) of a path inside a file, for faults found later. */
  lineOf: (file: string, path: (string | number)[]) => number
}

const yamlFiles = (dir: string): string[] =>
  existsSync(dir)
    ? readdirSync(dir, { withFileTypes: true })
        .flatMap((entry) =>
          entry.isDirectory()
            ? yamlFiles(join(dir, entry.name))
            : /\.ya?ml$/.test(entry.name)
              ? [join(dir, entry.name)]
              : [],
        )
        .sort()
    : []

/** Reads and checks every file of the rules folder. Faults are collected, not thrown. */
export function load(root: string): Loaded {
  const faults: Fault[] = []
  const documents = new Map<string, { doc: Document; lines: LineCounter }>()
  const name = (file: string) => relative(process.cwd(), file)

  const lineOf = (file: string, path: (string | number)[]) => {
    const entry = documents.get(file)
    if (!entry) return 1
    for (let depth = path.length; depth >= 0; depth--) {
      const node = depth === 0 ? entry.doc.contents : entry.doc.getIn(path.slice(0, depth), true)
      const range = (node as { range?: [number, number, number] } | undefined)?.range
      if (range) return entry.lines.linePos(range[0]).line
    }
    return 1
  }

  function read<T>(file: string, schema: z.ZodType<T>): T | undefined {
    const lines = new LineCounter()
    const doc = parseDocument(readFileSync(file, 'utf8'), {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: true,
    })
    documents.set(file, { doc, lines })
    for (const error of doc.errors)
      faults.push({
        file: name(file),
        line: lines.linePos(error.pos[0]).line,
        message: `is not YAML: ${error.message}`,
      })
    if (doc.errors.length) return undefined
    const parsed = schema.safeParse(doc.toJS())
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues) {
      faults.push({
        file: name(file),
        line: lineOf(file, issue.path as (string | number)[]),
        message: `${issue.path.join('.') || 'the file'}: ${issue.message}`,
      })
    }
    return undefined
  }

  const raw = (file: string): unknown => {
    if (!existsSync(file)) return undefined
    const lines = new LineCounter()
    const doc = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines, prettyErrors: false })
    documents.set(file, { doc, lines })
    for (const error of doc.errors)
      faults.push({
        file: name(file),
        line: lines.linePos(error.pos[0]).line,
        message: `is not YAML: ${error.message}`,
      })
    return doc.errors.length ? undefined : doc.toJS()
  }

  const frames = new Map<string, Frame>()
  for (const file of yamlFiles(join(root, 'frames'))) {
    const frame = read(file, frameSchema)
    if (!frame) continue
    if (frame.id !== basename(file).replace(/\.ya?ml$/, ''))
      faults.push({ file: name(file), line: 1, message: `id “${frame.id}” must equal the file name` })
    frames.set(frame.id, frame)
  }

  const concepts: Concepts = {}
  for (const file of yamlFiles(join(root, 'concepts'))) {
    for (const [id, concept] of Object.entries(read(file, conceptsSchema) ?? {})) {
      if (concepts[id])
        faults.push({
          file: name(file),
          line: lineOf(file, [id]),
          message: `concept “${id}” is already defined in another file`,
        })
      concepts[id] = concept
    }
  }

  const cards: Loaded['cards'] = []
  const ids = new Set<string>()
  for (const file of yamlFiles(join(root, 'claims'))) {
    const card = read(file, cardSchema)
    if (!card) continue
    if (card.id !== basename(file).replace(/\.ya?ml$/, ''))
      faults.push({ file: name(file), line: 1, message: `id “${card.id}” must equal the file name` })
    if (ids.has(card.id))
      faults.push({ file: name(file), line: 1, message: `id “${card.id}” is used by two cards` })
    ids.add(card.id)
    cards.push({ ...card, file })
  }

  const guardsFile = join(root, 'guards.yaml')
  const guards = existsSync(guardsFile) ? (read(guardsFile, guardsSchema) ?? {}) : {}
  for (const [family, { examples }] of Object.entries(guards)) {
    const { reads: _, ...byKind } = examples
    for (const [kind, byCard] of Object.entries(byKind))
      for (const id of Object.keys(byCard))
        if (!ids.has(id))
          faults.push({
            file: name(guardsFile),
            line: lineOf(guardsFile, [family, 'examples', kind, id]),
            message: `${family}.examples.${kind}: there is no card “${id}”`,
          })
  }
  const dodgesFile = join(root, 'dodges.yaml')
  const dodges = (existsSync(dodgesFile) ? read(dodgesFile, dodgesSchema) : undefined) ?? { pairs: [] }
  const listed = (value: unknown): Record<string, Record<string, unknown>> =>
    Array.isArray(value)
      ? Object.fromEntries(value.map((item) => [item.id, item]))
      : ((value ?? {}) as Record<string, Record<string, unknown>>)
  const sources = listed(raw(join(root, 'sources.yaml')))
  const topics = (raw(join(root, 'topics.yaml')) ?? {}) as Record<string, unknown>
  const redFlags = raw(join(root, 'red-flags.yaml')) ?? []

  for (const card of cards) {
    card.evidence.forEach((id, i) => {
      if (!sources[id])
        faults.push({
          file: name(card.file),
          line: lineOf(card.file, ['evidence', i]),
          message: `evidence “${id}” is not in sources.yaml`,
        })
    })
    if (!(card.topic in topics))
      faults.push({
        file: name(card.file),
        line: lineOf(card.file, ['topic']),
        message: `topic “${card.topic}” is not in topics.yaml`,
      })
  }
  return { cards, frames, concepts, guards, dodges, sources, topics, redFlags, faults, lineOf }
}
