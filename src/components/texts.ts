import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Texts } from '../cards/texts'

const none: Texts = { cards: {}, sources: {}, redFlags: [], topics: {}, version: '' }

/** The words of cards, sources and red flags, given once at the root of a view. */
export const TextsContext = createContext<Texts>(none)
export const useTexts = () => useContext(TextsContext)

export const topicName = (texts: Texts, topic: string) =>
  Object.hasOwn(texts.topics, topic) ? texts.topics[topic]! : topic
