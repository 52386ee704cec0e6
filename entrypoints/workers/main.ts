import { serveAnalyst } from '../../src/analyst/serve'
import { receive } from '../../src/platform/messaging'
import { startSegmenter } from '../../src/segmenter/client'
import { Keeper } from '../../src/segmenter/keeper'

// The document goes with the last of its workers.
const released = () => {
  if (!analyst.working && !keeper.working) window.close()
}
const analyst = serveAnalyst({ released })
const keeper = new Keeper({ start: startSegmenter, released })
receive('segmenter', { segment: (sentences) => keeper.segment(sentences) })
// Whoever asked for it may have gone before it was there.
setTimeout(released, 60_000)
