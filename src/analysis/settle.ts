import { byPlace, type Doubtful, type Finding } from './types'

/** Keeps those doubtful findings whose short words begin and end where the segmenter sees word borders. `words[i]` are the words of `doubtful[i].sentence`. */
export function settle(doubtful: readonly Doubtful[], words: readonly (readonly string[])[]): Finding[] {
  return doubtful
    .filter(({ words: runs }, i) => {
      const borders = new Set([0])
      let at = 0
      for (const word of words[i] ?? []) borders.add((at += word.length))
      return runs.every(([start, end]) => borders.has(start) && borders.has(end))
    })
    .map(({ finding }) => finding)
    .sort(byPlace)
}
