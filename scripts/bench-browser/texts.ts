import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { htmlBlocks } from '../html'
import { root } from '../rules'

const blocksOf = (file: string) => htmlBlocks(readFileSync(join(root, 'tests/pages', file), 'utf8')).blocks
const escaped = (text: string) =>
  text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]!)

/** The project's own pages, over and over, with a running number in each block so that nothing is the same twice. */
function body(files: string[], units: number, from = 0): string {
  const blocks = files.flatMap(blocksOf)
  const out: string[] = []
  let total = 0
  for (let i = from; total < units; i++) {
    const { role, rank, text } = blocks[i % blocks.length]!
    const numbered = `${text}${i}`.slice(0, Math.max(1, units - total))
    const tag = role === 'heading' ? `h${rank}` : 'p'
    out.push(`<${tag}>${escaped(numbered)}</${tag}>`)
    total += numbered.length
  }
  return out.join('\n')
}

const page = (title: string, content: string) =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${title}</title><style>body { width: 700px; font: 16px/1.7 sans-serif }</style><main>${content}</main></html>`

const clinic = ['sample-clinic.html', 'hospital.html']

/** A clinic's page of so many UTF-16 units. */
export const clinicPage = (units: number) => page('白癜风', body(clinic, units))
/** What infinite scroll would add to it. */
export const moreText = (units: number) => body(clinic, units, 1_000_000)

/** Pages that are not about vitiligo. */
export const others: Record<string, string> = {
  'English, 700k': page('News', body(['irrelevant-en.html'], 700_000)),
  'Chinese news, 100k': page('新闻', body(['irrelevant-zh.html'], 100_000)),
  '200 frames': page(
    '新闻',
    `${body(['irrelevant-zh.html'], 2000)}${`<iframe srcdoc="${escaped('<p>今日多云，最高气温二十度。</p>')}"></iframe>`.repeat(200)}`,
  ),
}
