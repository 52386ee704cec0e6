import type { Disguise } from '../text/words'

/** One substitution of the clinics' word filter (rules/dodges.yaml). */
export interface DodgePair {
  written: string
  published: string
  /** The published word betrays the filter by itself; without it, a changed word is ordinary Chinese and cannot be read back. */
  telling?: boolean
}

/**
 * Runs the clinics' word filter over a piece of our own vocabulary: every way it could be published.
 * Look-alike and homophone spellings always tell.
 */
export function disguisesOf(
  text: string,
  pairs: readonly DodgePair[],
  homophones: readonly { seen: string; meant: string }[],
): Disguise[] {
  const found: Disguise[] = []
  const add = (written: string, published: string, telling: boolean) => {
    if (!written || !published || written === published) return
    for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + 1)) {
      if (!found.some(([a, l, p]) => a === at && l === written.length && p === published))
        found.push([at, written.length, published, telling ? 1 : 0])
    }
  }
  for (const { written, published, telling } of pairs) add(written, published, telling === true)
  for (const { seen, meant } of homophones) add(meant, seen, true)
  return found
}
