import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    benchmark: { include: ['test/bench/**/*.bench.ts'] },
    testTimeout: 15_000,
    hookTimeout: 30_000,
    // Two cores are the smallest machine the suite is meant for.
    maxWorkers: 2,
  },
})
