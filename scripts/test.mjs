// npm test [-- STEP…]: sets everything up and checks everything, browsers included. Steps: see `steps` below.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, root, run, SetupError, say, setUp } from './setup.mjs'

const results = []
const skipped = []
const scratch = mkdtempSync(join(tmpdir(), 'bianbai-test-'))

/** A step that passes or fails as a whole. */
const command =
  (...args) =>
  async () => {
    const failed = (await run('npx', args)) === 0 ? 0 : 1
    return { passed: 1 - failed, failed }
  }

/** A vitest run; every test counts, and so does a file that could not even be loaded. */
const vitest =
  (name, ...args) =>
  async () => {
    const file = join(scratch, `${name}.json`)
    const code = await run('npx', [
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...args,
    ])
    if (!existsSync(file)) return { passed: 0, failed: 1 }
    const report = JSON.parse(readFileSync(file, 'utf8'))
    for (const { name: path, assertionResults } of report.testResults)
      for (const { status, fullName } of assertionResults)
        if (!['passed', 'failed'].includes(status))
          skipped.push(`${path.replace(root, '')}: ${fullName} (${status})`)
    const broken = report.testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    ).length
    const failed = report.numFailedTests + broken
    // Errors outside any test leave only the exit code behind.
    return { passed: report.numPassedTests, failed: failed || (code === 0 ? 0 : 1) }
  }

const steps = {
  types: { title: 'Types', check: command('tsc', '--noEmit') },
  lint: { title: 'Lint and format', check: command('biome', 'check', '.') },
  cards: { title: 'Claim cards', check: command('tsx', 'scripts/cards.ts') },
  mutate: { title: 'Cues, each missed by an example', check: command('tsx', 'scripts/mutate.ts') },
  eval: {
    title: 'Annotated pages, above their floor',
    check: command('tsx', 'scripts/eval.ts', '--only', 'own'),
  },
  unit: { title: 'Unit tests', check: vitest('unit') },
  build: {
    title: 'Build for Chrome and Firefox',
    check: async () => {
      await build(['chromium', 'firefox'])
      return { passed: 1, failed: 0 }
    },
  },
  size: { title: 'Sizes', check: command('tsx', 'scripts/size.ts'), after: 'build' },
  browser: {
    title: 'Browser tests in Chromium and Firefox',
    check: vitest('browser', '--config', 'tests/browser/vitest.config.ts'),
    after: 'build',
  },
}

async function main() {
  const wanted = process.argv.slice(2)
  const unknown = wanted.find((name) => !steps[name])
  if (unknown) throw new SetupError(`There is no step ${unknown}; steps: ${Object.keys(steps).join(', ')}`)
  const chosen = Object.entries(steps).filter(([name]) => !wanted.length || wanted.includes(name))
  const needed = chosen.some(([name]) => name === 'browser') ? ['chromium', 'firefox'] : []
  const found = await setUp({ browsers: needed })
  if (found.chromium) process.env.CHROMIUM_PATH = found.chromium
  if (found.firefox) process.env.FIREFOX_PATH = found.firefox

  for (const [name, { title, check, after }] of chosen) {
    if (after && results.some((result) => result.name === after && result.failed)) {
      skipped.push(`${title}: there is nothing to run it on, because the build failed`)
      continue
    }
    console.log('')
    say(title)
    const start = Date.now()
    const result = await check().catch((error) => {
      console.error(error instanceof SetupError ? error.message : error)
      return { passed: 0, failed: 1 }
    })
    results.push({ name, title, ...result, seconds: (Date.now() - start) / 1000 })
  }
  if (wanted.length) skipped.push(`every step but: ${wanted.join(', ')} (as asked)`)
  if (!existsSync(join(root, '../shared/eval')))
    skipped.push('whatever measures against ../shared, which is not beside this folder')

  console.log('\n')
  for (const { title, passed, failed, seconds } of results)
    console.log(
      `${failed ? '✗' : '✓'} ${title}: ${passed} passed, ${failed} failed (${seconds.toFixed(1)} s)`,
    )
  if (skipped.length) console.log(`\nSKIPPED:\n${skipped.map((what) => `  - ${what}`).join('\n')}`)
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  return sum('failed') === 0 ? 0 : 1
}

main()
  .catch((error) => {
    console.error(error instanceof SetupError ? error.message : error)
    return 1
  })
  .then((code) => {
    rmSync(scratch, { recursive: true, force: true })
    process.exit(code)
  })
