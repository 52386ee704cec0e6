import { receive } from '../../src/platform/messaging'
import { startWorker } from '../../src/segmenter/client'
import { Keeper } from '../../src/segmenter/keeper'

const keeper = new Keeper({ start: startWorker, released: () => window.close() })
receive('segmenter', { segment: (sentences) => keeper.segment(sentences) })
