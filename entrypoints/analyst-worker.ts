import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { serve } from '../src/analyst/worker'

export default defineUnlistedScript(() => serve(globalThis as never))
