import type { Mark } from './marks'

interface PointerUse {
  /** `rests`: the pointer is only there, and does nothing. */
  hit(x: number, y: number, rests: boolean): Mark | undefined
  /** Whether an event came out of the card. */
  inCard(event: Event): boolean
  /** The reader's pointer rests on a mark, or (undefined) has left marks and card for a while. */
  rest(mark: Mark | undefined, point: { x: number; y: number }): void
  /** A plain click on a mark by the reader. Called in the listener itself: a click counts only for a moment. */
  click(mark: Mark, point: { x: number; y: number }, event: MouseEvent): void
  /** A click beside marks and card. */
  away(): void
  /** Whether the key had a meaning for us. */
  escape(): boolean
}

/** Milliseconds that a pointer rests before the card opens, and that it may be away before the card closes. */
const opening = 180
const closing = 350

const actsItself = 'a[href], button, input, select, textarea, label, summary, [role=button], [role=link]'

/** Turns what pointer and keyboard do on the page into what it means for marks. Prevents nothing but what Escape does besides closing the card. */
export function watchPointer(doc: Document, use: PointerUse, signal: AbortSignal) {
  const view = doc.defaultView!
  let frame = 0
  let timer = 0
  let over: Mark | undefined
  let overCard = false
  let point = { x: 0, y: 0 }

  const later = (wait: number, act: () => void) => {
    view.clearTimeout(timer)
    timer = view.setTimeout(act, wait)
  }
  const moved = () => {
    frame = 0
    const mark = overCard ? over : use.hit(point.x, point.y, true)
    if (mark === over) return
    over = mark
    const at = point
    later(mark ? opening : closing, () => use.rest(mark, at))
  }
  doc.addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerType === 'touch' || event.buttons || !event.isTrusted || use.inCard(event)) return
      point = { x: event.clientX, y: event.clientY }
      frame ||= view.requestAnimationFrame(moved)
    },
    { capture: true, passive: true, signal },
  )
  doc.addEventListener(
    'click',
    (event) => {
      if (!event.isTrusted || event.button !== 0 || use.inCard(event)) return
      const target = event.composedPath()[0]
      if (target instanceof Element && target.closest(actsItself)) return
      if (!view.getSelection()?.isCollapsed) return
      const mark = use.hit(event.clientX, event.clientY, false)
      if (mark) use.click(mark, { x: event.clientX, y: event.clientY }, event)
      else use.away()
    },
    { capture: true, passive: true, signal },
  )
  view.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !event.isTrusted || !use.escape()) return
      event.stopPropagation()
      // A dialog of the page around the marked words stays open: the key was meant for the card.
      event.preventDefault()
    },
    { capture: true, signal },
  )
  signal.addEventListener('abort', () => {
    view.clearTimeout(timer)
    view.cancelAnimationFrame(frame)
  })
  return {
    /** The pointer entered or left the card, which keeps it open. */
    cardHovered(inside: boolean) {
      overCard = inside
      if (inside) view.clearTimeout(timer)
      else {
        over = undefined
        later(closing, () => use.rest(undefined, point))
      }
    },
    /** The card was closed by other means. */
    forget() {
      view.clearTimeout(timer)
      over = undefined
      overCard = false
    },
  }
}
