import { t, tIfAny } from '../locales'
import type { Occurrence } from './entries'

/** Why a place was marked: the words that matched, what was ruled out, which spelling was restored. */
export const Explain = ({ place, quoted }: { place: Occurrence; quoted: boolean }) => {
  const { why, rule } = place
  const guards = why.guards.map((name) => tIfAny(`guard.${name}`) ?? name)
  return (
    <div class="explain">
      {quoted && (
        <p class="explained" lang="zh-CN">
          {t('common.openQuote')}
          {place.quote}
          {t('common.closeQuote')}
        </p>
      )}
      <dl>
        <dt>{t('explain.parts')}</dt>
        <dd>
          {why.parts.map((part, i) => (
            <span class="part" key={i}>
              <span lang="zh-CN">{part.text}</span>
              {part.carried && <small>{t('explain.carried')}</small>}
            </span>
          ))}
        </dd>
        {why.restored.length > 0 && (
          <>
            <dt>{t('explain.restored')}</dt>
            <dd lang="zh-CN">
              {why.restored.map(({ published, meant }) => (
                <span class="part" key={published}>
                  {published} <small>{t('explain.means')}</small> {meant}
                </span>
              ))}
            </dd>
          </>
        )}
        {guards.length > 0 && (
          <>
            <dt>{t('explain.guards')}</dt>
            <dd>{guards.join(t('common.listSeparator'))}</dd>
          </>
        )}
        <dt>{t('explain.rule')}</dt>
        <dd>
          <code>{rule}</code>
        </dd>
      </dl>
    </div>
  )
}
