import shorts from 'virtual:bianbai/shorts'
import { h } from 'preact'
import { CardHost } from './card-host'
import { type CardProps, CardView } from './card-view'

/** A module of its own: pages load it when the first card opens. */
export type CardModule = typeof import('./card')

export { CardHost }

/** What the card shows of a mark. */
export const viewOf = (props: Omit<CardProps, 'short'>) =>
  h(CardView, { ...props, short: shorts[props.mark.finding.rule] ?? '' })
