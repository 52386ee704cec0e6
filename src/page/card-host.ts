import { autoUpdate, computePosition, flip, offset, shift } from '@floating-ui/dom'
import { type ComponentChild, render } from 'preact'
import { cardStyle } from './card-style'
import { placesOf } from './hit'
import type { Mark } from './marks'
import { parentOf } from './readable'

const elementOf = ({ block, spans }: Mark) =>
  block.element ?? (spans[0] && parentOf(spans[0].node)) ?? undefined

/** The open modal dialog around a mark: whatever is outside of it takes no clicks, the top layer included. */
function layerOf(mark: Mark): Element | undefined {
  for (let element: Element | null = elementOf(mark) ?? null; element; element = parentOf(element))
    if (element.matches('dialog:modal')) return element
  return undefined
}

/**
 * Where the card lives: a closed shadow tree in the top layer. Its host is a child of <html> (or of the modal dialog
 * around the mark) only while the card is open; the page's own serialisation holds nothing of ours before and after.
 */
export class CardHost {
  #doc: Document
  #host: HTMLElement
  #root: ShadowRoot
  #stop: (() => void) | undefined
  #back: HTMLElement | undefined

  constructor(doc: Document, hovered: (over: boolean) => void) {
    this.#doc = doc
    this.#host = doc.createElement('div')
    this.#root = this.#host.attachShadow({ mode: 'closed' })
    const sheet = new (doc.defaultView as Window & typeof globalThis).CSSStyleSheet()
    sheet.replaceSync(cardStyle)
    this.#root.adoptedStyleSheets = [sheet]
    this.#host.popover = 'manual'
    // Written on the element itself and important: the page's own rules for div or [popover] lose against it.
    for (const [name, value] of [
      ['all', 'initial'],
      ['display', 'block'],
      ['position', 'fixed'],
      ['inset', '0 auto auto 0'],
      ['z-index', '2147483647'],
    ] as const)
      this.#host.style.setProperty(name, value, 'important')
    // The page's shortcuts and click handlers are not meant for what happens inside the card.
    for (const type of ['click', 'mousedown', 'pointerdown', 'keydown', 'keyup', 'keypress', 'focusin'])
      this.#host.addEventListener(type, (event) => event.stopPropagation())
    this.#host.addEventListener('pointerenter', () => hovered(true))
    this.#host.addEventListener('pointerleave', () => hovered(false))
  }

  get isOpen() {
    return this.#host.isConnected
  }

  /** Whether an event of the document came out of the card. */
  holds = (event: Event) => event.target === this.#host

  /** Shows the card at a mark; `point` picks the line where the mark runs over several. */
  open(
    mark: Mark,
    view: ComponentChild,
    { point, focus }: { point?: { x: number; y: number }; focus?: boolean },
  ) {
    const place = layerOf(mark) ?? this.#doc.documentElement
    if (this.#host.parentNode !== place) {
      const { activeElement } = this.#doc
      if (!this.isOpen) this.#back = activeElement instanceof HTMLElement ? activeElement : undefined
      place.append(this.#host)
      this.#host.showPopover()
    }
    this.update(view)
    this.#stop?.()
    const line = Math.max(
      0,
      placesOf(mark).findIndex((r) => point && point.y >= r.top - 1 && point.y <= r.bottom + 3),
    )
    const anchor = {
      getBoundingClientRect: () => {
        const rects = placesOf(mark)
        return rects[line] ?? rects[0] ?? new DOMRect()
      },
      contextElement: elementOf(mark),
    }
    const put = async () => {
      const { x, y } = await computePosition(anchor, this.#host, {
        strategy: 'fixed',
        placement: 'bottom-start',
        middleware: [offset(6), flip({ padding: 8 }), shift({ padding: 8 })],
      })
      this.#host.style.setProperty('inset', `${Math.round(y)}px auto auto ${Math.round(x)}px`, 'important')
    }
    this.#stop = autoUpdate(anchor, this.#host, put)
    if (focus) this.#root.querySelector<HTMLElement>('.card')?.focus({ preventScroll: true })
  }

  update(view: ComponentChild) {
    render(view, this.#root)
  }

  close() {
    if (!this.isOpen) return
    const focused = this.#root.activeElement
    this.#stop?.()
    this.#stop = undefined
    render(null, this.#root)
    this.#host.remove()
    if (focused) this.#back?.focus({ preventScroll: true })
    this.#back = undefined
  }
}
