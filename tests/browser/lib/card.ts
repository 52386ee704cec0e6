import type { CDPSession, Page as ChromiumPage } from 'playwright-core'
import type { Page as FirefoxPage } from 'puppeteer-core'
import { poll } from '../../../scripts/browsers/chromium'
import type { Session, Tab } from './session'

/** What a reader sees of the card on the page. Its shadow root is closed: only a debugger can look inside. */
export interface Card {
  text: string
  /** Button names and where to click them. */
  buttons: { name: string; x: number; y: number }[]
}

export const cardIsOpen = (tab: Tab) =>
  tab.evaluate(() => document.querySelector(':root > [popover]:popover-open') !== null)

export const waitForCard = async (tab: Tab, open: boolean) =>
  (await poll(async () => (await cardIsOpen(tab)) === open, 5000)) === true

interface CdpNode {
  nodeName: string
  nodeValue: string
  backendNodeId: number
  attributes?: string[]
  children?: CdpNode[]
  shadowRoots?: CdpNode[]
}

const walk = (node: CdpNode, see: (node: CdpNode) => void) => {
  see(node)
  for (const child of [...(node.shadowRoots ?? []), ...(node.children ?? [])]) walk(child, see)
}

async function chromiumCard(session: Session, tab: Tab): Promise<Card> {
  const devtools: CDPSession = await session.chromium!.context.newCDPSession(tab as unknown as ChromiumPage)
  const { root } = (await devtools.send('DOM.getDocument', { depth: -1, pierce: true })) as { root: CdpNode }
  let host: CdpNode | undefined
  walk(root, (node) => {
    if (node.attributes?.includes('popover') && node.shadowRoots) host = node
  })
  if (!host) throw new Error('no card is open')
  const words: string[] = []
  const found: { name: string; id: number }[] = []
  walk(host, (node) => {
    if (node.nodeName === '#text') words.push(node.nodeValue)
    if (node.nodeName !== 'BUTTON') return
    const label = node.attributes?.indexOf('aria-label') ?? -1
    found.push({
      name:
        label >= 0 ? node.attributes![label + 1]! : (node.children ?? []).map((c) => c.nodeValue).join(''),
      id: node.backendNodeId,
    })
  })
  const buttons = []
  for (const { name, id } of found) {
    const { model } = await devtools.send('DOM.getBoxModel', { backendNodeId: id })
    const [x1, y1, , , x2, y2] = model.content as number[]
    buttons.push({ name, x: (x1! + x2!) / 2, y: (y1! + y2!) / 2 })
  }
  await devtools.detach()
  return { text: words.join(''), buttons }
}

interface BidiNode {
  sharedId?: string
  value?: {
    localName?: string
    nodeType: number
    nodeValue?: string
    attributes?: Record<string, string>
    children?: BidiNode[]
    shadowRoot?: BidiNode | null
  }
}

async function firefoxCard(session: Session, tab: Tab): Promise<Card> {
  const context = ((tab as unknown as FirefoxPage).mainFrame() as unknown as { _id: string })._id
  const evaluate = (method: string, params: object) =>
    session.firefox!.send<{ result: BidiNode & { value?: unknown } }>(method, {
      target: { context },
      awaitPromise: false,
      ...params,
    })
  const { result } = await evaluate('script.evaluate', {
    expression: `document.querySelector(':root > [popover]')`,
    serializationOptions: { includeShadowTree: 'all', maxDomDepth: null },
  })
  const words: string[] = []
  const found: { name: string; sharedId: string }[] = []
  const visit = ({ value, sharedId }: BidiNode) => {
    if (!value) return
    if (value.nodeType === 3) words.push(value.nodeValue ?? '')
    if (value.localName === 'button')
      found.push({
        name:
          value.attributes?.['aria-label'] ?? (value.children ?? []).map((c) => c.value?.nodeValue).join(''),
        sharedId: sharedId!,
      })
    if (value.shadowRoot) visit(value.shadowRoot)
    for (const child of value.children ?? []) visit(child)
  }
  visit(result)
  const buttons = []
  for (const { name, sharedId } of found) {
    const place = await evaluate('script.callFunction', {
      functionDeclaration: `(button) => {
        const { left, top, width, height } = button.getBoundingClientRect()
        return JSON.stringify({ x: left + width / 2, y: top + height / 2 })
      }`,
      arguments: [{ sharedId }],
    })
    buttons.push({
      name,
      ...(JSON.parse(place.result.value as unknown as string) as { x: number; y: number }),
    })
  }
  return { text: words.join(''), buttons }
}

export const readCard = (session: Session, tab: Tab) => {
  const read = () => (session.kind === 'chromium' ? chromiumCard(session, tab) : firefoxCard(session, tab))
  // A card that changes while it is read piece by piece is read once more.
  return read().catch(read)
}

/** Clicks a button of the open card with the real mouse. */
export async function clickInCard(session: Session, tab: Tab, name: string) {
  const { buttons } = await readCard(session, tab)
  const button = buttons.find((one) => one.name === name)
  if (!button)
    throw new Error(`the card has no button ${name}, only ${buttons.map((one) => one.name).join(', ')}`)
  await tab.mouse.click(button.x, button.y)
}
