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
export const isSkipped = (element: Element) =>
  skipped.has(element.localName) || (element.hasAttributes() && isEditable(element))

/** 1 (highest) to 6 for a heading, 0 for anything else. */
export function headingRank(element: Element): number {
  const { localName } = element
  if (localName.length === 2 && /^h[1-6]$/.test(localName)) return Number(localName[1])
  if (!element.hasAttributes() || element.getAttribute('role') !== 'heading') return 0
  return Math.min(6, Math.max(1, Number(element.getAttribute('aria-level')) || 2))
}

/** What is shown in a slot in place of its own children, if anything. An open shadow tree hides them as well. */
export function assignedTo(element: Element): readonly Node[] | undefined {
  if (element.localName !== 'slot' || element.shadowRoot) return undefined
  const assigned = (element as HTMLSlotElement).assignedNodes?.({ flatten: true })
  return assigned?.length ? assigned : undefined
}

/** Of a form, `parentNode` may be a field of that name, and then a way upwards would never end: how to ask for the true one. */
function ways(name: 'parentNode' | 'firstChild' | 'nextSibling'): (node: Node) => Node | null {
  const get =
    typeof Node === 'undefined' ? undefined : Object.getOwnPropertyDescriptor(Node.prototype, name)?.get
  return get ? (node) => get.call(node) : (node) => node[name]
}
export const parentNode = ways('parentNode')
export const firstChild = ways('firstChild')
export const nextSibling = ways('nextSibling')

/** The element around a node, out of a shadow tree where need be; of a shadow root its host. */
export const parentOf = (node: Node): Element | null => {
  const parent = node.nodeType === 11 ? node : parentNode(node)
  if (!parent || isElement(parent)) return parent
  return (parent as ShadowRoot).host ?? null
}

const silent: readonly string[] = []

/** A claim takes at least so many characters. */
const shortest = 6

/**
 * What an element says in `alt` or `title` beyond its text and the text beside it: clinics repeat a link's words in
 * its title and a caption in the picture, which would count every claim twice.
 */
export function spokenAttributes(element: Element): readonly string[] {
  if (!element.hasAttributes()) return silent
  const texts: string[] = []
  for (const name of element.localName === 'img' ? ['alt', 'title'] : ['title']) {
    const text = element.getAttribute(name)?.trim()
    if (!text || text.length < shortest || !/[\u4e00-\u9fff]/.test(text)) continue
    const beside = (element.closest('a, figure, p, li') ?? element).textContent ?? ''
    if (!texts.includes(text) && !beside.includes(text)) texts.push(text)
  }
  return texts
}
