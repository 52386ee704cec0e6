import { type Mark, VerdictLabel } from '../components/VerdictLabel'
import { t } from '../locales'
import type { Counts } from './entries'

const order: Mark[] = ['contradicted', 'unsupported', 'self', 'suspected']

/** 3 处与证据相悖 · 5 处缺乏证据 · 1 处自相矛盾; kinds that do not occur are left out. */
export const summaryText = (counts: Counts) =>
  order
    .filter((mark) => counts[mark])
    .map((mark) => t(`summary.${mark}`, { n: counts[mark] }))
    .join(' · ')

export const Summary = ({ counts }: { counts: Counts }) => (
  <p class="summary">
    {order
      .filter((mark) => counts[mark])
      .map((mark, i) => (
        <span key={mark}>
          {i > 0 && <span class="dot"> · </span>}
          <VerdictLabel mark={mark} text={t(`summary.${mark}`, { n: counts[mark] })} />
        </span>
      ))}
  </p>
)
