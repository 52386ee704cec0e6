/** The card on the page: by pointer and by keyboard, and the way from it to the panel and back. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { locateMark } from '../../scripts/browsers/marks'
import type { Server } from '../../scripts/browsers/serve'
import zhCN from '../../src/locales/zh-CN.json'
import { cardIsOpen, clickInCard, readCard, waitForCard } from './lib/card'
import { fireCommand } from './lib/commands'
import { servePages } from './lib/pages'
import { marksWhen, poll, reportsOf, type Session, startSession, type Tab } from './lib/session'

const url = 'http://clinic.test/sample-clinic.html'
const claim = '不能超过一个月'

let server: Server
beforeAll(async () => {
  server = await servePages()
})
afterAll(() => server.close())

const away = (tab: Tab) => tab.mouse.move(2, 2, { steps: 3 })

async function visit(session: Session): Promise<Tab> {
  const tab = await session.open(url)
  await marksWhen(tab, (marks) => marks.length > 0)
  await reportsOf(session, url)
  return tab
}

async function pointAt(tab: Tab, words: string) {
  const place = await tab.evaluate(locateMark, words)
  if (!place) throw new Error(`“${words}” is not marked`)
  return place
}

const flashes = (tab: Tab) =>
  tab.evaluate(() => {
    const flash = [...CSS.highlights].find(([name]) => name.includes('flash'))?.[1] as unknown as
      | { size: number }
      | undefined
    return (flash?.size ?? 0) > 0
  })

/** Whether the first run of a mark is inside the viewport as it stands now. */
const inSight = (tab: Tab, words: string) =>
  tab.evaluate((wanted) => {
    for (const highlight of CSS.highlights.values() as unknown as Iterable<Iterable<AbstractRange>>)
      for (const painted of highlight) {
        const range = document.createRange()
        range.setStart(painted.startContainer, painted.startOffset)
        range.setEnd(painted.endContainer, painted.endOffset)
        if (!wanted.includes(range.toString()) && !range.toString().includes(wanted)) continue
        const box = range.getBoundingClientRect()
        if (box.top >= 0 && box.bottom <= innerHeight) return true
      }
    return false
  }, words)

/** Scrolls to the top and gives the first of the quotes that cannot be seen from there. */
async function firstOutOfSight(tab: Tab, quotes: string[]): Promise<number> {
  await tab.evaluate(() => scrollTo(0, 0))
  for (const [i, quote] of quotes.entries()) if (!(await inSight(tab, quote))) return i
  throw new Error('every mark fits the first screen: the test needs a longer page')
}

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let session: Session
  let tab: Tab
  beforeAll(async () => {
    session = await startSession(kind, { proxy: server.port })
    tab = await visit(session)
  })
  afterAll(() => session?.close())
  beforeEach(async () => {
    await tab.bringToFront()
    await tab.keyboard.press('Escape')
    await away(tab)
    expect(await waitForCard(tab, false)).toBe(true)
  })

  test('resting on a mark opens the card, moving away closes it, and the page is as it was', async () => {
    const before = await tab.evaluate(() => document.documentElement.outerHTML)
    const { x, y } = await pointAt(tab, claim)
    await tab.mouse.move(x, y, { steps: 3 })
    expect(await waitForCard(tab, true)).toBe(true)
    const card = await readCard(session, tab)
    expect(card.text).toContain(zhCN.card.contradicted)
    expect(card.text).toContain(zhCN.card.doctor)
    const [report] = await reportsOf(session, url)
    const finding = report!.findings.find((f) => f.quote.includes(claim) || claim.includes(f.quote))
    expect(finding?.verdict).toBe('contradicted')
    await away(tab)
    expect(await waitForCard(tab, false)).toBe(true)
    expect(await tab.evaluate(() => document.documentElement.outerHTML)).toBe(before)
  })

  test('beside a mark no card opens', async () => {
    const place = await tab.evaluate(() => {
      const box = document.querySelector('h1')!.getBoundingClientRect()
      scrollTo(0, 0)
      return {
        x: box.left + box.width / 2,
        y: document.querySelector('h1')!.getBoundingClientRect().top + box.height / 2,
      }
    })
    await tab.mouse.move(place.x, place.y, { steps: 3 })
    await new Promise((done) => setTimeout(done, 800))
    expect(await cardIsOpen(tab)).toBe(false)
  })

  test('the keyboard walks from mark to mark, reads the card and leaves it', async () => {
    await fireCommand(session, tab, 'next-finding')
    expect(await waitForCard(tab, true)).toBe(true)
    const focused = () => tab.evaluate(() => document.activeElement?.matches(':root > [popover]') ?? false)
    expect(await poll(focused, 3000)).toBe(true)
    const first = (await readCard(session, tab)).text
    await fireCommand(session, tab, 'next-finding')
    expect(await poll(async () => (await readCard(session, tab)).text !== first, 3000)).toBe(true)
    await fireCommand(session, tab, 'previous-finding')
    expect(await poll(async () => (await readCard(session, tab)).text === first, 3000)).toBe(true)
    await tab.keyboard.press('Escape')
    expect(await waitForCard(tab, false)).toBe(true)
  })

  test('隐藏 takes this mark away and leaves the others', async () => {
    const own = await visit(session)
    const before = (await marksWhen(own, () => true)).length
    const { x, y } = await pointAt(own, claim)
    await own.mouse.move(x, y, { steps: 3 })
    expect(await waitForCard(own, true)).toBe(true)
    await clickInCard(session, own, zhCN.card.hide)
    const after = await marksWhen(own, (marks) => marks.length < before, 3000)
    expect(after.length).toBe(before - 1)
    expect(after.some((mark) => mark.text.includes(claim))).toBe(false)
    await own.close()
  })

  if (kind === 'chromium') {
    const panelOf = async () => {
      const panel = await session.chromium!.view('sidepanel.html')
      expect(panel, 'the side panel is open').toBeDefined()
      return panel as Page
    }

    test('a click on a mark opens the side panel at its entry, which has the focus', async () => {
      const { x, y } = await pointAt(tab, claim)
      await tab.mouse.click(x, y)
      const panel = await panelOf()
      const entry = panel.locator('article[data-current]')
      await entry.waitFor()
      expect(await entry.textContent()).toContain(claim)
      expect(
        await poll(
          () => panel.evaluate(() => document.activeElement?.hasAttribute('data-current') ?? false),
          3000,
        ),
      ).toBe(true)
      expect(await panel.evaluate(() => document.body.textContent)).toContain(zhCN.foot.see)
    })

    test('看依据 in the card leads to another entry of the open panel', async () => {
      const panel = await panelOf()
      const { x, y } = await pointAt(tab, '96%')
      await tab.mouse.move(x, y, { steps: 3 })
      expect(await waitForCard(tab, true)).toBe(true)
      await clickInCard(session, tab, zhCN.card.evidence)
      const current = async () =>
        (await panel.locator('article[data-current]').textContent())?.includes('96%')
      expect(await poll(current, 5000)).toBe(true)
    })

    test('a place in the panel leads back to the words on the page', async () => {
      const panel = await panelOf()
      const quotes = await panel.locator('button.quote mark').allTextContents()
      const far = await firstOutOfSight(tab, quotes)
      await panel.locator('button.quote').nth(far).click()
      expect(await poll(() => flashes(tab), 2000, 50)).toBe(true)
      expect(await inSight(tab, quotes[far]!)).toBe(true)
    })

    test('a click that the page makes by itself opens nothing', async () => {
      const own = await visit(session)
      const { x, y } = await pointAt(own, claim)
      await own.evaluate(
        ({ x, y }) =>
          document
            .elementFromPoint(x, y)!
            .dispatchEvent(new MouseEvent('click', { bubbles: true, clientX: x, clientY: y })),
        { x, y },
      )
      await new Promise((done) => setTimeout(done, 800))
      expect(await cardIsOpen(own)).toBe(false)
      await own.close()
    })
  } else {
    // Firefox lets no message from a page open its sidebar; the card has to say where to click instead.
    test('看依据 names the way to the sidebar', async () => {
      const { x, y } = await pointAt(tab, claim)
      await tab.mouse.move(x, y, { steps: 3 })
      expect(await waitForCard(tab, true)).toBe(true)
      await clickInCard(session, tab, zhCN.card.evidence)
      expect(
        await poll(async () => (await readCard(session, tab)).text.includes(zhCN.card.openFromToolbar), 3000),
      ).toBe(true)
    })
    test('the open sidebar shows the entry of a clicked mark, and leads back to the page', async () => {
      await session.firefox!.showSidebar()
      // The page is narrower beside the sidebar: its words move while that opens.
      const listed = () => session.inView!('sidebar', (doc) => doc.querySelector('article') !== null)
      expect(await poll(() => listed().catch(() => false), 5000)).toBe(true)
      await new Promise((done) => setTimeout(done, 500))
      const { x, y } = await pointAt(tab, '96%')
      await tab.mouse.click(x, y)
      const entry = () =>
        session.inView!('sidebar', (doc) => doc.querySelector('article[data-current]')?.textContent ?? '')
      expect(await poll(async () => (await entry())?.includes('96%'), 8000)).toBe(true)
      expect(await session.inView!('sidebar', (doc) => doc.body.textContent)).toContain(zhCN.foot.see)
      const quotes = await session.inView!('sidebar', (doc) =>
        [...doc.querySelectorAll('button.quote mark')].map((mark) => mark.textContent!),
      )
      const far = await firstOutOfSight(tab, quotes)
      await session.inView!(
        'sidebar',
        (doc, n) => doc.querySelectorAll<HTMLElement>('button.quote')[n]!.click(),
        far,
      )
      expect(await poll(() => flashes(tab), 2000, 50)).toBe(true)
      expect(await inSight(tab, quotes[far]!)).toBe(true)
    })
  }

  test('the page served is the page shown, after all of this', async () => {
    await tab.keyboard.press('Escape')
    await away(tab)
    expect(await waitForCard(tab, false)).toBe(true)
    const shown = await tab.evaluate(
      (html) => [
        document.documentElement.outerHTML,
        new DOMParser().parseFromString(html, 'text/html').documentElement.outerHTML,
      ],
      readFileSync('tests/pages/sample-clinic.html', 'utf8'),
    )
    expect(shown[0]).toBe(shown[1])
    expect(session.errors).toEqual([])
  })
})
