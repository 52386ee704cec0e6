import type { ReportDraft, Typed } from '../platform/messages'
import type { Area } from './store'

/** Reports begun for a tab; without a tab, those whose tab was closed while they were written. */
export const draftsKey = (tabId: number | undefined) => `drafts:${tabId ?? 'closed'}`

/**
 * The reports being written for a tab, the one in the form first, then those that wait for it. Where the tab has none,
 * those of closed tabs. A damaged store holds none.
 */
export function draftsIn(stored: Record<string, unknown>, tabId: number | undefined): readonly ReportDraft[] {
  const own = list(stored, draftsKey(tabId))
  return own.length ? own : list(stored, draftsKey(undefined))
}

/** With another report begun. It takes the form, unless the reader has written in the one that is there: then it waits. */
export function begun(drafts: readonly ReportDraft[], next: ReportDraft): ReportDraft[] {
  const [first, ...waiting] = drafts
  const others = waiting.filter(({ kind, words }) => kind !== next.kind || words !== next.words)
  return first?.typed ? [first, ...others, next] : [next, ...others]
}

const same = (a: ReportDraft, b: ReportDraft) => a.at === b.at && a.words === b.words

/**
 * Keeps the reports that a reader has begun, with what was typed, while the browser runs. The background alone writes
 * there, one change after the other.
 */
export class Drafts {
  #last: Promise<unknown> = Promise.resolve()

  constructor(private readonly area: Area) {}

  begin(draft: ReportDraft): Promise<void> {
    return this.#change([draftsKey(draft.tabId)], (drafts) => begun(drafts, draft))
  }

  /** Takes back a report that was given up: it takes the form, and what is there waits. */
  resume(draft: ReportDraft): Promise<void> {
    return this.#change([draftsKey(draft.tabId)], (drafts) => [draft, ...drafts])
  }

  /** Keeps what the reader has typed in the form of a report; undefined where that is as it was at first. */
  write(draft: ReportDraft, typed: Typed | undefined): Promise<void> {
    return this.#change(keysOf(draft), (drafts) =>
      drafts.map((one) => {
        if (!same(one, draft)) return one
        const { typed: _, ...plain } = one
        return typed ? { ...plain, typed } : plain
      }),
    )
  }

  /** A report is kept or given up. */
  end(draft: ReportDraft): Promise<void> {
    return this.#change(keysOf(draft), (drafts) => drafts.filter((one) => !same(one, draft)))
  }

  /** A tab was closed: what was written for it is shown beside any other. */
  closed(tabId: number): Promise<void> {
    return this.#alone(async () => {
      const [own, others] = [draftsKey(tabId), draftsKey(undefined)]
      const stored = await this.area.get([own, others])
      const written = list(stored, own).filter(({ typed }) => typed)
      if (written.length) await this.area.set({ [others]: [...list(stored, others), ...written] })
      await this.area.remove(own)
    })
  }

  #change(keys: string[], change: (drafts: readonly ReportDraft[]) => ReportDraft[]): Promise<void> {
    return this.#alone(async () => {
      const stored = await this.area.get(keys)
      for (const key of keys) {
        const drafts = change(list(stored, key))
        if (drafts.length) await this.area.set({ [key]: drafts })
        else if (key in stored) await this.area.remove(key)
      }
    })
  }

  #alone(act: () => Promise<void>): Promise<void> {
    const done = this.#last.then(act)
    this.#last = done.catch(() => {})
    return done
  }
}

const keysOf = ({ tabId }: ReportDraft) => [...new Set([draftsKey(tabId), draftsKey(undefined)])]

const list = (stored: Record<string, unknown>, key: string): readonly ReportDraft[] => {
  const drafts = stored[key]
  return Array.isArray(drafts) ? drafts : []
}
