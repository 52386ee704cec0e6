import type { Finding } from '../analysis/types'

/** The reader's settings, in `storage.local` under `settings`. */
export interface Settings {
  version: 1
  /** Marks are shown at all. */
  enabled: boolean
  /** Hosts (as in `location.host`) where marks are switched off. */
  offSites: string[]
  /** Verdicts that are marked. */
  verdicts: { contradicted: boolean; unsupported: boolean }
  /** What the learned second reader alone suspects is marked as well, and it checks the cards. */
  suspected: boolean
  /** Ids of claim cards the reader switched off. */
  offCards: string[]
  /** `auto` follows the browser. */
  language: 'auto' | 'zh-CN' | 'zh-TW' | 'en'
}

export const defaults: Settings = {
  version: 1,
  enabled: true,
  offSites: [],
  verdicts: { contradicted: true, unsupported: true },
  suspected: true,
  offCards: [],
  language: 'auto',
}

/** Whether a finding is shown under these settings. */
export const isShown = (
  { verdict, rule, level, alternatives }: Pick<Finding, 'verdict' | 'rule' | 'level' | 'alternatives'>,
  { verdicts, offCards, suspected }: Settings,
) =>
  verdicts[verdict] &&
  // A guess that wavers between cards is none of theirs.
  (!offCards.includes(rule) || alternatives?.some((id) => !offCards.includes(id)) === true) &&
  (level === 'claim' || suspected)

export const isOn = (settings: Settings, host: string) =>
  settings.enabled && !settings.offSites.includes(host)
