// npm start [-- [--browser chromium|firefox] [FILE|URL]]: sets everything up, builds, and shows the extension at work.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build, root, run, SetupError, say, setUp } from './setup.mjs'

const usage = `npm start [-- [--browser chromium|firefox] [FILE|URL]]
Shows the extension on a page: the sample clinic page, an .html or .txt file, or an address.
With a display it opens a window (Ctrl-C ends); without one it saves screenshots under .output/demo/.`

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { browser: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    console.log(usage)
    process.exit(0)
  }
  if (values.browser && !['chromium', 'firefox'].includes(values.browser))
    throw new SetupError(`--browser must be chromium or firefox, not ${values.browser}.`)
  if (positionals.length > 1) throw new SetupError(`One file or address at a time.\n${usage}`)
  const [given = join(root, 'tests/pages/sample-clinic.html')] = positionals
  if (/^https?:/.test(given)) return { target: given, browser: values.browser }
  // npm runs scripts in the project's folder; the reader meant the folder they called it from.
  const target = [resolve(process.env.INIT_CWD ?? '.', given), resolve(given)].find(existsSync)
  if (!target) throw new SetupError(`There is no file ${given}.`)
  return { target, browser: values.browser }
}

async function main() {
  const { target, browser } = readArguments()
  const display =
    process.platform === 'darwin' ||
    process.platform === 'win32' ||
    Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
  const found = await setUp(
    browser ? { browsers: [browser] } : { browsers: ['chromium'], optional: ['firefox'] },
  )
  let kinds = Object.keys(found).filter((kind) => found[kind])
  // One window is what a person at a screen wants; without a screen the pictures of both are.
  if (display) kinds = kinds.slice(0, 1)
  say(`Building the extension for ${kinds.join(' and ')} …`)
  await build(kinds)
  const code = await run(process.execPath, ['--import', 'tsx', 'scripts/demo.ts', target, ...kinds], {
    shell: false,
    env: {
      ...process.env,
      CHROMIUM_PATH: found.chromium,
      FIREFOX_PATH: found.firefox,
      BIANBAI_HEADLESS: display ? '' : '1',
    },
  })
  process.exit(code)
}

main().catch((error) => {
  console.error(error instanceof SetupError ? error.message : error)
  process.exit(1)
})
