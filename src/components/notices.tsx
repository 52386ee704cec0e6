import { signal } from '@preact/signals'
import { t } from '../locales'
import { Icon } from './Icon'

interface Notice {
  text: string
  /** Takes back what was just done. */
  undo?: () => void
  /** For screen readers only: what others see elsewhere on the view. */
  heardOnly?: boolean
}

const notice = signal<Notice | undefined>(undefined)

/** Says something once. It stays until it is dismissed or the next is said: nobody has to hurry to undo. */
export const say = (text: string, more: Omit<Notice, 'text'> = {}) => {
  notice.value = { text, ...more }
}

export const dismiss = () => {
  notice.value = undefined
}

const View = ({ now }: { now: Notice }) => (
  <div class={now.heardOnly ? 'quiet' : 'notice'} key={now}>
    <span>{now.text}</span>
    {now.undo && (
      <button
        type="button"
        class="text-button"
        onClick={() => {
          dismiss()
          now.undo?.()
        }}
      >
        {t('common.undo')}
      </button>
    )}
    {!now.heardOnly && (
      <button type="button" class="icon-button" aria-label={t('common.dismiss')} onClick={dismiss}>
        <Icon name="close" />
      </button>
    )}
  </div>
)

/** The one live region of a view. */
export const Notices = () => (
  <div class="notices" role="status">
    {notice.value && <View now={notice.value} />}
  </div>
)

/** What can be undone, inside a dialog, which makes all around it unreachable. */
export const NoticeHere = () => (notice.value?.undo ? <View now={notice.value} /> : null)
