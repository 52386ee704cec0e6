import { Icon } from '../components/Icon'
import { t } from '../locales'
import type { Handout } from '../panel/source'
import { timeText } from '../reports/report-text'

/** The questions as a sheet of paper, with room to write. */
export const HandoutPage = ({ handout }: { handout: Handout | undefined }) =>
  handout ? (
    <main class="sheet">
      <p class="tools">
        <button type="button" class="button main" onClick={() => window.print()}>
          <Icon name="print" />
          {t('handout.print')}
        </button>
      </p>
      <h1>{t('handout.title')}</h1>
      <p>{t('handout.intro')}</p>
      <dl class="origin">
        <dt>{t('handout.from')}</dt>
        <dd lang="zh-CN">{handout.title}</dd>
        <dd class="address">{handout.url}</dd>
      </dl>
      <ol class="asked" lang="zh-CN">
        {handout.questions.map(({ ask, quote }) => (
          <li key={ask}>
            <p class="asked-words">{ask}</p>
            <p class="asked-about">
              {t('entry.pageSays')}
              {t('common.openQuote')}
              {quote}
              {t('common.closeQuote')}
            </p>
            <p class="answer">{t('handout.answer')}</p>
          </li>
        ))}
      </ol>
      <footer>
        <p>{t('handout.made', { date: timeText(handout.at) })}</p>
        <p>{t('handout.note')}</p>
      </footer>
    </main>
  ) : (
    <main class="sheet">
      <h1>{t('handout.title')}</h1>
      <p>{t('handout.empty')}</p>
    </main>
  )
