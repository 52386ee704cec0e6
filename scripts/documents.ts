import { createReadStream, readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { createInterface } from 'node:readline'
import type { Document } from './judge'

async function* linesOf(
  name: string,
  stream: NodeJS.ReadableStream,
  complain: (what: string) => void,
): AsyncGenerator<Document> {
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
      yield {
        id: String(id ?? number - 1),
        ...(typeof html === 'string' ? { html } : { text: text as string }),
      }
    else complain(`${name}:${number}: neither “text” nor “html”`)
  }
}

/** What stands for bytes that are no UTF-8, and how many of them a text may have whose file is cut off or damaged. */
const broken = '\ufffd'
const mostBroken = (units: number) => Math.max(2, units / 100)

/**
 * Saved pages are in UTF-8, or in GB18030 as many Chinese sites still are.
 * @throws {Error} when they are in neither.
 */
function decode(bytes: Buffer): string {
  const text = new TextDecoder().decode(bytes)
  const head = bytes.subarray(0, 1024).toString('latin1')
  const count = text.split(broken).length - 1
  if (!count || (count <= mostBroken(text.length) && !/charset=["']?gb/i.test(head))) return text
  try {
    const chinese = new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    if (!chinese.includes('\0')) return chinese
  } catch {}
  throw new Error('neither UTF-8 nor GB18030 text')
}

/**
 * The documents of files, one after the other: .html, .txt, .jsonl (lines of {id, text} or {id, html}) or `-` for
 * jsonl on standard input. What cannot be read is complained of in one line, and the rest goes on.
 */
export async function* documents(
  files: readonly string[],
  complain: (what: string) => void,
): AsyncGenerator<Document> {
  for (const file of files) {
    try {
      if (file === '-') yield* linesOf('standard input', process.stdin, complain)
      else if (extname(file) === '.jsonl') {
        const stream = createReadStream(file, 'utf8')
        await new Promise<void>((resolve, reject) =>
          stream.once('open', () => resolve()).once('error', reject),
        )
        yield* linesOf(file, stream, complain)
      } else {
        const id = basename(file, extname(file))
        const content = decode(readFileSync(file))
        yield /^\.x?html?$/.test(extname(file)) ? { id, html: content } : { id, text: content }
      }
    } catch (error) {
      complain(
        `${file}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : (error as Error).message}`,
      )
    }
  }
}
