import { useSignal } from '@preact/signals'
import { copy } from '../components/clipboard'
import { Icon } from '../components/Icon'
import { say } from '../components/notices'
import { t, tIfAny } from '../locales'
import type { PanelModel } from './model'
import type { Source } from './source'

/** Always in sight: see a dermatologist, when to hurry, and what to ask. */
export const Foot = ({ source, model }: { source: Source; model: PanelModel }) => {
  const open = useSignal(false)
  const left = useSignal<ReadonlySet<string>>(new Set())
  const flags = model.redFlags.value
  const questions = model.questions.value
  const chosen = questions.filter(({ ask }) => !left.value.has(ask))

  const choose = (ask: string, taken: boolean) => {
    const next = new Set(left.value)
    if (taken) next.delete(ask)
    else next.add(ask)
    left.value = next
  }
  const copyAll = async () => {
    const text = chosen.map(({ ask }, i) => `${i + 1}. ${ask}`).join('\n')
    say((await copy(text)) ? t('foot.copied', { n: chosen.length }) : t('foot.copyFailed'))
  }
  const print = () =>
    source.openHandout({
      questions: chosen,
      title: model.title.value,
      url: model.url.value,
      at: Date.now(),
    })

  return (
    <aside class="foot" aria-label={t('foot.label')}>
      <button
        type="button"
        class="foot-bar"
        aria-expanded={open.value}
        aria-controls="advice"
        onClick={() => {
          open.value = !open.value
        }}
      >
        <Icon name="doctor" />
        <span class="foot-text">
          <strong>{t('foot.see')}</strong>
          {(flags.length > 0 || questions.length > 0) && (
            <span class="hint">
              {[
                flags.length > 0 && t('foot.flagCount', { n: flags.length }),
                questions.length > 0 && t('foot.questionCount', { n: questions.length }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          )}
        </span>
        <span class={open.value ? 'turned' : 'unturned'}>
          <Icon name="up" />
        </span>
      </button>
      <div id="advice" class="advice" hidden={!open.value}>
        {flags.length > 0 && (
          <section>
            <h2>{t('foot.flags')}</h2>
            <ul class="flags">
              {flags.map(({ id, text, soon }) => (
                <li key={id}>
                  <Icon name="alert" />
                  <span>
                    <strong>{tIfAny(`soon.${soon}`) ?? soon}</strong>
                    {t('common.colon')}
                    <span lang="zh-CN">{text}</span>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <section>
          <h2>{t('foot.questions')}</h2>
          {questions.length === 0 ? (
            <p class="hint">{t('foot.noQuestions')}</p>
          ) : (
            <>
              <ul class="questions">
                {questions.map(({ ask }) => (
                  <li key={ask}>
                    <label>
                      <input
                        type="checkbox"
                        checked={!left.value.has(ask)}
                        onChange={({ currentTarget }) => choose(ask, currentTarget.checked)}
                      />
                      <span lang="zh-CN">{ask}</span>
                    </label>
                  </li>
                ))}
              </ul>
              <p class="buttons">
                <button type="button" class="button" disabled={!chosen.length} onClick={copyAll}>
                  <Icon name="copy" />
                  {t('foot.copy')}
                </button>
                <button type="button" class="button" disabled={!chosen.length} onClick={print}>
                  <Icon name="print" />
                  {t('foot.print')}
                </button>
              </p>
            </>
          )}
        </section>
        <p class="hint">
          {t('app.notReviewedLong')} {t('app.privacy')}
        </p>
      </div>
    </aside>
  )
}
