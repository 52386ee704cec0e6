import type { SourceText } from '../cards/texts'
import { t, tIfAny } from '../locales'
import { Icon } from './Icon'
import { linkOf } from './sources'

/** One source: its kind and year first, for these say most about its weight; then how much of it was read. */
export const SourceItem = ({ source, article }: { source: SourceText; article?: string }) => {
  const { kind, year, title, authors, journal, seen } = source
  const link = linkOf(source)
  return (
    <li class="source">
      <p class="source-kind">
        <span class="chip">{tIfAny(`kind.${kind}`) ?? t('kind.other')}</span>
        {year && <span class="number">{year}</span>}
        <span class="source-seen">{t(`seen.${seen}`)}</span>
      </p>
      <p class="source-title">
        {link ? (
          <a href={link} target="_blank" rel="noopener noreferrer">
            {title}
            <Icon name="out" />
            <span class="quiet">{t('source.opens')}</span>
          </a>
        ) : (
          title
        )}
        {article && <span class="source-article"> {t('entry.article', { n: article })}</span>}
      </p>
      {(authors || journal) && <p class="source-by">{[authors, journal].filter(Boolean).join(' · ')}</p>}
      {!link && <p class="source-by">{t('source.noLink')}</p>}
    </li>
  )
}
