import { effect, type ReadonlySignal } from '@preact/signals'
import { type ComponentChildren, render } from 'preact'
import type { Texts } from '../cards/texts'
import { type Key, setLanguage, t } from '../locales'
import type { Settings } from '../settings/settings'
import { TextsContext } from './texts'

interface Mount {
  /** Key of the document's title. */
  title: Key
  settings: ReadonlySignal<Settings>
  texts: Texts
  view: ComponentChildren
}

/** Shows a view in the page's root, in the reader's language. */
export function mount({ title, settings, texts, view }: Mount) {
  effect(() => {
    setLanguage(settings.value.language)
    document.title = t(title)
  })
  const root = document.getElementById('root')
  if (!root) throw new Error('the page has no element #root')
  render(<TextsContext.Provider value={texts}>{view}</TextsContext.Provider>, root)
}
