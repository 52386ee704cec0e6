import { defineConfig } from 'vitest/config'
import { rulesPlugin } from './scripts/vite-rules'

export default defineConfig({
  plugins: [rulesPlugin()],
  test: {
    include: ['{src,entrypoints,scripts,tests}/**/*.test.{ts,tsx}'],
    exclude: ['tests/browser/**', 'node_modules/**'],
  },
})
