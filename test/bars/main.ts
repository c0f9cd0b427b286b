/** `npm run bars`: everything that shows the twenty bars, and a table of them. Takes about three quarters of an hour. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loads } from '../load/loads.ts'
import type { Row } from '../load/row.ts'
import { type Bar, bars } from './bars.ts'

/** What a bar's proofs, loads and programs have shown. */
interface Shown {
  readonly measured: string
  readonly met: boolean
}

const numbers = process.argv.slice(2).map(Number)
const chosen = bars.filter(({ number }) => numbers.length === 0 || numbers.includes(number))
const files = runFiles([...new Set(chosen.flatMap(({ files = [] }) => files))])
const programs = new Map<string, Shown>()
let missed = 0
console.log('| # | bar | measured | verdict |\n|---|---|---|---|')
for (const bar of chosen) {
  const shown = await shownOf(bar)
  if (!shown.every(({ met }) => met)) missed += 1
  const verdict = shown.every(({ met }) => met) ? 'met' : '**missed**'
  const measured = shown.map((one) => one.measured).join('; ')
  console.log(`| ${bar.number} | ${bar.bar} | ${measured} | ${verdict} |`)
}
process.exit(missed === 0 ? 0 : 1)

async function shownOf(bar: Bar): Promise<Shown[]> {
  const ofLoads: Shown[] = []
  for (const name of bar.loads ?? []) {
    const rows: readonly Row[] = (await loads.get(name)?.()) ?? []
    for (const { bar: what, measured, met } of rows)
      ofLoads.push({ measured: `${what}: ${measured}`, met: met ?? true })
  }
  const ofFiles = (bar.files ?? []).map((file) => files.get(file) ?? { measured: file, met: false })
  return [...ofLoads, ...ofFiles, ...(bar.programs ?? []).map(runProgram)]
}

/** Runs test files, each once; by file. */
function runFiles(names: readonly string[]): ReadonlyMap<string, Shown> {
  const folder = mkdtempSync(join(tmpdir(), 'pinquiry-bars-'))
  const report = join(folder, 'report.json')
  spawnSync('npx', ['vitest', 'run', '--reporter=json', `--outputFile=${report}`, ...names], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: { name: string; assertionResults: { status: string }[] }[]
  }
  rmSync(folder, { recursive: true })
  return new Map(
    names.map((name) => {
      const results = testResults.find((one) => one.name.endsWith(name))?.assertionResults ?? []
      const passed = results.filter(({ status }) => status === 'passed').length
      const met = passed > 0 && passed === results.length
      return [name, { measured: `${name}: ${passed} of ${results.length} tests`, met }]
    }),
  )
}

/** Runs a program of package.json, once; its last line of words is what it measured. */
function runProgram(name: string): Shown {
  const known = programs.get(name)
  if (known !== undefined) return known
  const { status } = spawnSync('npm', ['run', name], { stdio: ['ignore', 'inherit', 'inherit'] })
  const shown = { measured: `npm run ${name}: code ${status}`, met: status === 0 }
  programs.set(name, shown)
  return shown
}
