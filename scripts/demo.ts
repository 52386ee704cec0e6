/**
 * Shows the extension on one page in real browsers: `tsx scripts/demo.ts TARGET BROWSER…`, called by start.mjs.
 * BIANBAI_HEADLESS=1 saves pictures under .output/demo/ and ends; otherwise a window stays open.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { demoChromium } from './demo/chromium'
import { printFindings } from './demo/findings'
import { demoFirefox } from './demo/firefox'
import { openTarget } from './demo/target'

const [target = '', ...kinds] = process.argv.slice(2)
const headless = process.env.BIANBAI_HEADLESS === '1'
const pictures = join(process.cwd(), '.output', 'demo')
mkdirSync(pictures, { recursive: true })

const page = await openTarget(target)
let shown = 0
for (const kind of kinds) {
  try {
    const demo = kind === 'firefox' ? demoFirefox : demoChromium
    const { version, reports } = await demo({ url: page.url, headless, pictures })
    console.log(`\n${version} · ${page.url}`)
    printFindings(reports)
    shown++
  } catch (error) {
    console.error(`\n${kind}: ${error instanceof Error ? error.message : error}`)
  }
}
await page.close()
if (headless && shown) console.log(`\nPictures are in ${pictures}`)
process.exit(shown === kinds.length && shown > 0 ? 0 : 1)
