import { defineConfig } from 'vitest/config'

/** The quick tests of the rules: each mutant is held against those that reach it. */
export default defineConfig({
  test: {
    include: [
      'test/trivia/{scoring,settle,standings,ranked,result}.test.ts',
      'test/trivia/{round,typed,correct}.test.ts',
      'test/trivia/round/*.test.ts',
      'test/guild/{curator,pace}.test.ts',
      'test/knowledge/clean.test.ts',
      'test/views/markdown.test.ts',
      'test/shards/{span,restarts}.test.ts',
      'test/discord/{breaker,gate,age}.test.ts',
    ],
    setupFiles: ['test/mutation/seed.ts'],
    testTimeout: 15_000,
  },
})
