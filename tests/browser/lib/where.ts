import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

export type Kind = 'chromium' | 'firefox'

const root = process.cwd()

/** Folder of the built extension; BIANBAI_OUTPUT names another place than .output. */
export const extension = (kind: Kind) =>
  join(
    process.env.BIANBAI_OUTPUT ?? join(root, '.output'),
    kind === 'chromium' ? 'chrome-mv3' : 'firefox-mv3',
  )

let found: Partial<Record<Kind, string>> | undefined

/** The browsers' executables, found as the set-up finds them. */
export function executables(): Partial<Record<Kind, string>> {
  found ??= JSON.parse(
    spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { findBrowser } from ${JSON.stringify(join(root, 'scripts/setup.mjs'))}
         console.log(JSON.stringify({ chromium: findBrowser('chromium'), firefox: findBrowser('firefox') }))`,
      ],
      { encoding: 'utf8' },
    ).stdout,
  )
  return found!
}
