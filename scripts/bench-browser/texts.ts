import { readdirSync, readFileSync } from 'node:fs'
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

/** The same lines, two and two in one paragraph. */
const inParagraphs = (html: string) => html.replace(/<\/p>\n<p>(.*?)<\/p>/g, '。$1</p>')

const page = (title: string, content: string) =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${title}</title><style>body { width: 700px; font: 16px/1.7 sans-serif }</style><main>${content}</main></html>`

const clinic = ['sample-clinic.html', 'hospital.html']

/** A clinic's page of so many UTF-16 units. */
export const clinicPage = (units: number) => page('白癜风', body(clinic, units))
/** The same with a script that notes in `firstMark`, in milliseconds as `performance.now()`, when anything was highlighted. */
export const watched = (page: string) =>
  page.replace(
    '<title>',
    `<script>const look = setInterval(() => {
  for (const highlight of CSS.highlights.values())
    if (highlight.size) {
      window.firstMark ??= performance.now()
      clearInterval(look)
    }
}, 1)</script><title>`,
  )
const evaluated = () => {
  const folder = join(root, 'tests/eval/pages')
  return readdirSync(folder)
    .sort()
    .map((file) =>
      (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { text: string }).text.split('\n'),
    )
}

/** Blocks of other pages, for an analyst that has seen some. */
export const warmPages = () =>
  evaluated()
    .filter((_, i) => i % 4 === 0)
    .map((lines) => lines.map((text) => ({ text, role: 'text', rank: 0 })))

/** Pages of about 4,000 units to visit one after the other: no two share a line. */
export function visitPages(): string[] {
  const lines = evaluated().flat()
  const pages: string[] = []
  for (let at = 0; at < lines.length; ) {
    let content = ''
    let units = 0
    for (; at < lines.length && units < 4_000; at++) {
      content += `<p>${escaped(lines[at]!)}</p>\n`
      units += lines[at]!.length
    }
    if (units >= 4_000) pages.push(watched(page('白癜风', content)))
  }
  return pages
}

/** What infinite scroll would add to it, a few times. */
export interface More {
  /** As on the sample pages: lists, tables and lines of 37 units on average. */
  lines: string[]
  /** In paragraphs as long as those of real clinic pages are (the five seeds: 50 to 81 units). */
  paragraphs: string[]
}

export function moreTexts(units: number): More {
  const lines = (times: number[]) => times.map((time) => body(clinic, units, time * 1_000_000))
  return { lines: lines([1, 2, 3]), paragraphs: lines([4, 5, 6]).map(inParagraphs) }
}

/** Pages that are not about vitiligo. */
export const others: Record<string, string> = {
  'English, 700k': page('News', body(['irrelevant-en.html'], 700_000)),
  'Chinese news, 100k': page('新闻', body(['irrelevant-zh.html'], 100_000)),
  '200 frames': page(
    '新闻',
    `${body(['irrelevant-zh.html'], 2000)}${`<iframe srcdoc="${escaped('<p>今日多云，最高气温二十度。</p>')}"></iframe>`.repeat(200)}`,
  ),
}
