/** Runs test files by vitest, and gives what came of them as plain values. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What something has shown. */
export interface Shown {
  readonly measured: string
  readonly met: boolean
}

interface Result {
  readonly fullName: string
  readonly status: string
  readonly meta?: { readonly measured?: string }
}

export interface Run {
  readonly passed: number
  /** Names of tests and of files that failed. */
  readonly failed: readonly string[]
  /** Each of these files: how many of its tests passed, and what they measured. */
  shown(files: readonly string[]): ReadonlyMap<string, Shown>
}

/** `words` are vitest's own: files, a project. `env` is added to this process's. */
export function runFiles(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Run {
  const folder = mkdtempSync(join(tmpdir(), 'pinquiry-run-'))
  const report = join(folder, 'report.json')
  try {
    spawnSync('npx', ['vitest', 'run', '--reporter=json', `--outputFile=${report}`, ...words], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    return runOf(JSON.parse(readFileSync(report, 'utf8')))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message?: string
    readonly assertionResults: readonly Result[]
  }[]
}

/** Understands vitest's report. */
export function runOf({ testResults }: Report): Run {
  const all = testResults.flatMap(({ assertionResults }) => assertionResults)
  const failed = all.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
  // A file may fail beside its tests: while it is loaded, or in what runs after them.
  const broken = testResults
    .filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.some(isFailed),
    )
    .map(({ name, message = '' }) => (message === '' ? name : `${name}: ${message}`))
  return {
    passed: all.filter(({ status }) => status === 'passed').length,
    failed: [...failed, ...broken],
    shown: (files) => new Map(files.map((file) => [file, shownIn(testResults, file)])),
  }
}

const isFailed = ({ status }: Result) => status === 'failed'

function shownIn(testResults: Report['testResults'], file: string): Shown {
  const found = testResults.find(({ name }) => name.endsWith(file))
  const results = found?.assertionResults ?? []
  const passed = results.filter(({ status }) => status === 'passed').length
  const said = results.flatMap(({ meta }) => meta?.measured ?? [])
  return {
    measured: [`${file}: ${passed} of ${results.length} tests`, ...said].join('; '),
    met: found?.status === 'passed' && passed > 0 && passed === results.length,
  }
}
