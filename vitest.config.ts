import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/temporary-files.ts', 'test/build.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // Two cores are enough for it, and what CI has.
    maxWorkers: 2,
  },
  resolve: {
    alias: [
      { find: /^splitbrain\/checker\/([a-z]+)$/, replacement: path('checker/$1/index.ts') },
      { find: 'splitbrain/checker', replacement: path('checker/core.ts') },
      { find: 'splitbrain/vitest', replacement: path('src/vitest.ts') },
      { find: /^splitbrain\/([a-z-]+)$/, replacement: path('src/labs/$1/index.ts') },
    ],
  },
})

function path(file: string): string {
  return `${import.meta.dirname}/${file}`
}
