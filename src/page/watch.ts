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
const longest = 2000

const observed: MutationObserverInit = {
  childList: true,
  characterData: true,
  subtree: true,
  attributes: true,
  attributeFilter: [
    ...[
      'class',
      'style',
      'hidden',
      'open',
      'inert',
      'dir',
      'disabled',
      'media',
      'contenteditable',
      'alt',
      'title',
    ],
    // Pages style tabs and accordions by these.
    ...[
      'aria-expanded',
      'aria-hidden',
      'aria-selected',
      'data-state',
      'data-active',
      'data-open',
      'data-show',
    ],
  ],
}

const styles = new Set(['style', 'link'])
const isStyle = (node: Node | null) => node !== null && styles.has((node as Element).localName)

/** Puts one record of an observer with what else changed. */
function note(changes: Changes, { type, target, attributeName, addedNodes, removedNodes }: MutationRecord) {
  if (type !== 'attributes') {
    changes.touched.add(target)
    for (const node of addedNodes) {
      changes.arrived.add(node)
      changes.looks ||= isStyle(node)
    }
    for (const node of removedNodes) changes.looks ||= isStyle(node)
    changes.looks ||= isStyle(target) || isStyle(target.parentNode)
  } else if (attributeName === 'alt' || attributeName === 'title') changes.touched.add(target)
  else if (attributeName === 'contenteditable' && target.parentNode) {
    changes.arrived.add(target)
    changes.touched.add(target.parentNode)
  } else changes.looks = true
}

/**
 * Calls `changed` after the page changed, with what changed since the last call; it resolves to the milliseconds of
 * work that took. While changes keep coming, the waits grow, and also with that work: a busy page is looked at less
 * often, never more slowly.
 */
export function watch(doc: Document, changed: (changes: Changes) => Promise<number>, signal: AbortSignal) {
  const view = doc.defaultView!
  const roots = new WeakSet<Node>()
  const nothing = (): Changes => ({ touched: new Set(), arrived: new Set(), looks: false })
  let changes = nothing()
  let wait = shortest
  let timer = 0
  let last = 0
  /** From the first change to the end of the look at it. */
  let busy = false
  /** Something changed since the last look began. */
  let waiting = false

  const look = async () => {
    timer = 0
    if (signal.aborted) return
    const seen = changes
    changes = nothing()
    waiting = false
    try {
      const took = await changed(seen)
      // At most a twentieth of the time goes into looking.
      wait = Math.min(longest, Math.max(shortest, took * 20, wait))
    } finally {
      last = performance.now()
      busy = false
      if (waiting) schedule()
    }
  }
  const schedule = () => {
    waiting = true
    if (busy) return
    busy = true
    const idle = performance.now() - last
    wait = idle > wait * 2 + 500 ? shortest : Math.min(longest, wait * 1.5)
    timer = view.setTimeout(look, wait)
  }
  const observer = new MutationObserver((records) => {
    for (const record of records) note(changes, record)
    schedule()
  })
  const acted = () => {
    changes.looks = true
    schedule()
  }
  const options = { capture: true, passive: true, signal }
  for (const type of ['click', 'change', 'toggle', 'transitionend', 'animationend'])
    doc.addEventListener(type, acted, options)
  view.addEventListener('resize', acted, options)
  // A style sheet counts from when it has come.
  doc.addEventListener('load', ({ target }) => isStyle(target as Node) && acted(), options)
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
  }
}
