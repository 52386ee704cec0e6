import type { ReportDraft } from '../platform/messages'
import type { Report } from './report'
import type { Area } from './store'

/** For tests: a storage area in memory that copies as the real one does, and can refuse to write. */
export class MemoryArea implements Area {
  items: Record<string, unknown>
  refuse?: Error
  constructor(items: Record<string, unknown> = {}) {
    this.items = structuredClone(items)
  }
  async get(keys: null | string | string[]) {
    const all = structuredClone(this.items)
    if (keys === null) return all
    return Object.fromEntries([keys].flat().flatMap((key) => (key in all ? [[key, all[key]]] : [])))
  }
  async set(items: Record<string, unknown>) {
    if (this.refuse) throw this.refuse
    Object.assign(this.items, structuredClone(items))
  }
  async remove(key: string) {
    if (this.refuse) throw this.refuse
    delete this.items[key]
  }
}

export const sampleDraft: ReportDraft = {
  kind: 'missed',
  words: '照三次白斑就能全部消失',
  before: '很多人问要照多久，',
  after: '，所以不用担心。',
  url: 'https://clinic.example/article/7.html?from=ad&id=9#top',
  title: '白癜风照光要多久',
  tabId: 1,
  at: 1_790_000_000_000,
}

export const sampleReport: Report = {
  version: 1,
  id: 'r1',
  kind: 'missed',
  words: '照三次白斑就能全部消失',
  title: '白癜风照光要多久',
  url: 'https://clinic.example/article/7.html',
  versions: { extension: '0.1.0', rules: '2026-11' },
  at: 1_790_000_000_000,
}
