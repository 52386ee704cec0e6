import type { CardText, Texts } from '../cards/texts'
import { topicName } from '../components/texts'

/** Cards that hold every word of the query in their texts, topic or id. */
export function findCards(cards: readonly CardText[], texts: Texts, query: string): CardText[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return cards.filter((card) => {
    const { id, proposition, short, why, topic } = card
    const text = [id, proposition, short, why, topic, topicName(texts, topic)].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** Cards by topic, in the order in which topics first occur. */
export function groupByTopic(cards: readonly CardText[]): [topic: string, cards: CardText[]][] {
  const groups = new Map<string, CardText[]>()
  for (const card of cards) {
    const group = groups.get(card.topic)
    if (group) group.push(card)
    else groups.set(card.topic, [card])
  }
  return [...groups]
}
