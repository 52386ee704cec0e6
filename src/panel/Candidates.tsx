import type { CardText } from '../cards/texts'
import { CardDetails } from '../components/CardDetails'
import { t } from '../locales'

/** For a guess that resembles several propositions: each with its correction, and none of them as the answer. */
export const Candidates = ({ cards }: { cards: readonly CardText[] }) => (
  <div class="known">
    <h4>{t('entry.candidates')}</h4>
    {cards.map((card) => (
      <details class="more" key={card.proposition}>
        <summary lang="zh-CN">{card.proposition}</summary>
        <p lang="zh-CN">{card.short}</p>
        <CardDetails card={card} />
      </details>
    ))}
  </div>
)
