import { computed, effect, signal } from '@preact/signals'
import type { Texts } from '../cards/texts'
import { isShown } from '../settings/settings'
import { counts, entries, occurrences, questions, redFlags } from './entries'
import type { Source } from './source'
import { status } from './status'

/** What the panel shows, worked out from what the source knows. */
export function panelModel(source: Source, texts: Texts) {
  const all = computed(() => occurrences(source.frames.value))
  const shown = computed(() => all.value.filter((place) => isShown(place, source.settings.value)))
  const list = computed(() => entries(shown.value, texts))
  const now = computed(() =>
    status({
      settings: source.settings.value,
      tab: source.tab.value,
      frames: source.frames.value,
      ready: source.ready.value,
      error: source.error.value,
      found: all.value.length,
      shown: shown.value.length,
    }),
  )
  /** The entry and the place that a click on the page or here has brought into view. */
  const current = signal<{ entry: string; key?: string; at: number } | undefined>(undefined)
  let handled = 0
  const stop = effect(() => {
    const focus = source.focus.value
    if (!focus || focus.at <= handled) return
    const entry = list.value.find(
      ({ rule, occurrences: places }) =>
        places.some((place) => place.key === focus.key) || (focus.key === undefined && rule === focus.rule),
    )
    // The click can come before the frame's report: wait for the list that holds it.
    if (!entry) return
    handled = focus.at
    // A panel opened later does not go there again.
    void source.focused().catch(() => {})
    current.value = { entry: entry.id, key: focus.key, at: focus.at }
  })
  return {
    list,
    shown,
    status: now,
    counts: computed(() => counts(shown.value)),
    questions: computed(() => questions(list.value)),
    redFlags: computed(() => redFlags(list.value, texts.redFlags)),
    title: computed(() => source.frames.value.find((frame) => frame.frameId === 0)?.title ?? ''),
    url: computed(() => source.frames.value.find((frame) => frame.frameId === 0)?.url ?? ''),
    current,
    stop,
  }
}

export type PanelModel = ReturnType<typeof panelModel>
