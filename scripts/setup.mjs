// Set-up shared by `npm start` and `npm test`. Plain Node without packages: it runs before `npm ci`.
import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const windows = process.platform === 'win32'

/** Where each browser is looked for, in this order, after the environment variable. */
const browsers = {
  chromium: {
    variable: 'CHROMIUM_PATH',
    names: ['chromium', 'chromium-browser', 'chrome', 'google-chrome', 'google-chrome-stable'],
    places: [
      '/usr/bin/chromium',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      `${process.env.LOCALAPPDATA}\\Chromium\\Application\\chrome.exe`,
      `${process.env.PROGRAMFILES}\\Google\\Chrome\\Application\\chrome.exe`,
    ],
    debian: 'chromium',
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    names: ['firefox-esr', 'firefox'],
    places: [
      '/usr/bin/firefox-esr',
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      `${process.env.PROGRAMFILES}\\Mozilla Firefox\\firefox.exe`,
    ],
    debian: 'firefox-esr',
  },
}

/** A failure that needs no stack trace: the message says what to do. */
export class SetupError extends Error {}

export const say = (text) => console.log(`${process.stdout.isTTY ? '\x1b[36m▸\x1b[0m' : '▸'} ${text}`)

const runnable = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, windows ? `${name}.exe` : name))
    .find(runnable)

/** The browser's executable, or undefined. A path given by the environment must exist. */
export function findBrowser(kind) {
  const { variable, names, places } = browsers[kind]
  const given = process.env[variable]
  if (given) {
    if (!runnable(given))
      throw new SetupError(`${variable} names ${given}, which cannot be run: correct or unset it.`)
    return given
  }
  return places.find(runnable) ?? names.map(onPath).find(Boolean)
}

/** Runs a command with its output shown; resolves to the exit code. */
export const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    // npm and npx are batch files on Windows, which only a shell can start.
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell: windows, ...options })
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(code ?? (signal ? 1 : 0)))
  })

function checkNode() {
  const least = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node.replace(
    /[^\d.]/g,
    '',
  )
  const [major, minor] = process.versions.node.split('.').map(Number)
  const [wantMajor, wantMinor = 0] = least.split('.').map(Number)
  if (major < wantMajor || (major === wantMajor && minor < wantMinor))
    throw new SetupError(`Node ${least} or newer is needed (this is ${process.versions.node}).`)
}

/** Whether node_modules holds the very versions of the lock file. File times would lie after a checkout. */
function packagesMatchLock() {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  const packages = (path) => JSON.parse(readFileSync(path, 'utf8')).packages
  const have = packages(installed)
  return Object.entries(packages(join(root, 'package-lock.json'))).every(
    ([name, { version, optional, peer }]) =>
      name === '' || have[name]?.version === version || (!have[name] && (optional || peer)),
  )
}

async function installPackages() {
  if (!packagesMatchLock()) {
    say('Installing packages (npm ci) …')
    const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
    if (code !== 0) throw new SetupError('npm ci failed: see the lines above.')
  } else if (!existsSync(join(root, '.wxt', 'tsconfig.json'))) {
    if ((await run('npx', ['wxt', 'prepare'])) !== 0)
      throw new SetupError('wxt prepare failed: see the lines above.')
  }
}

const hasChineseFont = () => {
  if (process.platform !== 'linux') return true
  const list = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return list.status === 0 && list.stdout.trim() !== ''
}

/** Runs apt-get and shows one moving line of what it is doing, so that minutes of download are not silent. */
function apt(args) {
  const child = spawn('apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let shown = 0
  const read = (chunk) => {
    output += chunk
    const line = String(chunk)
      .match(/(?:Get:\d+ .*|Unpacking \S+|Setting up \S+)/g)
      ?.at(-1)
    if (!line || (!process.stdout.isTTY && Date.now() - shown < 5000)) return
    shown = Date.now()
    const short = `  ${line.replace(/https?:\S+ /, '').slice(0, 90)}`
    process.stdout.write(process.stdout.isTTY ? `\r\x1b[K${short}` : `${short}\n`)
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  return new Promise((resolve) => {
    const end = (code) => {
      if (process.stdout.isTTY) process.stdout.write('\r\x1b[K')
      resolve({ ok: code === 0, output })
    }
    child.on('error', () => end(1))
    child.on('close', end)
  })
}

async function installDebian(packages) {
  say(`Installing ${packages.join(', ')} with apt-get (once; a few minutes) …`)
  // Old lists bring browsers of half a year ago, where they bring any. Without a way to refresh them they must do.
  await apt(['update'])
  const result = await apt(['install', '-y', '--no-install-recommends', ...packages])
  if (!result.ok) console.error(result.output.split('\n').slice(-15).join('\n'))
  return result.ok
}

/**
 * Makes everything ready: packages, browsers, a Chinese font.
 * @param {{ browsers: ('chromium' | 'firefox')[], optional?: ('chromium' | 'firefox')[] }} wanted
 *   `browsers` must be there at the end; `optional` are used when present and never installed.
 * @returns {Promise<{ chromium?: string, firefox?: string }>} executables
 */
export async function setUp({ browsers: wanted, optional = [] }) {
  checkNode()
  await installPackages()
  const absent = wanted.filter((kind) => !findBrowser(kind))
  const packages = absent.map((kind) => browsers[kind].debian)
  if (!hasChineseFont()) packages.push('fonts-noto-cjk')
  const canInstall = process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get')
  if (packages.length && canInstall) await installDebian(packages)
  const still = wanted.filter((kind) => !findBrowser(kind))
  if (still.length) {
    const variables = still.map((kind) => browsers[kind].variable).join(' / ')
    throw new SetupError(
      `Please install ${still.join(' and ')} (Debian: apt-get install ${packages.join(' ')}) or set ${variables}, then run this again.`,
    )
  }
  if (!hasChineseFont())
    say('No Chinese font was found: pages will show boxes until one is installed (fonts-noto-cjk).')
  return Object.fromEntries([...wanted, ...optional].map((kind) => [kind, findBrowser(kind)]))
}

/** Builds the extension for the given browsers into .output/; the builder's own words are shown only when it fails. */
export async function build(kinds) {
  for (const kind of kinds) {
    const target = kind === 'chromium' ? 'chrome' : 'firefox'
    const { status, stdout, stderr } = spawnSync('npx', ['wxt', 'build', '-b', target, '--mv3'], {
      cwd: root,
      encoding: 'utf8',
      shell: windows,
    })
    if (status !== 0)
      throw new SetupError(`${stdout}${stderr}\nThe ${target} build failed: see the lines above.`)
    say(`Built .output/${target}-mv3`)
  }
}
