/** What a page did since the last look. */
export interface Changes {
  /** Nodes whose children or text changed. */
  touched: Set<Node>
  /** Nodes that entered the page. */
  arrived: Set<Node>
  /** Classes, styles or the like changed, or the reader acted: something may be shown or hidden now. */
  looks: boolean
}

/** Milliseconds from a change to the first look, and the most that a storm of changes can stretch it to. */
const shortest = 50
const longest = 3000

const observed: MutationObserverInit = {
  childList: true,
  characterData: true,
  subtree: true,
  attributes: true,
  attributeFilter: ['class', 'style', 'hidden', 'open', 'contenteditable'],
}

/**
 * Calls `changed` after the page changed, with what changed since the last call. While changes keep coming, the
 * waits grow, and also with the time that `changed` took: a busy page is looked at less often, never more slowly.
 */
export function watch(doc: Document, changed: (changes: Changes) => void, signal: AbortSignal) {
  const view = doc.defaultView!
  const roots = new WeakSet<Node>()
  let changes: Changes = { touched: new Set(), arrived: new Set(), looks: false }
  let wait = shortest
  let timer = 0
  let last = 0

  const look = () => {
    timer = 0
    if (signal.aborted) return
    const seen = changes
    changes = { touched: new Set(), arrived: new Set(), looks: false }
    const began = performance.now()
    changed(seen)
    const took = performance.now() - began
    last = performance.now()
    // At most a twentieth of the time goes into looking.
    wait = Math.min(longest, Math.max(shortest, took * 20, wait))
  }
  const schedule = () => {
    if (timer) return
    const idle = performance.now() - last
    wait = idle > wait * 2 + 500 ? shortest : Math.min(longest, wait * 1.5)
    timer = view.setTimeout(look, wait)
  }
  const observer = new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes') changes.looks = true
      else changes.touched.add(target)
      for (const node of addedNodes) changes.arrived.add(node)
    }
    schedule()
  })
  const acted = () => {
    changes.looks = true
    schedule()
  }
  for (const type of ['click', 'change', 'toggle'])
    doc.addEventListener(type, acted, { capture: true, passive: true, signal })
  signal.addEventListener('abort', () => {
    observer.disconnect()
    view.clearTimeout(timer)
  })
  return {
    /** Observers do not see into shadow trees: each root met is added once. */
    observe(root: Node) {
      if (roots.has(root)) return
      roots.add(root)
      observer.observe(root, observed)
    },
    /** Forgets what is queued: for changes that are our own. */
    drain: () => observer.takeRecords(),
  }
}
