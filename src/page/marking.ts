import { Turns } from '../analysis/turns'
import { Analyst } from '../analyst/client'
import { analystPort } from '../analyst/protocol'
import { cardTexts } from '../locales/card'
import type { FrameReport, Step } from '../platform/messages'
import { connect, send } from '../platform/messaging'
import { isShown, type Settings } from '../settings/settings'
import { Explainer } from './explainer'
import { canHighlight, Highlights } from './highlights'
import { HitTest } from './hit'
import type { Mark } from './marks'
import { inView } from './outwards'
import { Reading } from './reading'
import { reveal } from './reveal'
import { styledView } from './view'
import { type Changes, watch } from './watch'

/** Announces without a node in the page: a live region of ours would stand in its HTML. */
interface Announcer {
  ariaNotify?(text: string): void
}

interface MarkingNeeds {
  settings: Settings
  tell(state: FrameReport['state'], marks?: readonly Mark[], reason?: string): void
  calm(told: Promise<unknown>): void
  /** Other marks are painted now. */
  presented(): void
}

/** A page with its marks on: reads, paints, explains, and keeps all three up with the page's changes. */
export class Marking {
  #window: Window & typeof globalThis
  #needs: MarkingNeeds
  #settings: Settings
  #life = new AbortController()
  #reading: Reading
  #highlights: Highlights | undefined
  #hits: HitTest
  #explainer: Explainer
  #watcher: ReturnType<typeof watch>
  /** Keys of marks that the reader hid on this visit. */
  #hidden = new Set<string>()
  #shown: readonly Mark[] = []
  #running = false
  #again = false
  /** With the next round everything is read and judged from the start. */
  #anew = false
  #announced = false
  /** The page could not be read, and its views were told so. */
  #failed = false
  #analyst = new Analyst({
    connect: () => connect(analystPort),
    wake: () => send('background', 'wake-analyst'),
  })
  /** The cards have spoken of the page once: from then on the second reader is asked too, where it is wanted. */
  #spoken = false
  /** The second reader has not spoken yet: where it is wanted, what the cards find is shown, and the page is not done. */
  #awaited = true

  constructor(window: Window & typeof globalThis, needs: MarkingNeeds) {
    const { document } = window
    const { signal } = this.#life
    this.#window = window
    this.#needs = needs
    this.#settings = needs.settings
    this.#reading = new Reading(document, {
      view: styledView(window),
      judge: (blocks, turns) => this.#analyst.judge(blocks, this.#asksSecond, turns),
      segment: (sentences) => send('background', 'segment', sentences),
    })
    this.#highlights = canHighlight() ? new Highlights(window) : undefined
    this.#hits = new HitTest(document, this.#reading.reader.shadowRoots)
    this.#explainer = new Explainer(
      window,
      {
        settings: () => this.#settings,
        shown: () => this.#shown,
        hit: (x, y, rests) => this.#hits.at(x, y, rests),
        hide: (mark) => {
          this.#hidden.add(mark.key)
          this.#present()
        },
        reveal: (mark) => this.#reveal(mark),
        calm: needs.calm,
      },
      signal,
    )
    this.#watcher = watch(
      document,
      async (changes) => {
        const began = performance.now()
        const outdated = this.#note(changes)
        const noted = performance.now() - began
        if (outdated) return noted + (await this.#refresh())
        this.#highlights?.keep(this.#reading.reader.shadowRoots)
        return noted
      },
      signal,
    )
    this.#watcher.observe(document)
    void this.#refresh()
  }

  use(settings: Settings): void {
    // The second reader also checks the cards: with it comes and goes more than its guesses.
    const rereads = settings.suspected !== this.#settings.suspected
    this.#settings = settings
    this.#present()
    if (rereads || this.#failed) void this.#refresh()
  }

  get #asksSecond(): boolean {
    return this.#spoken && this.#settings.suspected
  }

  reveal(key: string): boolean {
    const mark = this.#shown.find((one) => one.key === key)
    return mark !== undefined && this.#reveal(mark)
  }

  /** Keys of the marks that the reader can see now, in reading order. */
  get keysInView(): string[] {
    return inView(this.#shown, this.#window).map(({ key }) => key)
  }

  step = (step: Step): boolean => this.#explainer.step(step)

  rescan(): void {
    this.#hidden.clear()
    this.#anew = true
    void this.#refresh()
  }

  /** Whether it has ended, of itself or told to: then it never marks again. */
  get stopped(): boolean {
    return this.#life.signal.aborted
  }

  stop(): void {
    this.#life.abort()
    this.#analyst.close()
    this.#highlights?.clear()
  }

  #reveal(mark: Mark): boolean {
    const there = reveal(mark, this.#window)
    if (there) this.#highlights?.flash(mark)
    return there
  }

  /** Whether anything has to be read again; everything, where that cannot be told. */
  #note(changes: Changes): boolean {
    try {
      return this.#reading.note(changes)
    } catch (error) {
      console.warn('辨白 reads this page again:', error)
      this.#reading.forget()
      return true
    }
  }

  /** Reads and paints until all changes are in. Resolves to the milliseconds of work. */
  async #refresh(): Promise<number> {
    this.#again = true
    if (this.#running) return 0
    this.#running = true
    const turns = new Turns(this.#life.signal)
    try {
      while (this.#again && this.#allowed()) {
        this.#again = false
        this.#failed = false
        if (this.#anew) {
          this.#anew = false
          this.#reading.forget()
          this.#analyst.close()
        }
        const second = this.#asksSecond
        await this.#reading.update(turns, () => this.#allowed() && this.#present('scanning'))
        if (turns.over) await turns.next()
        if (!this.#allowed()) break
        if (second) this.#awaited = false
        // Asked after the cards' marks are up, and only where the reader wants it.
        else if (this.#settings.suspected) this.#again = true
        this.#spoken = true
        this.#present()
        this.#confirm()
      }
    } catch (error) {
      if (this.#life.signal.aborted) return 0
      console.warn('辨白 could not read this page:', error)
      this.#failed = true
      this.#needs.tell('limited', this.#reading.marks, 'failed')
    } finally {
      this.#running = false
    }
    return turns.total
  }

  /** A page that the reader writes in is left alone, until it is asked for again. */
  #allowed(): boolean {
    if (this.#life.signal.aborted) return false
    if (this.#window.document.designMode !== 'on') return true
    this.stop()
    this.#needs.tell('limited', [], 'editable')
    return false
  }

  #confirm() {
    this.#needs.calm(
      this.#reading.confirm().then((more) => {
        if (more && !this.#life.signal.aborted) this.#present()
      }),
    )
  }

  /** Paints what the settings show and reports all that was found. */
  #present(state: 'scanning' | 'done' = this.#awaited && this.#settings.suspected ? 'scanning' : 'done') {
    const { marks, reader } = this.#reading
    const kept = this.#hidden.size ? marks.filter(({ key }) => !this.#hidden.has(key)) : marks
    this.#shown = kept.filter(({ finding }) => isShown(finding, this.#settings))
    for (const root of reader.shadowRoots) this.#watcher.observe(root)
    this.#highlights?.paint(this.#shown, reader.shadowRoots)
    this.#hits.marks = this.#shown
    this.#explainer.refresh()
    this.#needs.presented()
    if (this.#failed) this.#needs.tell('limited', kept, 'failed')
    else if (this.#highlights) this.#needs.tell(state, kept)
    else this.#needs.tell('limited', kept, 'no-highlights')
    if (state === 'done' && !this.#failed) this.#announce()
  }

  #announce() {
    if (!this.#shown.length || this.#announced || this.#window !== this.#window.top) return
    this.#announced = true
    const announcer = this.#window.document as Announcer
    announcer.ariaNotify?.(cardTexts(this.#settings.language)('found', { n: this.#shown.length }))
  }
}
