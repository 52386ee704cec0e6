import type { ReportDraft } from '../platform/messages'

/** A report as it is kept, shown, copied and downloaded: there is nothing in it that the form does not show. */
export interface Report {
  version: 1
  id: string
  kind: ReportDraft['kind']
  words: string
  /** Page text either side; absent when the reader left it out. */
  before?: string
  after?: string
  title: string
  /** Page address without query and fragment. */
  url: string
  /** With `wrong`: the card that marked it. */
  rule?: string
  note?: string
  versions: { extension: string; rules: string }
  /** Milliseconds since the epoch. */
  at: number
}

export interface Versions {
  extension: string
  rules: string
}

/** Longest texts that a report takes, in UTF-16 units: a store that anybody can fill needs a bound. */
export const limits = { words: 2000, context: 60, title: 500, url: 2000, note: 2000 } as const

/** The address without query, fragment, user name and password. */
export function plainUrl(url: string): string {
  try {
    const { protocol, host, origin, pathname } = new URL(url)
    return origin === 'null' ? `${protocol}//${host}${pathname}` : origin + pathname
  } catch {
    return url.replace(/[?#].*$/s, '')
  }
}

export interface Form {
  draft: ReportDraft
  words: string
  note: string
  withContext: boolean
  versions: Versions
}

/** The report that a filled form makes; the form shows this very object, so the two cannot differ. */
export function makeReport(
  { draft, words, note, withContext, versions }: Form,
  id: string,
  at: number,
): Report {
  const { before, after } = draft
  return {
    version: 1,
    id,
    kind: draft.kind,
    words: words.trim().slice(0, limits.words),
    ...(withContext && (before || after)
      ? { before: before.slice(-limits.context), after: after.slice(0, limits.context) }
      : {}),
    title: draft.title.slice(0, limits.title),
    url: plainUrl(draft.url).slice(0, limits.url),
    ...(draft.rule ? { rule: draft.rule } : {}),
    ...(note.trim() ? { note: note.trim().slice(0, limits.note) } : {}),
    versions: { extension: versions.extension, rules: versions.rules },
    at,
  }
}

/** The last moment that a date can stand for, in milliseconds since the epoch. */
const latest = 8.64e15

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest

const isTextIfAny = (value: unknown, longest: number) => value === undefined || isText(value, longest)

/** The report in a stored value, or undefined when any part of it is not what it should be. */
export function readReport(stored: unknown): Report | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined
  const report = stored as Report
  const sound =
    report.version === 1 &&
    isText(report.id, 64) &&
    report.id !== '' &&
    (report.kind === 'missed' || report.kind === 'wrong') &&
    isText(report.words, limits.words) &&
    report.words !== '' &&
    isTextIfAny(report.before, limits.context) &&
    isTextIfAny(report.after, limits.context) &&
    isText(report.title, limits.title) &&
    isText(report.url, limits.url) &&
    isTextIfAny(report.rule, 200) &&
    isTextIfAny(report.note, limits.note) &&
    isText(report.versions?.extension, 64) &&
    isText(report.versions?.rules, 64) &&
    Math.abs(report.at) <= latest
  return sound ? report : undefined
}
