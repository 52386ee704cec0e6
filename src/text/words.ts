/** How a piece of a word is published by the clinics' filter: from `at`, `length` units become `published`. */
export type Disguise = [at: number, length: number, published: string, telling: 0 | 1]

/** Word templates (see template.ts) as pages load them. */
export interface Words {
  /**
   * A line for each concept: its templates, parted by spaces. Behind each piece that the filter disguises stands a
   * private-use character: `firstMark` and the piece's place in `disguises`. Written in an alphabet of its own, the
   * frequent characters short: the first one of `alphabet` as `firstCode`, and so on.
   */
  entries: string
  alphabet: string
  disguises: readonly (readonly [piece: string, ways: readonly Disguise[]])[]
}

export const firstCode = 0x20

export const firstMark = 0xe000
export const lastMark = 0xf8ff

/** The spelling betrays the filter (bit 0) or was changed to ordinary Chinese (bit 1), which counts only beside the former. */
export const telling = 1
export const silent = 2

export const readable = (flags: number) => (flags & silent) === 0 || (flags & telling) !== 0
