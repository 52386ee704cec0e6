import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/browser/**/*.browser.ts'],
    // Real browsers compete for two cores and for the focus; one after the other they are dependable.
    fileParallelism: false,
    retry: 0,
    testTimeout: 45_000,
    hookTimeout: 60_000,
    globalSetup: 'tests/browser/lib/ready.ts',
  },
})
