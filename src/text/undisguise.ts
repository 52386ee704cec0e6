import { readable } from './automaton'
import { free, type WordNet } from './word-net'

/** Longer words are none that a filter touches. */
const longest = 255

/** Tells of a disguised word of the net what the clinics' filter made it of. A page repeats its disguises: answers are kept. */
export function undisguiser(net: WordNet): (word: string) => string | undefined {
  const known = new Map<string, string | undefined>()
  return (word) => {
    if (!known.has(word)) known.set(word, word.length <= longest ? search(net, word) : undefined)
    return known.get(word)
  }
}

function search(net: WordNet, word: string): string | undefined {
  const { firstStep, lastStep, codes, targets, meant, meanings, roots } = net
  const failed = new Set<number>()

  const along = (
    code: number,
    target: number,
    meaning: number,
    at: number,
    flags: number,
  ): string | undefined => {
    if (code !== word.charCodeAt(at)) return undefined
    const rest = from(target >> 2, at + 1, flags | (target & 3))
    return rest === undefined ? undefined : (meaning ? meanings[meaning]! : word[at]!) + rest
  }

  const from = (node: number, at: number, flags: number): string | undefined => {
    if (node < net.ends) return at === word.length && readable(flags) && flags ? '' : undefined
    const key = (node * 4 + flags) * (longest + 1) + at
    if (failed.has(key)) return undefined
    failed.add(key)
    for (let i = firstStep[node]!; i < lastStep[node]!; i++) {
      const rest =
        codes[i] === free
          ? from(targets[i]! >> 2, at, flags)
          : along(codes[i]!, targets[i]!, meant[i]!, at, flags)
      if (rest !== undefined) return rest
    }
    return undefined
  }

  for (const first of roots) {
    for (let i = 0; i < first.codes.length; i++) {
      const found = along(first.codes[i]!, first.targets[i]!, first.meant[i]!, 0, 0)
      if (found !== undefined) return found
    }
  }
  return undefined
}
