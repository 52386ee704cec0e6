import { VerdictLabel } from '../components/VerdictLabel'
import { t } from '../locales'
import type { Occurrence } from './entries'

/** Two statements of one page that cannot both be true, side by side. */
export const SelfContradiction = ({ places }: { places: readonly Occurrence[] }) => {
  const pairs = new Map<string, { here: string; there: string }>()
  for (const { quote, contradictedBy } of places)
    if (contradictedBy && !pairs.has(contradictedBy.quote))
      pairs.set(contradictedBy.quote, { here: quote, there: contradictedBy.quote })
  return [...pairs.values()].map(({ here, there }) => (
    <figure class="pair self" key={there}>
      <figcaption>
        <VerdictLabel mark="self" text={t('entry.selfTitle')} />
      </figcaption>
      <div class="sides">
        <div>
          <p class="side-name">{t('entry.selfHere')}</p>
          <blockquote lang="zh-CN">{here}</blockquote>
        </div>
        <div>
          <p class="side-name">{t('entry.selfThere')}</p>
          <blockquote lang="zh-CN">{there}</blockquote>
        </div>
      </div>
    </figure>
  ))
}
