import { defaults, type Settings } from './settings'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const bool = (value: unknown, otherwise: boolean) => (typeof value === 'boolean' ? value : otherwise)

const strings = (value: unknown): string[] =>
  Array.isArray(value)
    ? [...new Set(value.filter((item): item is string => typeof item === 'string' && item !== ''))]
    : []

const languages: readonly unknown[] = ['auto', 'zh-CN', 'zh-TW', 'en'] satisfies Settings['language'][]

/** Settings from what the store holds: each part that is damaged or missing falls back to its default alone. */
export function parseSettings(stored: unknown): Settings {
  if (!isRecord(stored)) return defaults
  const verdicts = isRecord(stored.verdicts) ? stored.verdicts : {}
  return {
    version: 1,
    enabled: bool(stored.enabled, defaults.enabled),
    offSites: strings(stored.offSites),
    verdicts: {
      contradicted: bool(verdicts.contradicted, defaults.verdicts.contradicted),
      unsupported: bool(verdicts.unsupported, defaults.verdicts.unsupported),
    },
    suspected: bool(stored.suspected, defaults.suspected),
    offCards: strings(stored.offCards),
    language: languages.includes(stored.language)
      ? (stored.language as Settings['language'])
      : defaults.language,
  }
}
