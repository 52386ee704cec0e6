import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { Notices } from '../components/notices'
import { SourceItem } from '../components/SourceItem'
import { Switch } from '../components/Switch'
import { useTexts } from '../components/texts'
import { VerdictLabel } from '../components/VerdictLabel'
import { t } from '../locales'
import type { SettingsSource } from '../panel/source'
import { ReportList } from '../reports/ReportList'
import type { Versions } from '../reports/report'
import type { ReportStore } from '../reports/store'
import { setEnabled, setSuspected, setVerdict } from '../settings/changes'
import type { Settings } from '../settings/settings'
import { tryChange } from '../settings/try-change'
import { CardList } from './CardList'
import { DataInOut } from './DataInOut'
import { Sites } from './Sites'

const parts = ['display', 'sites', 'cards', 'sources', 'reports', 'data', 'about'] as const
const languages: [Settings['language'], string | undefined][] = [
  ['auto', undefined],
  ['zh-CN', '简体中文'],
  ['zh-TW', '繁體中文'],
  ['en', 'English'],
]

const Part = ({
  id,
  hint,
  children,
}: {
  id: (typeof parts)[number]
  hint?: string
  children: ComponentChildren
}) => (
  <section class="part" id={id} aria-labelledby={`${id}-name`}>
    <h2 id={`${id}-name`}>{t(`options.${id}`)}</h2>
    {hint && <p class="hint">{hint}</p>}
    {children}
  </section>
)

const Display = ({ source }: { source: SettingsSource }) => {
  const settings = source.settings.value
  return (
    <Part id="display">
      <Switch on={settings.enabled} change={(on) => tryChange(source, setEnabled(on))}>
        <span>
          {t('options.enabled')}
          <span class="hint block">{t('options.enabledHint')}</span>
        </span>
      </Switch>
      <h3>{t('options.verdicts')}</h3>
      {(['contradicted', 'unsupported'] as const).map((verdict) => (
        <Switch
          key={verdict}
          on={settings.verdicts[verdict]}
          change={(on) => tryChange(source, setVerdict(verdict, on))}
        >
          <span>
            <VerdictLabel mark={verdict} />
            <span class="hint block">{t(`verdict.${verdict}Meaning`)}</span>
          </span>
        </Switch>
      ))}
      <Switch on={settings.suspected} change={(on) => tryChange(source, setSuspected(on))}>
        <span>
          {t('options.suspected')}
          <span class="hint block">{t('options.suspectedHint')}</span>
        </span>
      </Switch>
      <label class="choice">
        <span>
          {t('options.language')}
          <span class="hint block">{t('options.languageHint')}</span>
        </span>
        <select
          class="field"
          value={settings.language}
          onChange={({ currentTarget }) => {
            const language = currentTarget.value as Settings['language']
            void tryChange(source, (now) => ({ ...now, language }))
          }}
        >
          {languages.map(([value, name]) => (
            <option key={value} value={value} lang={name && value}>
              {name ?? t('options.languageAuto')}
            </option>
          ))}
        </select>
      </label>
    </Part>
  )
}

const About = ({ versions }: { versions: Versions }) => (
  <Part id="about">
    <p class="promise">{t('app.privacy')}</p>
    <p>{t('options.aboutNetwork')}</p>
    <p>{t('options.aboutHow')}</p>
    <p>{t('options.aboutLaw')}</p>
    <p class="strong">{t('app.notReviewedLong')}</p>
    <p class="hint">{t('options.aboutVersions', { ...versions })}</p>
  </Part>
)

interface Props {
  source: SettingsSource
  store: ReportStore
  versions: Versions
}

export const Options = ({ source, store, versions }: Props) => {
  const texts = useTexts()
  const revision = useSignal(0)
  const changed = () => {
    revision.value++
  }
  const sources = Object.values(texts.sources)
  return (
    <div class="options">
      <header>
        <p class="brand">{t('app.name')}</p>
        <p class="hint">{t('app.tagline')}</p>
        <nav aria-label={t('options.nav')}>
          <ul>
            {parts.map((part) => (
              <li key={part}>
                <a href={`#${part}`}>{t(`options.${part}`)}</a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main>
        <h1>{t('options.title')}</h1>
        <Display source={source} />
        <Part id="sites" hint={t('options.sitesHint')}>
          <Sites source={source} />
        </Part>
        <Part id="cards" hint={t('options.cardsHint')}>
          <CardList source={source} />
        </Part>
        <Part id="sources" hint={t('options.sourcesHint', { n: sources.length })}>
          <details class="more">
            <summary>{t('options.all')}</summary>
            <ul class="sources">
              {sources.map((each) => (
                <SourceItem key={each.id} source={each} />
              ))}
            </ul>
          </details>
        </Part>
        <Part id="reports" hint={t('report.intro')}>
          <ReportList store={store} revision={revision.value} changed={changed} />
        </Part>
        <Part id="data" hint={t('options.dataHint')}>
          <DataInOut source={source} store={store} changed={changed} />
        </Part>
        <About versions={versions} />
      </main>
      <Notices />
    </div>
  )
}
