/** A page that is used: dialogs over it, places out of sight, going away and coming back, selecting. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { locateMark } from '../../scripts/browsers/marks'
import type { Server } from '../../scripts/browsers/serve'
import { fireCommand } from './lib/commands'
import { servePages } from './lib/pages'
import { marksWhen, poll, reportsOf, type Session, startSession, type Tab } from './lib/session'

const url = 'http://clinic.test/places.html'
const inDialog = '少吃橙子'
const marked = ['维C会阻断黑色素的合成', '不能吃柠檬', '橙子会阻断黑色素的合成', '少吃柠檬']

let server: Server
beforeAll(async () => {
  server = await servePages()
})
afterAll(() => server.close())

/** Whether the words are painted inside the viewport and not cut off by a container. */
const inSight = (tab: Tab, words: string) =>
  tab.evaluate((wanted) => {
    for (const highlight of CSS.highlights.values() as unknown as Iterable<Iterable<AbstractRange>>)
      for (const painted of highlight) {
        const range = document.createRange()
        range.setStart(painted.startContainer, painted.startOffset)
        range.setEnd(painted.endContainer, painted.endOffset)
        if (range.toString() !== wanted) continue
        const { left, top, width, height } = range.getBoundingClientRect()
        if (!width) return false
        const at = document.elementFromPoint(left + width / 2, top + height / 2)
        const card = document.querySelector(':root > [popover]')
        return at === range.startContainer.parentElement || (at !== null && at === card)
      }
    return false
  }, words)

/** As the panel's button does it. */
const readAgain = (session: Session) =>
  session.inExtension(async () => {
    interface Tabs {
      query(filter: object): Promise<{ id?: number; url?: string }[]>
      sendMessage(id: number, message: object, options: object): Promise<unknown>
    }
    const { browser, chrome } = globalThis as unknown as Record<string, { tabs: Tabs }>
    const { tabs } = (browser ?? chrome)!
    for (const { id } of await tabs.query({ active: true }))
      await tabs.sendMessage(id!, { to: 'page', name: 'rescan' }, { frameId: 0 }).catch(() => {})
  }, null)

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let session: Session
  let tab: Tab
  beforeAll(async () => {
    session = await startSession(kind, { proxy: server.port })
    tab = await session.open(url)
    await marksWhen(tab, (marks) => marks.length >= marked.length)
    await reportsOf(session, url)
  })
  afterAll(() => session?.close())

  test('the keyboard leads to every mark: far down, folded away, inside a scrolling box', async () => {
    expect((await marksWhen(tab, () => true)).map(({ text }) => text)).toEqual(marked)
    for (const words of marked) {
      await fireCommand(session, tab, 'next-finding')
      expect(await poll(() => inSight(tab, words), 3000), words).toBe(true)
    }
    expect(await tab.evaluate(() => document.querySelector('details')!.open)).toBe(true)
    await tab.keyboard.press('Escape')
  })

  test('over a modal dialog the card opens and takes clicks', async () => {
    await tab.evaluate(() => {
      scrollTo(0, 0)
      document.getElementById('open')!.click()
    })
    await marksWhen(tab, (marks) => marks.some(({ text }) => text === inDialog))
    const { x, y } = (await tab.evaluate(locateMark, inDialog))!
    await tab.mouse.move(x, y, { steps: 3 })
    const reachable = () =>
      tab.evaluate(() => {
        const card = document.querySelector('dialog > [popover]:popover-open')
        if (!card) return false
        const { left, top, width, height } = card.getBoundingClientRect()
        return document.elementFromPoint(left + width / 2, top + height / 2) === card
      })
    expect(await poll(reachable, 5000)).toBe(true)
    // The key is meant for the card; the dialog stays.
    await tab.keyboard.press('Escape')
    expect(await poll(async () => !(await reachable()), 3000)).toBe(true)
    expect(await tab.evaluate(() => document.querySelector('dialog')!.open)).toBe(true)
    await tab.evaluate(() => document.querySelector('dialog')!.close())
    const gone = await marksWhen(tab, (marks) => marks.every(({ text }) => text !== inDialog))
    expect(gone.map(({ text }) => text)).toEqual(marked)
    expect(await tab.evaluate(() => document.querySelectorAll('[popover]').length)).toBe(0)
  })

  test('the keyboard leads into frames far down, where one card is open at a time', async () => {
    const framed = await session.open('http://clinic.test/far-frames.html')
    await marksWhen(framed, (marks) => marks.length > 0)
    await poll(async () => (await reportsOf(session, 'http://clinic.test/')).length > 1, 5000)
    /** Where the frame's marked words are on the page's own screen, and how many cards are open. */
    const seen = () =>
      framed.evaluate(() => {
        const frame = document.querySelector('iframe')!
        const inner = frame.contentWindow as unknown as typeof globalThis
        const { top } = frame.getBoundingClientRect()
        let y = Number.NaN
        for (const highlight of inner.CSS.highlights.values() as unknown as Iterable<Iterable<AbstractRange>>)
          for (const painted of highlight) {
            const range = frame.contentDocument!.createRange()
            range.setStart(painted.startContainer, painted.startOffset)
            range.setEnd(painted.endContainer, painted.endOffset)
            y = top + range.getBoundingClientRect().top
          }
        const cards = [document, frame.contentDocument!].map(
          (doc) => doc.querySelectorAll('[popover]').length,
        )
        return { inView: y > 0 && y < innerHeight, cards }
      })
    await fireCommand(session, framed, 'next-finding')
    expect(await poll(async () => (await seen()).cards[0] === 1, 3000)).toBe(true)
    await fireCommand(session, framed, 'next-finding')
    expect(await poll(async () => (await seen()).inView, 3000)).toBe(true)
    expect(await poll(async () => (await seen()).cards.join() === '0,1', 3000)).toBe(true)
    await framed.close()
    await tab.bringToFront()
  })

  test('a page that is edited for a while is left alone until it is read again', async () => {
    const edited = await session.open('http://clinic.test/shapes/headings.html')
    const texts = async (n: number) => (await marksWhen(edited, (marks) => marks.length === n)).length
    expect(await texts(3)).toBe(3)
    await edited.evaluate(() => {
      document.designMode = 'on'
      document.body.append('写')
    })
    expect(await texts(0)).toBe(0)
    await edited.evaluate(() => {
      document.designMode = 'off'
    })
    await readAgain(session)
    expect(await texts(3)).toBe(3)
    // It goes on living.
    await edited.evaluate(() =>
      document.body.append(Object.assign(document.createElement('p'), { textContent: '少吃柠檬。' })),
    )
    expect(await texts(4)).toBe(4)
    await edited.close()
    await tab.bringToFront()
  })

  test('marks do not disturb what the reader selects', async () => {
    const selected = await tab.evaluate(() => {
      getSelection()!.selectAllChildren(document.querySelector('p')!)
      return getSelection()!.toString()
    })
    expect(selected).toBe('维C会阻断黑色素的合成。')
    await tab.evaluate(() => getSelection()!.removeAllRanges())
  })

  test('the browser finds words in the page through marks, and leaves them marked', async () => {
    const found = await tab.evaluate(() => {
      const view = window as unknown as { find(words: string): boolean }
      const did = view.find('会阻断黑色素的合成。')
      const words = getSelection()!.toString()
      getSelection()!.removeAllRanges()
      return did && words
    })
    expect(found).toBe('会阻断黑色素的合成。')
    const marks = await marksWhen(tab, (all) => all.length === marked.length)
    expect(marks.map(({ text }) => text)).toEqual(marked)
  })

  test('a page that was left and came back has its marks and its report', async () => {
    await tab.goto('http://clinic.test/irrelevant-zh.html')
    const gone = async () => (await reportsNow()).length === 0
    const reportsNow = async () =>
      // Tabs closed before are forgotten with the next report of any page.
      Object.values(await session.storage('session')).filter((one) => (one as { url?: string }).url === url)
    expect(await poll(gone, 3000)).toBe(true)
    await tab.evaluate(() => history.back())
    await poll(async () => (await tab.evaluate(() => location.pathname).catch(() => '')) === '/places.html')
    const back = await marksWhen(tab, (marks) => marks.length >= marked.length)
    expect(back.map(({ text }) => text)).toEqual(marked)
    const [report] = await reportsOf(session, url)
    expect(report!.findings.map(({ quote }) => quote)).toEqual(marked)
  })

  test('nothing went wrong on the way', () => expect(session.errors).toEqual([]))
})
