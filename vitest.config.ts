import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    testTimeout: 60_000,
  },
  resolve: {
    alias: {
      'splitbrain/primary-backup': new URL('./src/labs/primary-backup/index.ts', import.meta.url).pathname,
      'splitbrain/checker/formats': new URL('./checker/formats/index.ts', import.meta.url).pathname,
      'splitbrain/checker': new URL('./checker/index.ts', import.meta.url).pathname,
      'splitbrain/vitest': new URL('./src/vitest.ts', import.meta.url).pathname,
    },
  },
})
