import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,entrypoints,scripts,tests}/**/*.test.{ts,tsx}'],
    exclude: ['tests/browser/**', 'node_modules/**'],
  },
})
