import type { More } from './texts'

/** What runs inside the measured pages. Each function must stand alone: browsers get it as text. */

/** Milliseconds, unless said. */
export interface Annotated {
  imported: number
  /** From import to the first highlights, and to the last. */
  first: number
  all: number
  /** Longest piece of our work without a pause, and of any task over 50 ms that the browser saw (Chromium). */
  longest: number
  task: number
  ranges: number
  /** Pixels that sampled elements moved, and the browser's own measure (Chromium). */
  moved: number
  shift: number
  /** Work from 20,000 appended characters, in lines and in paragraphs, to their marks: the medians; its longest piece; and work the first time. */
  lines: number
  paragraphs: number
  appendLongest: number
  appendFirst: number
}

/**
 * Imports the annotator as the gate does, with an extension around it that answers at once and an analyst that has
 * judged other pages before, and appends `more`, one after the other. Without `more` the figures of appending are 0.
 */
export async function annotate(more?: More): Promise<Annotated> {
  const at = { began: 0, worked: 0, longest: 0, add: 0, first: 0, done: 0, task: 0, shift: 0 }
  const { scheduler } = globalThis as unknown as { scheduler: { yield(): Promise<void> } }
  const note = {
    start: () => {
      note.stop()
      at.began = performance.now()
      // Whoever begins a piece of work need not end it: it has ended when only these steps are left of its task.
      const piece = at.began
      let last = piece
      let end = piece
      let alone = 0
      const step = () => {
        if (at.began !== piece) return
        const now = performance.now()
        alone = now - last > 0.05 ? 0 : alone + 1
        if (!alone) end = now
        last = now
        if (alone < 100) queueMicrotask(step)
        else note.stop(end)
      }
      queueMicrotask(step)
    },
    stop: (end = performance.now()) => {
      if (!at.began) return
      const took = end - at.began
      at.began = 0
      at.worked += took
      at.longest = Math.max(at.longest, took)
    },
  }
  const timeout = globalThis.setTimeout
  const listeners = (): { all: ((message: unknown) => void)[]; addListener(l: never): void } => {
    const all: ((message: unknown) => void)[] = []
    return { all, addListener: (listener) => all.push(listener) }
  }
  const worker = new Worker('/analyst-worker.js')
  const ports: ReturnType<typeof listeners>[] = []
  worker.onmessage = ({ data }) => {
    if (!('answer' in data)) return
    note.start()
    for (const listen of ports[data.page]!.all) listen(data.answer)
  }
  const connect = () => {
    const page = ports.push(listeners()) - 1
    return {
      onMessage: ports[page]!,
      onDisconnect: listeners(),
      disconnect: () => {},
      postMessage: (question: object) => worker.postMessage({ page, question }),
    }
  }
  const warm: object[][] = await (await fetch('/warm.json')).json()
  for (const blocks of warm)
    await new Promise<void>((done) => {
      const port = connect()
      let judged = 0
      port.onMessage.addListener((({ kind }: { kind: string }) => {
        if (kind === 'judgement' && ++judged === 2) done()
      }) as never)
      port.postMessage({ kind: 'blocks', splice: { from: 0, drop: 0, put: blocks } } as never)
      for (const second of [false, true]) port.postMessage({ kind: 'judge', second } as never)
    })
  Object.assign(at, { worked: 0, longest: 0, began: 0 })

  const pause = scheduler.yield.bind(scheduler)
  scheduler.yield = async () => {
    note.stop()
    await pause()
    note.start()
  }
  globalThis.setTimeout = ((run: () => unknown, ms?: number) =>
    timeout(() => {
      note.start()
      run()
    }, ms)) as never
  const { add } = Highlight.prototype
  Highlight.prototype.add = function (this: Highlight, range: AbstractRange) {
    at.add = performance.now()
    at.first ||= at.add
    return add.call(this, range)
  } as never
  for (const type of ['longtask', 'layout-shift'])
    try {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          if (type === 'longtask') at.task = Math.max(at.task, entry.duration)
          else at.shift += (entry as unknown as { value: number }).value
      }).observe({ type })
    } catch {}
  const listener = { addListener: () => {}, removeListener: () => {} }
  Object.assign(globalThis, {
    chrome: { runtime: { id: 'bench' } },
    browser: {
      runtime: {
        id: 'bench',
        onMessage: listener,
        onConnect: listener,
        connect,
        getURL: (path: string) => path,
        sendMessage: async ({ name, payload }: { name: string; payload?: { state?: string } }) => {
          if (name === 'segment') return new Promise(() => {})
          // With very many marks the report is limited.
          if (payload?.state === 'done' || payload?.state === 'limited') at.done = performance.now()
          return { value: true }
        },
      },
      storage: { local: { get: async () => ({}), onChanged: listener } },
    },
  })
  const sample = [...document.querySelectorAll('main > *')].filter(
    (_, i, list) => i % Math.ceil(list.length / 50) === 0,
  )
  const before = sample.map((element) => element.getBoundingClientRect().top)
  // The analyst rehearses after its first page.
  await new Promise((done) => timeout(done, 2500))

  const start = performance.now()
  note.start()
  const { start: begin } = await import('/annotator.js' as string)
  const imported = performance.now()
  note.stop()
  at.longest = 0
  at.worked = 0
  note.start()
  begin()
  const painted = async (begun: () => boolean) => {
    while (!begun()) await new Promise((done) => timeout(done, 5))
    // Very many marks are painted in further turns.
    while (performance.now() - Math.max(at.add, at.done) < 500) await new Promise((done) => timeout(done, 50))
  }
  await painted(() => at.done > 0)
  const after = sample.map((element) => element.getBoundingClientRect().top)
  const result = {
    imported: imported - start,
    first: at.first - start,
    all: at.add - start,
    longest: at.longest,
    task: at.task,
    ranges: [...(CSS.highlights.values() as unknown as Iterable<{ size: number }>)].reduce(
      (n, h) => n + h.size,
      0,
    ),
    moved: before.reduce((sum, top, i) => sum + Math.abs(top - after[i]!), 0),
    shift: at.shift,
  }

  const appends: { work: number; longest: number }[] = []
  for (const html of more ? [...more.lines, ...more.paragraphs] : []) {
    await new Promise((done) => timeout(done, 1000))
    Object.assign(at, { worked: 0, longest: 0, done: 0 })
    const section = document.createElement('section')
    section.append(new DOMParser().parseFromString(html, 'text/html').body)
    document.querySelector('main')!.append(section)
    const { add: last } = at
    // A page with very many marks reports the first thousand only.
    await painted(() => at.done > 0 || at.add > last)
    appends.push({ work: at.worked, longest: at.longest })
  }
  const middle = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1] ?? 0
  const work = appends.map((one) => one.work)
  return {
    ...result,
    appendFirst: work[0] ?? 0,
    appendLongest: Math.max(0, ...appends.map(({ longest }) => longest)),
    lines: middle(work.slice(0, more?.lines.length)),
    paragraphs: middle(work.slice(more?.lines.length)),
  }
}

export interface Painted {
  ranges: number
  ours: number
  markRanges: number
  markWords: number
  wrapped: number
}

/** Paints the same ranges by our highlights, by mark.js and by plain <mark> wrapping, layout included each time. */
export async function paint(marks: [start: number, end: number][]): Promise<Painted> {
  const main = document.querySelector('main')!
  const clean = main.innerHTML
  const nodes: { node: Text; at: number }[] = []
  const collect = () => {
    nodes.length = 0
    let at = 0
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      nodes.push({ node, at })
      at += node.length
    }
  }
  const spanOf = ([start, end]: [number, number]) => {
    let low = 0
    let high = nodes.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (nodes[middle]!.at <= start) low = middle
      else high = middle - 1
    }
    const { node, at } = nodes[low]!
    return { node, start: start - at, end: end - at }
  }
  const afresh = async () => {
    main.innerHTML = clean
    void document.body.offsetHeight
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))
    collect()
  }

  await afresh()
  const { Highlights } = await import('/paint.js' as string)
  const own = marks.map((mark) => ({
    spans: [spanOf(mark)],
    block: {},
    finding: { verdict: 'contradicted' },
  }))
  let ours = 0
  const slices: (() => void)[] = []
  const timed = (run: () => void) => {
    const began = performance.now()
    run()
    void document.body.offsetHeight
    ours += performance.now() - began
  }
  const timeout = window.setTimeout
  window.setTimeout = ((run: () => void) => slices.push(run)) as never
  const highlights = new Highlights(window)
  timed(() => highlights.paint(own, []))
  for (let slice = slices.shift(); slice; slice = slices.shift()) timed(slice)
  window.setTimeout = timeout
  highlights.clear()

  await afresh()
  await new Promise((done) => {
    document.head.append(Object.assign(document.createElement('script'), { src: '/mark.js', onload: done }))
  })
  const { Mark } = globalThis as unknown as {
    Mark: new (element: Element) => Record<string, (...args: unknown[]) => void>
  }
  let began = performance.now()
  new Mark(main).markRanges!(marks.map(([start, end]) => ({ start, length: end - start })))
  void document.body.offsetHeight
  const markRanges = performance.now() - began

  await afresh()
  const text = main.textContent!
  const words = [...new Set(marks.map(([start, end]) => text.slice(start, end)))]
  began = performance.now()
  new Mark(main).mark!(words, { separateWordSearch: false, diacritics: false })
  void document.body.offsetHeight
  const markWords = performance.now() - began

  await afresh()
  began = performance.now()
  for (let i = marks.length - 1; i >= 0; i--) {
    const { node, start, end } = spanOf(marks[i]!)
    const tail = node.splitText(start)
    tail.splitText(end - start)
    const mark = document.createElement('mark')
    tail.replaceWith(mark)
    mark.append(tail)
  }
  void document.body.offsetHeight
  const wrapped = performance.now() - began
  return { ranges: marks.length, ours, markRanges, markWords, wrapped }
}

/** Offsets of all painted ranges in the text of <main>, by running the annotator first. */
export function paintedOffsets(): [number, number][] {
  const at = new Map<Node, number>()
  let offset = 0
  const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    at.set(node, offset)
    offset += node.length
  }
  const found: [number, number][] = []
  for (const highlight of CSS.highlights.values() as unknown as Iterable<Iterable<AbstractRange>>)
    for (const range of highlight) {
      const base = at.get(range.startContainer)
      if (base !== undefined) found.push([base + range.startOffset, base + range.endOffset])
    }
  found.sort((a, b) => a[0] - b[0])
  return found.filter(([start], i) => i === 0 || start >= found[i - 1]![1])
}

/** What the gate takes in a page and in all its frames, from its first line to its last. */
export async function gate(): Promise<number> {
  const code = await (await fetch('/gate.js')).text()
  const windows = [window, ...[...document.querySelectorAll('iframe')].map((frame) => frame.contentWindow!)]
  await new Promise((done) => setTimeout(done, 200))
  let total = 0
  for (const one of windows) {
    const run = new (one as unknown as { Function: FunctionConstructor }).Function(code)
    const began = performance.now()
    run()
    total += performance.now() - began
  }
  return total
}
