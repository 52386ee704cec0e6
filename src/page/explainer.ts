import { cardTexts } from '../locales/card'
import { chooseLanguage } from '../locales/translate'
import { browser } from '../platform/browser'
import type { Step } from '../platform/messages'
import { send } from '../platform/messaging'
import { isFirefox } from '../platform/panel'
import type { Settings } from '../settings/settings'
import type { CardModule } from './card'
import type { CardHost } from './card-host'
import type { Mark } from './marks'
import { watchPointer } from './pointer'
import { plainAddress } from './reporter'

interface ExplainerNeeds {
  settings(): Settings
  /** Marks as they are painted, in reading order. */
  shown(): readonly Mark[]
  hit(x: number, y: number, rests: boolean): Mark | undefined
  hide(mark: Mark): void
  /** Scrolls to a mark and flashes it; whether it is still there. */
  reveal(mark: Mark): boolean
  /** Calm about an extension that went away. */
  calm(told: Promise<unknown>): void
}

const loadCard = () =>
  import(/* @vite-ignore */ browser.runtime.getURL('/card.js' as never)) as Promise<CardModule>

/** Opens, moves and closes the card, by pointer and by keyboard, and leads from it to the panel. */
export class Explainer {
  #window: Window
  #needs: ExplainerNeeds
  #module: CardModule | undefined
  #host: CardHost | undefined
  #pointer: ReturnType<typeof watchPointer>
  #mark: Mark | undefined
  #hint: string | undefined
  /** Opened by a tap, a key or a button: stays until it is closed. */
  #pinned = false
  #last: string | undefined

  constructor(window: Window, needs: ExplainerNeeds, signal: AbortSignal) {
    this.#window = window
    this.#needs = needs
    this.#pointer = watchPointer(
      window.document,
      {
        hit: needs.hit,
        inCard: (event) => this.#host?.holds(event) ?? false,
        rest: (mark, point) => {
          if (mark) this.#show(mark, { point })
          else if (!this.#pinned) this.close()
        },
        click: (mark, point, event) => {
          // The message must leave before anything else: the browser opens the panel only right after a click.
          const opened = this.#openPanel(mark)
          const byMouse = (event as PointerEvent).pointerType === 'mouse'
          // Firefox opens nothing from here; there the card stays, and an open sidebar goes to the entry.
          this.#pinned = !byMouse || isFirefox
          this.#show(mark, { point })
          needs.calm(
            opened.then((did) => {
              // Closed by the reader meanwhile, it stays closed.
              if (!did && this.#mark?.key === mark.key) this.#show(this.#mark, { point })
            }),
          )
        },
        away: () => this.close(),
        escape: () => {
          const isOpen = this.#host?.isOpen ?? false
          this.close()
          return isOpen
        },
      },
      signal,
    )
    signal.addEventListener('abort', () => this.close())
  }

  /** Goes to the next or previous mark and opens its card with the focus in it. */
  step(step: Step): boolean {
    const shown = this.#step(step)
    // Where the next one stands in another frame, this one's card would be a second one.
    if (!shown) this.close()
    return shown
  }

  #step({ by, from }: Step): boolean {
    const marks = this.#needs.shown()
    const last = from === 'edge' ? -1 : marks.findIndex(({ key }) => key === this.#last)
    let i = last < 0 ? (by > 0 ? 0 : marks.length - 1) : last + by
    while (marks[i] && !this.#needs.reveal(marks[i]!)) i += by
    const mark = marks[i]
    if (!mark) return false
    this.#pinned = true
    this.#show(mark, { focus: true })
    return true
  }

  /** The marks were painted anew: the card follows its mark, or closes when that is gone. */
  refresh(): void {
    if (!this.#mark) return
    const mark = this.#needs.shown().find(({ key }) => key === this.#mark?.key)
    if (!mark) this.close()
    else if (mark !== this.#mark) this.#show(mark, {})
  }

  close(): void {
    this.#mark = undefined
    this.#hint = undefined
    this.#pinned = false
    this.#pointer.forget()
    this.#host?.close()
  }

  #show(mark: Mark, where: { point?: { x: number; y: number }; focus?: boolean }) {
    if (mark.key !== this.#mark?.key) this.#hint = undefined
    this.#mark = mark
    this.#last = mark.key
    if (this.#module) this.#open(this.#module, mark, where)
    else
      this.#needs.calm(
        loadCard().then((module) => {
          this.#module = module
          if (this.#mark?.key === mark.key) this.#open(module, this.#mark, where)
        }),
      )
  }

  #open(module: CardModule, mark: Mark, where: { point?: { x: number; y: number }; focus?: boolean }) {
    this.#host ??= new module.CardHost(this.#window.document, (over) => this.#pointer.cardHovered(over))
    const marks = this.#needs.shown()
    const { language } = this.#needs.settings()
    const view = module.viewOf({
      mark,
      position: marks.indexOf(mark) + 1,
      all: marks.length,
      hint: this.#hint,
      language: chooseLanguage(language, navigator.languages),
      t: cardTexts(language),
      actions: {
        evidence: () => this.#lead(this.#openPanel(mark), where),
        wrong: () => this.#lead(this.#draft(mark), where),
        hide: () => {
          this.close()
          this.#needs.hide(mark)
        },
        step: (by) => {
          if (!this.#step({ by, from: 'last' })) this.#step({ by, from: 'edge' })
        },
        close: () => this.close(),
      },
    })
    this.#host.open(mark, view, where)
  }

  #openPanel = ({ key, finding }: Mark) => send('background', 'open-panel', { key, rule: finding.rule })

  #draft = ({ finding, before, after }: Mark) =>
    send('background', 'draft-report', {
      kind: 'wrong',
      words: finding.quote,
      before,
      after,
      url: plainAddress(this.#window.location),
      title: this.#window.document.title,
      rule: finding.rule,
    })

  /** After a button of the card: leave the stage to the panel, or say how to open it. */
  #lead(opened: Promise<boolean>, where: { point?: { x: number; y: number } }) {
    this.#needs.calm(
      opened.then((did) => {
        const mark = this.#mark
        if (did || !mark) return this.close()
        this.#hint = cardTexts(this.#needs.settings().language)('openFromToolbar')
        this.#pinned = true
        this.#show(mark, { point: where.point })
      }),
    )
  }
}
