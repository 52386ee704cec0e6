import { say } from '../components/notices'
import { t } from '../locales'
import type { SettingsSource } from '../panel/source'
import type { Change } from './changes'

/** Makes a change and tells the reader if it could not be kept; resolves to whether it was. */
export async function tryChange(source: Pick<SettingsSource, 'change'>, change: Change): Promise<boolean> {
  try {
    await source.change(change)
    return true
  } catch (error) {
    const reason = error instanceof Error ? error.message : t('common.unknownError')
    say(t('options.saveFailed', { reason }))
    return false
  }
}
