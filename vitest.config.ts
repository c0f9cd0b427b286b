import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Two cores are the smallest machine the suite is meant for.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'tests',
          include: ['test/**/*.test.ts'],
          testTimeout: 15_000,
          hookTimeout: 30_000,
        },
      },
      {
        // Long ones: thousands of histories, kills and crowds. `npm run prove` runs them, and CI.
        test: {
          name: 'proofs',
          include: ['test/**/*.proof.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
