/** Reports and settings: made on the page and in the panel, kept across restarts, listed, deleted, never sent. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { locateMark } from '../../scripts/browsers/marks'
import type { Server } from '../../scripts/browsers/serve'
import zhCN from '../../src/locales/zh-CN.json'
import type { Report } from '../../src/reports/report'
import { clickInCard, waitForCard } from './lib/card'
import { fireCommand, fireMenu } from './lib/commands'
import { servePages } from './lib/pages'
import { inPanel, keepReport, openPanel, reportForm } from './lib/panel'
import { marksWhen, poll, reportsOf, type Session, startSession, type Tab } from './lib/session'

const page = 'http://clinic.test/shapes/headings.html'
const address = `${page}?from=advert#top`
const claim = '少吃橙子'
const missed = '正文'

let server: Server
beforeAll(async () => {
  server = await servePages()
})
afterAll(() => server.close())

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  const profile = mkdtempSync(join(tmpdir(), `bianbai-reports-${kind}-`))
  let session: Session
  let tab: Tab
  const start = async () => {
    session = await startSession(kind, { proxy: server.port, profile })
  }
  beforeAll(async () => {
    await start()
    tab = await session.open(address)
    await marksWhen(tab, (marks) => marks.length > 0)
    await reportsOf(session, page)
    await openPanel(session, tab, claim)
  })
  afterAll(async () => {
    await session?.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 })
  })

  const kept = async () =>
    Object.entries(await session.storage('local'))
      .filter(([key]) => key.startsWith('report:'))
      .map(([, report]) => report as Report)
      .sort((a, b) => a.at - b.at)
  const keptWhen = (n: number) => poll(async () => ((await kept()).length === n ? kept() : undefined), 5000)
  const select = () =>
    tab.evaluate(() => {
      const text = document.querySelector('p')!.firstChild!
      getSelection()!.setBaseAndExtent(text, 0, text, 2)
    })

  test('selected words become a report that shows all it holds, and is kept', async () => {
    await tab.bringToFront()
    await tab.keyboard.press('Escape')
    await select()
    await fireCommand(session, tab, 'report-missed')
    const form = await reportForm(session, missed)
    expect(form).toContain(page)
    expect(form).not.toContain('advert')
    await keepReport(session, '这是测试')
    const [report] = (await keptWhen(1))!
    expect(report).toMatchObject({ kind: 'missed', words: missed, note: '这是测试', url: page })
    expect(JSON.stringify(report)).not.toMatch(/advert|#top/)
  })

  if (kind === 'chromium')
    // Firefox's own menu cannot be pressed without the mouse; its entry is the same code.
    test('the entry of the context menu begins the same report', async () => {
      await select()
      await fireMenu(session, tab, 'report-missed', missed)
      expect(await reportForm(session, missed)).toContain(page)
      await keepReport(session, '菜单')
      expect((await keptWhen(2))!.at(-1)).toMatchObject({ kind: 'missed', words: missed, note: '菜单' })
    })

  test('a wrong mark is reported from its card, with the card that made it', async () => {
    const before = (await kept()).length
    await tab.bringToFront()
    await tab.evaluate(() => getSelection()!.removeAllRanges())
    await tab.keyboard.press('Escape')
    await tab.mouse.move(2, 2, { steps: 3 })
    const { x, y } = (await tab.evaluate(locateMark, claim))!
    await tab.mouse.move(x, y, { steps: 3 })
    expect(await waitForCard(tab, true)).toBe(true)
    await clickInCard(session, tab, zhCN.card.wrong)
    expect(await reportForm(session, claim)).toContain(page)
    await keepReport(session, '不该标')
    const report = (await keptWhen(before + 1))!.at(-1)!
    expect(report).toMatchObject({ kind: 'wrong', words: claim, note: '不该标', url: page })
    expect(report.rule).toBeTruthy()
  })

  test('what is typed into a report outlives a look at another tab, Escape and the next report', async () => {
    const before = (await kept()).length
    const field = (i: number, text?: string) =>
      inPanel(
        session,
        (doc, [i, text]) => {
          const field = doc.querySelectorAll<HTMLTextAreaElement>('dialog.report[open] textarea')[i]
          if (!field) return undefined
          if (text !== null) {
            field.value = text
            field.dispatchEvent(new Event('input', { bubbles: true }))
          }
          return field.value
        },
        [i, text ?? null] as const,
      ).catch(() => undefined)
    await tab.bringToFront()
    await select()
    await fireCommand(session, tab, 'report-missed')
    await reportForm(session, missed)
    await field(0, '改过的话')
    await field(1, '写了一半')
    const other = await session.open('http://clinic.test/irrelevant-zh.html')
    expect(await poll(async () => (await field(0)) === undefined, 5000)).toBe(true)
    await other.close()
    await tab.bringToFront()
    expect(await poll(async () => (await field(1)) === '写了一半', 5000)).toBe(true)
    expect(await field(0)).toBe('改过的话')

    // Another report begun meanwhile waits.
    await select()
    await fireCommand(session, tab, 'report-missed')
    const waits = zhCN.report.waiting.replace('{n}', '1')
    expect(await reportForm(session, waits)).toContain('改过的话')
    await inPanel(session, (doc) => {
      const dialog = doc.querySelector('dialog.report')!
      dialog.dispatchEvent(new Event('cancel', { cancelable: true }))
    })
    expect(await field(0)).toBe('改过的话')

    // Given up, and taken back.
    const press = (name: string, inside = '') =>
      inPanel(
        session,
        (doc, [name, inside]) => {
          const buttons = doc.querySelectorAll<HTMLElement>(`${inside}button`)
          const button = [...buttons].find((one) => one.textContent!.trim() === name)
          button?.click()
          return Boolean(button)
        },
        [name, inside] as const,
      )
    expect(await press(zhCN.report.cancel)).toBe(true)
    expect(await poll(async () => (await field(0)) === missed, 5000)).toBe(true)
    // From inside the next form, which waits once more.
    expect(await press(zhCN.common.undo, 'dialog.report ')).toBe(true)
    expect(await poll(async () => (await field(1)) === '写了一半', 5000)).toBe(true)
    expect(await reportForm(session, waits)).toContain('改过的话')
    expect(await press(zhCN.report.cancel)).toBe(true)
    expect(await poll(async () => (await field(0)) === missed, 5000)).toBe(true)
    expect(await press(zhCN.report.cancel)).toBe(true)
    expect(await poll(async () => (await field(0)) === undefined, 5000)).toBe(true)
    expect(await press(zhCN.common.undo)).toBe(true)
    expect(await poll(async () => (await field(1)) === '写了一半', 5000)).toBe(true)
    expect(await press(zhCN.report.cancel)).toBe(true)
    expect(await poll(async () => (await field(0)) === undefined, 5000)).toBe(true)
    expect((await kept()).length).toBe(before)
    expect(Object.keys(await session.storage('session')).filter((key) => key.startsWith('drafts'))).toEqual(
      [],
    )
  })

  test('after a restart the reports are still there, listed, and can be deleted one by one', async () => {
    const before = await kept()
    await session.close()
    await start()
    expect(await kept()).toEqual(before)
    const options = await session.openOwn('options.html')
    const listed = () =>
      options.evaluate(() =>
        [...document.querySelectorAll('.report-list li')].map((item) => item.textContent),
      )
    expect(await poll(async () => (await listed()).length === before.length, 5000)).toBe(true)
    const text = (await listed()).join()
    for (const { words, note } of before) {
      expect(text).toContain(words)
      expect(text).toContain(note)
    }
    await options.evaluate((name) => {
      const buttons = [...document.querySelectorAll<HTMLElement>('.report-list li button')]
      buttons.find((button) => button.textContent!.includes(name))!.click()
    }, zhCN.report.delete)
    expect((await keptWhen(before.length - 1))!.length).toBe(before.length - 1)
    await options.close()
  })

  test('a verdict switched off in the options loses its marks at once, and gets them back', async () => {
    tab = await session.open(page)
    const some = (await marksWhen(tab, (marks) => marks.length > 0)).length
    expect(some).toBeGreaterThan(0)
    const options = await session.openOwn('options.html')
    const press = (n: number) =>
      options.evaluate((i) => {
        document.querySelectorAll<HTMLElement>('#display input[role=switch]')[i]!.click()
      }, n)
    await poll(() => options.evaluate(() => document.querySelector('#display input') !== null), 5000)
    await press(1)
    await press(2)
    await tab.bringToFront()
    expect(await marksWhen(tab, (marks) => marks.length === 0, 5000)).toEqual([])
    await press(1)
    await press(2)
    expect((await marksWhen(tab, (marks) => marks.length === some, 5000)).length).toBe(some)
  })

  test('nothing was sent, and nothing went wrong', () => {
    const asked = server.seen.filter((request) => request.includes('.test/') && !request.includes('favicon'))
    expect(new Set(asked)).toEqual(
      new Set(['clinic.test/shapes/headings.html', 'clinic.test/irrelevant-zh.html']),
    )
    expect(session.errors).toEqual([])
  })
})
