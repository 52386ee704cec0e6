import { useComputed, useSignal } from '@preact/signals'
import type { CardText } from '../cards/texts'
import { CardDetails } from '../components/CardDetails'
import { Switch } from '../components/Switch'
import { topicName, useTexts } from '../components/texts'
import { VerdictLabel } from '../components/VerdictLabel'
import { t } from '../locales'
import type { SettingsSource } from '../panel/source'
import { setCard } from '../settings/changes'
import { tryChange } from '../settings/try-change'
import { findCards, groupByTopic } from './find-cards'

const CardItem = ({ card, source }: { card: CardText; source: SettingsSource }) => (
  <li class={`card-item ${card.verdict}`}>
    <Switch
      on={!source.settings.value.offCards.includes(card.id)}
      label={t('options.cardSwitch', { name: card.proposition })}
      change={(on) => tryChange(source, setCard(card.id, on))}
    >
      <span>
        <span class="card-name" lang="zh-CN">
          {card.proposition}
        </span>
        <VerdictLabel mark={card.verdict} />
      </span>
    </Switch>
    <details class="more">
      <summary>{t('options.cardShow')}</summary>
      <div class="known">
        <h4>{t('entry.known')}</h4>
        <p lang="zh-CN">{card.short}</p>
      </div>
      <CardDetails card={card} />
    </details>
  </li>
)

/** Every claim card, by topic, each with its evidence and its own switch. */
export const CardList = ({ source }: { source: SettingsSource }) => {
  const texts = useTexts()
  const query = useSignal('')
  const all = Object.values(texts.cards)
  const found = useComputed(() => findCards(Object.values(texts.cards), texts, query.value))
  const off = source.settings.value.offCards.filter((id) => Object.hasOwn(texts.cards, id)).length
  return (
    <>
      <div class="card-tools">
        <input
          class="field"
          type="search"
          value={query.value}
          placeholder={t('options.cardsSearch')}
          aria-label={t('options.cardsSearch')}
          onInput={({ currentTarget }) => {
            query.value = currentTarget.value
          }}
        />
        <p class="hint">
          {t('options.cardsShown', { n: found.value.length, all: all.length })}
          {off > 0 && ` · ${t('options.cardsOff', { n: off })} `}
          {off > 0 && (
            <button
              type="button"
              class="text-button"
              onClick={() => tryChange(source, (settings) => ({ ...settings, offCards: [] }))}
            >
              {t('options.cardsOnAll')}
            </button>
          )}
        </p>
      </div>
      {found.value.length === 0 && <p class="nothing">{t('options.cardsNone')}</p>}
      {groupByTopic(found.value).map(([topic, cards]) => (
        <section class="topic" key={topic}>
          <h3>
            {topicName(texts, topic)} <span class="hint number">{cards.length}</span>
          </h3>
          <ul>
            {cards.map((card) => (
              <CardItem key={card.id} card={card} source={source} />
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
