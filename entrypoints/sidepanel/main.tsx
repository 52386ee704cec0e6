import texts from 'virtual:bianbai/texts'
import { mount } from '../../src/components/mount'
import { browserSource } from '../../src/panel/browser-source'
import { Panel } from '../../src/panel/Panel'

const source = browserSource(texts.version)
mount({ title: 'panel.title', settings: source.settings, texts, view: <Panel source={source} /> })
