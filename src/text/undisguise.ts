import { type Onwards, onwards, type WordGraph } from './word-graph'
import { readable } from './words'

/** Longer words are none that a filter touches. */
const longest = 255

/**
 * Tells of a disguised word of these concepts what the clinics' filter made it of. A page repeats its disguises: answers
 * are kept, since a word stands for the same concepts wherever it stands.
 */
export function undisguiser(
  graph: WordGraph,
): (word: string, concepts: readonly number[]) => string | undefined {
  const known = new Map<string, string | undefined>()
  return (word, concepts) => {
    if (!known.has(word)) known.set(word, word.length <= longest ? search(graph, concepts, word) : undefined)
    return known.get(word)
  }
}

/** Of several ways to read a word the last one counts, but templates whose first part may be missing come last. */
function search(graph: WordGraph, concepts: readonly number[], word: string): string | undefined {
  const failed = new Set<number>()

  const along = ({ codes, targets }: Onwards, at: number): string | undefined => {
    for (let i = codes.length - 1; i >= 0; i--) {
      if (codes[i] !== word.charCodeAt(at)) continue
      const target = targets[i]!
      const rest = from(target, at + 1)
      if (rest !== undefined) return (graph.meaning(target >> 2) ?? word[at]!) + rest
    }
    return undefined
  }

  const from = (target: number, at: number): string | undefined => {
    const key = target * (longest + 1) + at
    if (failed.has(key)) return undefined
    failed.add(key)
    const steps = onwards()
    const flags = target & 3
    graph.look(target >> 2, flags, steps, word.charCodeAt(at))
    if (steps.ends.length && at === word.length && readable(flags) && flags) return ''
    return along(steps, at)
  }

  for (const loose of [false, true]) {
    for (let i = concepts.length - 1; i >= 0; i--) {
      const steps = onwards()
      graph.begin(concepts[i]!, steps, loose)
      const found = along(steps, 0)
      if (found !== undefined) return found
    }
  }
  return undefined
}
