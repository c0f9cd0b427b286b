import { defineConfig } from 'vitest/config'

/** The proofs are larger than usual, as `npm run nightly` has them: then they take as long as they take. */
const isLarge = process.env.PROOF_SIZE !== undefined

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
          testTimeout: isLarge ? 10 * 3_600_000 : 300_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
