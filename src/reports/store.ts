import { type Report, readReport } from './report'

/** The part of `storage.local` that reports need. */
export interface Area {
  get(keys: null | string | string[]): Promise<Record<string, unknown>>
  set(items: Record<string, unknown>): Promise<void>
  remove(key: string): Promise<void>
}

export interface Kept {
  /** Newest first. */
  reports: Report[]
  /** Records that could not be read, by their key in the store; they stay there as they are. */
  broken: Record<string, unknown>
}

export const keyPrefix = 'report:'

/** Thrown when the store refused a report. */
export class NotSaved extends Error {
  constructor(
    readonly full: boolean,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

const looksFull = (error: unknown) =>
  /quota|no space|disk( is)? full|FILE_ERROR_NO_SPACE|NS_ERROR_(FILE_NO_DEVICE_SPACE|DOM_QUOTA)/i.test(
    error instanceof Error ? `${error.name} ${error.message}` : String(error),
  )

/** One record a report, so that a damaged one harms no other and two views can save at once. */
export class ReportStore {
  constructor(private readonly area: Area) {}

  async read(): Promise<Kept> {
    const kept: Kept = { reports: [], broken: {} }
    for (const [key, value] of Object.entries(await this.area.get(null))) {
      if (!key.startsWith(keyPrefix)) continue
      const report = readReport(value)
      if (report && keyPrefix + report.id === key) kept.reports.push(report)
      else kept.broken[key] = value
    }
    kept.reports.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    return kept
  }

  async save(report: Report): Promise<void> {
    try {
      await this.area.set({ [keyPrefix + report.id]: report })
    } catch (error) {
      throw new NotSaved(looksFull(error), error)
    }
  }

  async delete(id: string): Promise<void> {
    await this.area.remove(keyPrefix + id)
  }
}
