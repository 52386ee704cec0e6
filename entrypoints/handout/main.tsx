import texts from 'virtual:bianbai/texts'
import { mount } from '../../src/components/mount'
import { HandoutPage } from '../../src/handout/HandoutPage'
import { readHandout } from '../../src/handout/read-handout'
import { browser } from '../../src/platform/browser'
import { browserSettings } from '../../src/settings/browser-settings'

const settings = browserSettings()
await settings.read()
const { handout } = await browser.storage.session.get('handout')
mount({
  title: 'handout.title',
  settings: settings.settings,
  texts,
  view: <HandoutPage handout={readHandout(handout)} />,
})
