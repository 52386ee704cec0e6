/** Guesses of the second reader: there as installed, told apart, gone when the reader switches them off in the panel, and back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Mark } from '../../scripts/browsers/marks'
import type { Server } from '../../scripts/browsers/serve'
import { servePages } from './lib/pages'
import { inPanel, openPanel } from './lib/panel'
import { expectedRuns, paintedRuns, scan } from './lib/scan'
import { marksWhen, poll, type Session, startSession, type Tab } from './lib/session'

const name = 'sample-clinic.html'

let server: Server
beforeAll(async () => {
  server = await servePages()
})
afterAll(() => server.close())

const guessed = (marks: Mark[]) => marks.some(({ name }) => name.includes('suspected'))

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let session: Session
  let tab: Tab
  beforeAll(async () => {
    session = await startSession(kind, { proxy: server.port, guesses: true })
    tab = await session.open(`http://clinic.test/${name}`)
    const marks = await marksWhen(tab, (marks) => marks.length > 3)
    await openPanel(session, tab, marks[0]!.text)
  })
  afterAll(() => session?.close())

  const press = async () => {
    const pressed = await poll(
      () =>
        inPanel(
          session,
          (doc) => {
            const input = doc.querySelector<HTMLInputElement>('.missed input[role=switch]')
            input?.click()
            return Boolean(input)
          },
          null,
        ).catch(() => false),
      8000,
    )
    expect(pressed).toBe(true)
  }
  const group = () =>
    inPanel(
      session,
      (doc) => [...doc.querySelectorAll('.group.suspected .quote mark')].map((mark) => mark.textContent),
      null,
    ).catch(() => [])

  test('as installed they are painted thinly and listed apart, with what the cards keep', async () => {
    const { text, findings } = scan(name, { suspected: true })
    const ofLevel = (level: string) => ({ findings: findings.filter((f) => f.level === level) })
    const guesses = ofLevel('suspected').findings
    expect(guesses.length).toBeGreaterThan(0)
    const marks = await marksWhen(tab, guessed)
    expect(paintedRuns(marks, 'suspected')).toEqual(guesses.map(({ quote }) => quote.replace(/\s+/g, '')))
    const sure = { text, relevant: true, ...ofLevel('claim') }
    for (const verdict of ['contradicted', 'unsupported'])
      expect(paintedRuns(marks, verdict)).toEqual(expectedRuns(sure, verdict))
    await poll(async () => (await group()).length === guesses.length, 8000)
    expect((await group()).sort()).toEqual(guesses.map(({ quote }) => quote).sort())
    const named = await inPanel(
      session,
      (doc) =>
        [...doc.querySelectorAll('.group.suspected .entry')].map(
          (entry) => entry.querySelector('.resembles [lang], summary[lang]')?.textContent,
        ),
      null,
    )
    expect(named.length).toBeGreaterThan(0)
    for (const proposition of named) expect(proposition).toMatch(/\p{Script=Han}{4}/u)
  })

  test('switched off, only what cards find is left', async () => {
    await press()
    const cards = scan(name)
    const marks = await marksWhen(
      tab,
      (marks) =>
        !guessed(marks) &&
        paintedRuns(marks, 'contradicted').length === expectedRuns(cards, 'contradicted').length,
    )
    for (const verdict of ['contradicted', 'unsupported'])
      expect(paintedRuns(marks, verdict)).toEqual(expectedRuns(cards, verdict))
    expect(guessed(marks)).toBe(false)
  })

  test('switched on again, they are back', async () => {
    await press()
    expect(guessed(await marksWhen(tab, guessed))).toBe(true)
    expect(session.errors).toEqual([])
  })
})
