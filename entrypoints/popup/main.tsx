import texts from 'virtual:bianbai/texts'
import { mount } from '../../src/components/mount'
import { browserSource } from '../../src/panel/browser-source'
import { Popup } from '../../src/popup/Popup'

const source = browserSource(texts.version)
const view = <Popup source={source} leave={() => window.close()} />
mount({ title: 'app.name', settings: source.settings, texts, view })
