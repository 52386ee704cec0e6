/** The command line's contract: documents in, one line each out, unreadable ones named, the rest judged all the same. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Judgement } from './judge'
import { root } from './rules'

const claim = '得了白癜风，维C会阻断黑色素的合成。'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bianbai-scan-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const put = (name: string, content: string | Buffer) => {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

interface Ran {
  code: number | null
  lines: Judgement[]
  complaints: string[]
}

const scan = (args: string[], input = ''): Promise<Ran> =>
  new Promise((done) => {
    const child = spawn('npx', ['tsx', join(root, 'scripts/scan.ts'), ...args], { cwd: root })
    let out = ''
    let err = ''
    child.stdout.on('data', (data) => (out += data))
    child.stderr.on('data', (data) => (err += data))
    child.on('close', (code) =>
      done({
        code,
        lines: out
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line) as Judgement),
        complaints: err.split('\n').filter(Boolean),
      }),
    )
    child.stdin.end(input)
  })

const line = (document: object) => `${JSON.stringify(document)}\n`

describe('scan', { timeout: 60_000 }, () => {
  it('judges files of every kind, each with its own id; html with the text that offsets count in', async () => {
    const { code, lines, complaints } = await scan([
      put('甲.txt', claim),
      put('乙.html', `<title>白癜风</title><p>得了白癜风，<b>维C</b>会阻断黑色素的合成。</p>`),
      put('many.jsonl', line({ id: '丙', text: claim }) + line({ html: `<p>${claim}</p>` })),
    ])
    expect([code, complaints]).toEqual([0, []])
    expect(lines.map(({ id }) => id)).toEqual(['甲', '乙', '丙', '1'])
    for (const { relevant, findings, text = claim } of lines) {
      expect(relevant).toBe(true)
      expect(findings).toHaveLength(1)
      const { start, end, quote, rule, level } = findings[0]!
      expect(text.slice(start, end)).toBe(quote)
      expect(quote).toContain('维C会阻断黑色素')
      expect([rule, level]).toEqual(['vitamin-c-ban', expect.stringMatching(/^(claim|suspected)$/)])
    }
    expect(lines.map(({ text }) => text !== undefined)).toEqual([false, true, false, true])
  })

  it('names what it cannot read, in one line each, judges the rest and fails', async () => {
    const { code, lines, complaints } = await scan([
      join(folder, 'nowhere.txt'),
      put('broken.jsonl', `{"id":"一","text":"${claim}"}\n{"id":\n[]\n{"id":"二"}\n{"id":"三","text":7}\n`),
      put('picture.html', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00, 0xff])),
      folder,
      put('last.txt', claim),
    ])
    expect(code).toBe(1)
    expect(lines.map(({ id }) => id)).toEqual(['一', 'last'])
    expect(complaints).toHaveLength(7)
    for (const [i, where] of [
      'nowhere.txt',
      'broken.jsonl:2',
      'broken.jsonl:3',
      'broken.jsonl:4',
      'broken.jsonl:5',
      'picture.html',
      folder,
    ].entries()) {
      expect(complaints[i]).toContain('scan: ')
      expect(complaints[i]).toContain(where)
    }
  })

  it('reads jsonl on standard input; without --assume-topic a text about other things has no findings', async () => {
    const input =
      line({ id: 'a', text: '坚持十次就能治好，签约保证不复发。' }) + line({ id: 'b', text: claim })
    const gated = await scan(['-'], input)
    expect(gated.lines.map(({ id, relevant, findings }) => [id, relevant, findings.length])).toEqual([
      ['a', false, 0],
      ['b', true, 1],
    ])
    const assumed = await scan(['--assume-topic', '-'], input)
    expect(assumed.lines[0]!.findings.length).toBeGreaterThan(0)
    expect([gated.code, assumed.code]).toEqual([0, 0])
  })

  it('reads saved pages in GB18030', async () => {
    const page = Buffer.concat([
      Buffer.from('<meta charset="gbk"><p>'),
      // 白癜风，维C会阻断黑色素的合成
      Buffer.from('b0d7f1b0b7e7a3acceac43bbe1d7e8b6cfbadac9abcbd8b5c4bacfb3c9', 'hex'),
      Buffer.from('</p>'),
    ])
    const { code, lines } = await scan([put('旧.html', page)])
    expect([code, lines[0]!.relevant, lines[0]!.findings.length]).toEqual([0, true, 1])
  })

  it('judges a text whose last character was cut in two', async () => {
    const { code, lines } = await scan([put('断.txt', Buffer.from(`${claim.repeat(4)}完`).subarray(0, -1))])
    expect([code, lines[0]!.findings.length > 0]).toEqual([0, true])
  })

  it('says how it is called when it is called otherwise', async () => {
    const [none, unknown] = await Promise.all([scan([]), scan(['--topic', 'x.txt'])])
    expect([none.code, unknown.code]).toEqual([2, 2])
    expect(none.complaints[0]).toMatch(/^usage: npm run --silent scan/)
    expect(unknown.complaints[0]).toContain('unknown option --topic')
  })
})
