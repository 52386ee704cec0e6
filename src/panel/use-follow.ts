import { useEffect } from 'preact/hooks'
import type { PanelModel } from './model'
import type { Source } from './source'

/**
 * Keeps the entry of what the reader sees on the page in view here, while they scroll there. Never while they are
 * busy in the panel: with the pointer over it or the focus in it.
 */
export function useFollow(source: Source, model: PanelModel) {
  const seen = source.inView.value
  useEffect(() => {
    if (!seen.length || document.hasFocus() || document.querySelector('.panel:hover, dialog[open]')) return
    const entries = model.list.value.filter(({ occurrences }) =>
      occurrences.some(({ frameId, key }) => frameId === 0 && seen.includes(key)),
    )
    const shown = entries.map((entry) => document.getElementById(entry.id))
    const inSight = shown.some((element) => {
      const box = element?.getBoundingClientRect()
      return box && box.bottom > 0 && box.top < innerHeight
    })
    if (!inSight) shown[0]?.scrollIntoView({ block: 'nearest' })
  }, [seen, model])
}
