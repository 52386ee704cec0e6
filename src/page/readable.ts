/** Never read: not text, not the page's own words, or the reader's words. */
const skipped = new Set(
  'script style noscript template textarea input select option optgroup datalist meter progress iframe frame object embed svg math canvas video audio code kbd samp rt rp head'.split(
    ' ',
  ),
)

export const isElement = (node: Node): node is Element => node.nodeType === 1
export const isText = (node: Node): node is Text => node.nodeType === 3

const isEditable = (element: Element) => {
  const value = element.getAttribute('contenteditable')
  return value !== null && value !== 'false'
}

/** Whether an element is left alone with all it holds. */
export const isSkipped = (element: Element) => skipped.has(element.localName) || isEditable(element)

/** 1 (highest) to 6 for a heading, 0 for anything else. */
export function headingRank(element: Element): number {
  const { localName } = element
  if (localName.length === 2 && /^h[1-6]$/.test(localName)) return Number(localName[1])
  if (element.getAttribute('role') !== 'heading') return 0
  return Math.min(6, Math.max(1, Number(element.getAttribute('aria-level')) || 2))
}

/** The nodes that stand in an element's place on the page: an open shadow tree hides the element's own children. */
export function shownChildren(element: Element): Iterable<Node> {
  if (element.shadowRoot) return element.shadowRoot.childNodes
  if (element.localName === 'slot') {
    const assigned = (element as HTMLSlotElement).assignedNodes?.({ flatten: true })
    if (assigned?.length) return assigned
  }
  return element.childNodes
}

/** Of a form `parentNode` may be a field of that name, and then a way upwards would never end. */
const parentNode =
  typeof Node === 'undefined' ? undefined : Object.getOwnPropertyDescriptor(Node.prototype, 'parentNode')?.get

/** The element around a node, out of a shadow tree where need be; of a shadow root its host. */
export const parentOf = (node: Node): Element | null => {
  const parent: Node | null =
    node.nodeType === 11 ? node : parentNode ? parentNode.call(node) : node.parentNode
  if (!parent || isElement(parent)) return parent
  return (parent as ShadowRoot).host ?? null
}

/** A claim takes at least so many characters. */
const shortest = 6

/**
 * What an element says in `alt` or `title` beyond its text and the text beside it: clinics repeat a link's words in
 * its title and a caption in the picture, which would count every claim twice.
 */
export function spokenAttributes(element: Element): string[] {
  const texts: string[] = []
  for (const name of element.localName === 'img' ? ['alt', 'title'] : ['title']) {
    const text = element.getAttribute(name)?.trim()
    if (!text || text.length < shortest || !/[\u4e00-\u9fff]/.test(text)) continue
    const beside = (element.closest('a, figure, p, li') ?? element).textContent ?? ''
    if (!texts.includes(text) && !beside.includes(text)) texts.push(text)
  }
  return texts
}
