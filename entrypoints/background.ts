import { defineBackground } from 'wxt/utils/define-background'
import { serveAnalyst } from '../src/analyst/serve'
import { obeyCommands } from '../src/background/commands'
import { offerMenu } from '../src/background/menu'
import { answerMessages } from '../src/background/messages'
import { browser } from '../src/platform/browser'
import { isFirefox } from '../src/platform/panel'

/**
 * Sleeps unless a page about vitiligo or the reader calls. Keeps nothing in memory that may not be lost, and
 * listens to no event that pages about other things cause.
 */
export default defineBackground({
  type: 'module',
  main() {
    answerMessages()
    offerMenu()
    obeyCommands()
    // A question to the browser keeps Firefox from ending this page, and the worker with it.
    if (isFirefox) serveAnalyst({ awake: () => void browser.runtime.getPlatformInfo() })
  },
})
