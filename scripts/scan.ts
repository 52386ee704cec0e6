import { documents } from './documents'
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

const complain = (what: string) => {
  process.exitCode = 1
  console.error(`scan: ${what}`)
}
/** Waits when the reader of our output is slower than we are. */
const print = (judgement: Judgement) =>
  new Promise<void>((resolve) => {
    if (process.stdout.write(`${JSON.stringify(judgement)}\n`)) resolve()
    else process.stdout.once('drain', resolve)
  })

process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
for await (const document of documents(args, complain))
  await print(judge(document, { assumeTopic, explain, cardsOnly }))
