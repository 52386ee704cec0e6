import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from '../src/cards/compile'
import type { Rules } from '../src/cards/compiled'
import { type Fault, type Loaded, load } from '../src/cards/load'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')
export const rulesDir = join(root, 'rules')
export const guardsFile = join(rulesDir, 'guards.yaml')

const files = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(dir, entry.name)) : [join(dir, entry.name)],
  )

/** First eight hex digits of a hash over all rule files: the version reports carry. */
export function rulesVersion(): string {
  const hash = createHash('sha256')
  for (const file of files(rulesDir).sort()) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 8)
}

export interface Built {
  rules: Rules
  loaded: Loaded
  faults: Fault[]
}

/** Loads and compiles rules/. Faults are returned; a broken file is left out of the result. */
export function buildRules(): Built {
  const loaded = load(rulesDir)
  const rules = compile(loaded, rulesVersion())
  return { rules, loaded, faults: loaded.faults }
}

export const report = (fault: Fault) => `${fault.file}:${fault.line}: ${fault.message}`

/** @throws {Error} that lists every fault, one a line. */
export function rulesOrThrow(): Built {
  const built = buildRules()
  if (built.faults.length)
    throw new Error(`rules/ has ${built.faults.length} fault(s):\n${built.faults.map(report).join('\n')}`)
  return built
}
