import shorts from 'virtual:bianbai/shorts'
import { h } from 'preact'
import { CardHost } from './card-host'
import { type CardProps, CardView } from './card-view'

/** A module of its own: pages load it when the first card opens. */
export type CardModule = typeof import('./card')

export { CardHost }

/** What the card shows of a mark: the correction, or that it is not known which one applies. */
export const viewOf = (props: Omit<CardProps, 'short'>) => {
  const { rule, alternatives } = props.mark.finding
  return h(CardView, { ...props, short: alternatives ? props.t('unsure') : (shorts[rule] ?? '') })
}
