/** Mutation testing: each rule is broken in every small way, and some test must notice. `npm run mutate`. */

import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [
    'src/trivia/{scoring,settle,standings,ranked,result}.ts',
    'src/trivia/{round,typed}.ts',
    'src/trivia/round/*.ts',
    'src/guild/{curator,pace}.ts',
    'src/knowledge/clean.ts',
    'src/views/markdown.ts',
    'src/shards/{span,restarts}.ts',
    'src/discord/{breaker,gate,age}.ts',
  ],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: true },
  coverageAnalysis: 'perTest',
  // Names no file on purpose: where there is one, Stryker asks TypeScript to read it, and TypeScript 7 has no API for
  // that. Node runs the sources as they are, so nothing in it matters to a mutant.
  tsconfigFile: 'none.json',
  checkers: [],
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 85, break: 85 },
  concurrency: 2,
  tempDirName: join(tmpdir(), `pinquiry-mutation-${process.pid}`),
  cleanTempDir: 'always',
  ignorePatterns: ['docs', 'data'],
}
