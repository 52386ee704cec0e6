import { existsSync } from 'node:fs'
import { executables, extension } from './where'

/** Refuses to start without what the tests drive, so that nothing is skipped in silence. */
export default function ready() {
  for (const kind of ['chromium', 'firefox'] as const) {
    if (!executables()[kind])
      throw new Error(`${kind} is missing: npm test installs it, or names what to install`)
    if (!existsSync(`${extension(kind)}/manifest.json`))
      throw new Error(`${extension(kind)} is not built: run npm run build first`)
  }
}
