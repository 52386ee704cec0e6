import texts from 'virtual:bianbai/texts'
import { mount } from '../../src/components/mount'
import { Options } from '../../src/options/Options'
import { browser } from '../../src/platform/browser'
import { ReportStore } from '../../src/reports/store'
import { browserSettings } from '../../src/settings/browser-settings'

const settings = browserSettings()
await settings.read()
const versions = { extension: browser.runtime.getManifest().version, rules: texts.version }
const store = new ReportStore(browser.storage.local)
mount({
  title: 'options.title',
  settings: settings.settings,
  texts,
  view: <Options source={settings} store={store} versions={versions} />,
})
// The part named in the address was not there yet when the page loaded.
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView()
