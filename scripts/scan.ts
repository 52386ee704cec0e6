import { createReadStream, readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { createInterface } from 'node:readline'
import { type Judgement, judge } from './judge'

const usage =
  'usage: npm run --silent scan -- [--assume-topic] [--explain] FILE…   (FILE: .html .txt .jsonl, or - for jsonl on standard input)'
const args = process.argv.slice(2)
const take = (name: string) => {
  const i = args.indexOf(name)
  if (i < 0) return false
  args.splice(i, 1)
  return true
}
const assumeTopic = take('--assume-topic')
const explain = take('--explain')
/** Without what only the second reader suspects. */
const cardsOnly = take('--cards')
const unknown = args.find((arg) => arg.startsWith('--'))
if (unknown || !args.length) {
  console.error(unknown ? `scan: unknown option ${unknown}\n${usage}` : usage)
  process.exit(2)
}

let failed = false
const complain = (what: string) => {
  failed = true
  console.error(`scan: ${what}`)
}
/** Waits when the reader of our output is slower than we are. */
const print = (judgement: Judgement) =>
  new Promise<void>((resolve) => {
    if (process.stdout.write(`${JSON.stringify(judgement)}\n`)) resolve()
    else process.stdout.once('drain', resolve)
  })

async function scanLines(name: string, stream: NodeJS.ReadableStream) {
  let number = 0
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    if (!line.trim()) continue
    let row: unknown
    try {
      row = JSON.parse(line)
    } catch {
      complain(`${name}:${number}: not JSON`)
      continue
    }
    const { id, text, html } = (row ?? {}) as { id?: unknown; text?: unknown; html?: unknown }
    if (typeof text === 'string' || typeof html === 'string')
      await print(
        judge(
          {
            id: String(id ?? number - 1),
            ...(typeof html === 'string' ? { html } : { text: text as string }),
          },
          { assumeTopic, explain, cardsOnly },
        ),
      )
    else complain(`${name}:${number}: neither “text” nor “html”`)
  }
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
for (const file of args) {
  try {
    if (file === '-') await scanLines('standard input', process.stdin)
    else if (extname(file) === '.jsonl') {
      const stream = createReadStream(file, 'utf8')
      await new Promise<void>((resolve, reject) => stream.once('open', () => resolve()).once('error', reject))
      await scanLines(file, stream)
    } else {
      const id = basename(file, extname(file))
      const content = readFileSync(file, 'utf8')
      await print(
        judge(/^\.x?html?$/.test(extname(file)) ? { id, html: content } : { id, text: content }, {
          assumeTopic,
          explain,
          cardsOnly,
        }),
      )
    }
  } catch (error) {
    complain(
      `${file}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : (error as Error).message}`,
    )
  }
}
if (failed) process.exitCode = 1
