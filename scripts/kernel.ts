import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import wabt from 'wabt'
import { root } from './rules'

/** npm run kernel: translates src/reader/kernel.wat to WebAssembly and writes src/reader/kernel.ts. */
export async function translated(): Promise<string> {
  const source = join(root, 'src/reader/kernel.wat')
  const { parseWat } = await wabt()
  const parsed = parseWat(source, readFileSync(source, 'utf8'), { simd: true })
  const { buffer } = parsed.toBinary({})
  parsed.destroy()
  return `/** src/reader/kernel.wat as WebAssembly, in base64: written by \`npm run kernel\`. */
export const kernel =
  '${Buffer.from(buffer).toString('base64')}'
`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(join(root, 'src/reader/kernel.ts'), await translated())
