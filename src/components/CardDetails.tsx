import type { CardText } from '../cards/texts'
import { t } from '../locales'
import { SourceItem } from './SourceItem'
import { lawsOf, sourcesOf } from './sources'
import { useTexts } from './texts'

/** Why a card says what it says, and on what evidence. */
export const CardDetails = ({ card }: { card: CardText }) => {
  const texts = useTexts()
  const laws = lawsOf(texts, card.law)
  return (
    <div class="details">
      <h4>{t('entry.why')}</h4>
      <p lang="zh-CN">{card.why}</p>
      {card.caution && (
        <>
          <h4>{t('entry.caution')}</h4>
          <p lang="zh-CN">{card.caution}</p>
        </>
      )}
      <h4>{t('entry.sources')}</h4>
      <p class="certainty">
        {t('certainty.label')}
        {t('common.colon')}
        <strong>{t(`certainty.${card.certainty}`)}</strong>
        <span class="hint">{t(`certainty.${card.certainty}Hint`)}</span>
      </p>
      <ul class="sources">
        {sourcesOf(texts, card.evidence).map((source) => (
          <SourceItem key={source.id} source={source} />
        ))}
      </ul>
      {laws.length > 0 && (
        <>
          <h4>{t('entry.law')}</h4>
          <ul class="sources">
            {laws.map(({ source, article }) => (
              <SourceItem key={`${source.id}#${article}`} source={source} article={article} />
            ))}
          </ul>
          <p class="hint">{t('entry.lawNote')}</p>
        </>
      )}
      <p class="hint">
        {t('entry.checked', { month: card.checked })} · {t('app.notReviewed')}
      </p>
    </div>
  )
}
