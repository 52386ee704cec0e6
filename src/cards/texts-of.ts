import type { Loaded } from './load'
import type { RedFlag, SourceText, Texts } from './texts'

/** The readers' half of the rules: what cards, sources and red flags say. Only sources that a card cites are kept. */
export function textsOf(loaded: Loaded, version: string): Texts {
  const cited = new Set(
    loaded.cards.flatMap((card) => [...card.evidence, ...(card.law ?? []).map((law) => law.split('#')[0]!)]),
  )
  const sources: Record<string, SourceText> = {}
  for (const id of [...cited].sort())
    if (loaded.sources[id]) sources[id] = { id, ...(loaded.sources[id] as unknown as Omit<SourceText, 'id'>) }
  return {
    version,
    cards: Object.fromEntries(
      loaded.cards.map(
        ({ id, topic, proposition, verdict, harm, certainty, say, evidence, law, checked }) => [
          id,
          {
            id,
            topic,
            proposition,
            verdict,
            harm,
            certainty,
            ...say,
            evidence,
            ...(law ? { law } : {}),
            checked,
          },
        ],
      ),
    ),
    sources,
    redFlags: (Array.isArray(loaded.redFlags)
      ? loaded.redFlags
      : Object.entries(loaded.redFlags as Record<string, object>).map(([id, flag]) => ({
          id,
          ...flag,
        }))) as RedFlag[],
    topics: Object.fromEntries(
      Object.entries(loaded.topics).map(([id, names]) => [
        id,
        typeof names === 'string' ? names : ((names as Record<string, string>)['zh-CN'] ?? id),
      ]),
    ),
  }
}
