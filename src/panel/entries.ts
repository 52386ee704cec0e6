import type { Harm, Level, Verdict } from '../analysis/types'
import type { CardText, RedFlag, Texts } from '../cards/texts'
import type { FrameReport, ListedFinding } from '../platform/messages'

/** One place on the page. */
export interface Occurrence extends ListedFinding {
  frameId: number
  /** Address and title of the frame it is in. */
  url: string
  title: string
}

/** One claim and all places where the page makes it. */
export interface Entry {
  /** Names it in the panel's document. */
  id: string
  rule: string
  verdict: Verdict
  level: Level
  harm: Harm
  topic: string
  /** Absent where it is not known which card would explain the finding. */
  card?: CardText
  /** Then: those that may, the likelier first. */
  candidates?: CardText[]
  /** In reading order, top frame first. */
  occurrences: Occurrence[]
}

export interface Counts {
  contradicted: number
  unsupported: number
  self: number
  suspected: number
}

/** Places in reading order; the top frame, whose id is 0, comes first. */
export function occurrences(frames: readonly FrameReport[]): Occurrence[] {
  return [...frames]
    .sort((a, b) => a.frameId - b.frameId)
    .flatMap(({ frameId, url, title, findings }) =>
      [...findings]
        .sort((a, b) => a.block - b.block || a.start - b.start)
        .map((finding) => ({ ...finding, frameId, url, title })),
    )
}

const harmRank: Record<Harm, number> = { high: 0, medium: 1, low: 2 }
const rank = ({ verdict, harm, level }: Entry) =>
  (level === 'suspected' ? 20 : 0) + (verdict === 'contradicted' ? 0 : 10) + harmRank[harm]

/** Two verdicts of one card are two entries, and so are guesses that waver between other cards. */
const entryId = ({ rule, verdict, level, alternatives = [] }: Occurrence) =>
  [rule, verdict, level, ...alternatives].join('.')

/** One entry a claim: what matters most first, otherwise in reading order. */
export function entries(places: readonly Occurrence[], texts: Pick<Texts, 'cards'>): Entry[] {
  const byRule = new Map<string, Entry>()
  for (const place of places) {
    // One card may give two verdicts, by a modifier in the sentence: these are two claims to a reader.
    const id = entryId(place)
    const entry = byRule.get(id)
    if (entry) entry.occurrences.push(place)
    else {
      const { rule, verdict, level, harm, topic, alternatives = [] } = place
      const [card, ...others] = [rule, ...alternatives].flatMap((id) =>
        Object.hasOwn(texts.cards, id) ? texts.cards[id]! : [],
      )
      const explained = card && others.length ? { candidates: [card, ...others] } : { card }
      byRule.set(id, { id, rule, verdict, level, harm, topic, ...explained, occurrences: [place] })
    }
  }
  return [...byRule.values()].sort((a, b) => rank(a) - rank(b))
}

/** Places by verdict; a place where the page contradicts itself is counted under `self` as well. */
export function counts(places: readonly Occurrence[]): Counts {
  const sum: Counts = { contradicted: 0, unsupported: 0, self: 0, suspected: 0 }
  for (const { level, verdict, contradictedBy } of places) {
    sum[level === 'suspected' ? 'suspected' : verdict]++
    if (contradictedBy) sum.self++
  }
  return sum
}

/** Questions for the doctor, each once, in the order of the entries. */
export function questions(list: readonly Entry[]): { ask: string; quote: string }[] {
  const byAsk = new Map<string, { ask: string; quote: string }>()
  for (const {
    card,
    occurrences: [place],
  } of list)
    if (card && place && !byAsk.has(card.ask)) byAsk.set(card.ask, { ask: card.ask, quote: place.quote })
  return [...byAsk.values()]
}

/** The red flags that the page's topics or matched words call for. */
export function redFlags(list: readonly Entry[], all: readonly RedFlag[]): RedFlag[] {
  const here = new Set<string>()
  for (const { topic, rule, candidates, occurrences: places } of list) {
    if (!candidates) here.add(topic).add(rule)
    for (const { why } of places) for (const part of why.parts) here.add(part.name)
  }
  return list.length ? all.filter(({ when }) => when.some((name) => here.has(name))) : []
}
