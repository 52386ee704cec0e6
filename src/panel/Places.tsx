import { Icon } from '../components/Icon'
import { say } from '../components/notices'
import { t } from '../locales'
import type { Occurrence } from './entries'
import type { Source } from './source'

export const jump = async (source: Source, { frameId, key }: Occurrence) => {
  const there = await source.reveal(frameId, key).catch(() => false)
  if (!there) say(t('entry.gone'))
}

export const doubt = (source: Source, place: Occurrence) =>
  source.beginDraft({
    kind: 'wrong',
    words: place.quote,
    before: place.before,
    after: place.after,
    url: place.url,
    title: place.title,
    rule: place.rule,
    tabId: source.tab.value?.id,
    at: Date.now(),
  })

/** What closes the sentence before, where the words around are cut off. */
const closing = /^[\s，。；、：！？,.;:!?”’）)》】]+/

/** The page's own words in their surroundings; pressing them shows them on the page. */
const Quote = ({ source, place, current }: { source: Source; place: Occurrence; current: boolean }) => (
  <button
    type="button"
    class="quote"
    aria-current={current || undefined}
    data-seen={source.inView.value.includes(place.key) || undefined}
    title={t('entry.jump')}
    onClick={() => jump(source, place)}
  >
    <span lang="zh-CN">
      <span class="around">{place.before.replace(closing, '')}</span>
      <mark class={`words ${place.level === 'suspected' ? 'suspected' : place.verdict}`}>{place.quote}</mark>
      <span class="around">{place.after}</span>
    </span>
    <Icon name="jump" />
  </button>
)

interface Props {
  source: Source
  places: Occurrence[]
  currentKey?: string
}

export const Places = ({ source, places, currentKey }: Props) => (
  <ul class="places">
    {places.map((place) => (
      <li key={`${place.frameId} ${place.key}`}>
        <Quote source={source} place={place} current={place.key === currentKey} />
        {places.length > 1 && (
          <button
            type="button"
            class="icon-button"
            title={t('entry.wrong')}
            aria-label={t('entry.wrongThis', { quote: place.quote })}
            onClick={() => doubt(source, place)}
          >
            <Icon name="flag" />
          </button>
        )}
        {place.meant && (
          <p class="meant" title={t('entry.meantHint')}>
            <span class="chip">{t('entry.meant')}</span>
            <span lang="zh-CN">{place.meant}</span>
          </p>
        )}
      </li>
    ))}
  </ul>
)
