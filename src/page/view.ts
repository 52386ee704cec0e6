/** How an element's box takes part in the text of the page. */
export interface Look {
  /** `none`: not shown, with all it holds. */
  kind: 'block' | 'inline' | 'none'
  /** Its own words are invisible, though children may be visible again. */
  silent: boolean
  /** Line breaks in the source are line breaks on the page. */
  keepsLines: boolean
}

/** Answers what only a laid-out page knows; without one, tags and attributes answer. */
export interface View {
  look(element: Element): Look
  /**
   * A quick look at whether an element's own words are surely shown, unless something around it is folded up; without
   * it `look` is asked, up to the root.
   */
  isShown?(element: Element): boolean
  /** Whether an element's box is folded up to nothing and cuts off what it holds. */
  isFolded?(element: Element): boolean
}

const inlineTags = new Set(
  'a abbr acronym b bdi bdo big br cite data del dfn em font i img ins label mark nobr output q ruby rb s slot small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)

/** Tags whose text stays in the line even where a page gives them a box of their own (`inline-block`). */
export const isInlineTag = (name: string) => inlineTags.has(name)

/** For documents that nobody lays out (the `scan` command): what browsers do by default with these tags. */
export const tagView: View = {
  look(element) {
    const name = element.localName
    const style = element.getAttribute('style') ?? ''
    const none =
      (element.hasAttribute('hidden') && element.getAttribute('hidden') !== 'until-found') ||
      (name === 'dialog' && !element.hasAttribute('open')) ||
      /display\s*:\s*none/i.test(style)
    const block = /display\s*:\s*(?:block|flex|grid|table|list-item)/i.test(style)
    return {
      kind: none ? 'none' : !block && (isInlineTag(name) || name.includes('-')) ? 'inline' : 'block',
      silent: /visibility\s*:\s*(?:hidden|collapse)/i.test(style),
      keepsLines: name === 'pre' || name === 'listing' || /white-space\s*:\s*(?:pre|break)/i.test(style),
    }
  },
}

const inlineDisplay = /^(?:inline|contents|ruby)/

/** Nothing of these is left to see: the usual ways to keep words for search engines or for screen readers only. */
const clippedAway = ({ clip, clipPath, width, height, overflowX }: CSSStyleDeclaration) =>
  /^rect\((?:0px|1px|auto),? (?:0px|1px),? (?:0px|1px),? (?:0px|1px|auto)\)$/.test(clip) ||
  /^inset\((?:50|100)%/.test(clipPath) ||
  (overflowX !== 'visible' && Number.parseFloat(width) <= 1 && Number.parseFloat(height) <= 1)

/** Moved out of the page to the left or above, where nobody can scroll. */
const movedAway = ({ left, top }: CSSStyleDeclaration) =>
  Number.parseFloat(left) < -999 || Number.parseFloat(top) < -999

/** The root elements give their overflow to the window. */
const roots = new Set(['html', 'body'])

/** Accordions fold their parts up this way. Asks for the size, which only a laid-out page knows, of few elements. */
const foldedUp = (element: Element, style: CSSStyleDeclaration) =>
  // Of most elements nothing more has to be asked.
  style.overflow !== 'visible' && cutsOff(element, style)

const cutsOff = (element: Element, { overflowX, overflowY, display }: CSSStyleDeclaration) =>
  !inlineDisplay.test(display) &&
  !roots.has(element.localName) &&
  // What stands outside of an empty box, as all that is fixed to the window does, is not cut off by it.
  ((overflowY !== 'visible' &&
    element.clientHeight <= 1 &&
    element.scrollHeight > element.clientHeight + 1) ||
    (overflowX !== 'visible' && element.clientWidth <= 1 && element.scrollWidth > element.clientWidth + 1))

/**
 * For a page in a browser. Words that are only transparent count as shown: pages fade their texts in, and no marks
 * can be seen on them before.
 */
export const styledView = (window: Window): View => ({
  isShown: (element) => element.checkVisibility({ visibilityProperty: true }),
  isFolded: (element) => foldedUp(element, window.getComputedStyle(element)),
  look(element) {
    const style = window.getComputedStyle(element)
    const { display, visibility, whiteSpace, position } = style
    const away = (position === 'absolute' || position === 'fixed') && (clippedAway(style) || movedAway(style))
    const inline =
      inlineDisplay.test(display) &&
      (display === 'inline' ||
        display === 'contents' ||
        isInlineTag(element.localName) ||
        !display.includes('-'))
    return {
      kind: display === 'none' || away || foldedUp(element, style) ? 'none' : inline ? 'inline' : 'block',
      silent:
        (visibility !== 'visible' && visibility !== '') ||
        style.fontSize === '0px' ||
        Number.parseFloat(style.textIndent) < -500,
      keepsLines: /^(?:pre|break)/.test(whiteSpace),
    }
  },
})
