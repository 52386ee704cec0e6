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
      element.hasAttribute('hidden') ||
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

/** For a page in a browser. */
export const styledView = (window: Window): View => ({
  look(element) {
    const { display, visibility, whiteSpace } = window.getComputedStyle(element)
    const inline =
      inlineDisplay.test(display) &&
      (display === 'inline' ||
        display === 'contents' ||
        isInlineTag(element.localName) ||
        !display.includes('-'))
    return {
      kind: display === 'none' ? 'none' : inline ? 'inline' : 'block',
      silent: visibility !== 'visible' && visibility !== '',
      keepsLines: /^(?:pre|break)/.test(whiteSpace),
    }
  },
})
