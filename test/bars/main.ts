/** `npm run bars`: everything that shows the twenty bars, and a table of them. Takes about three quarters of an hour. */

import { spawnSync } from 'node:child_process'
import { loads } from '../load/loads.ts'
import type { Row } from '../load/row.ts'
import { runFiles, type Shown } from '../support/run-files.ts'
import { type Bar, bars } from './bars.ts'

const numbers = process.argv.slice(2).map(Number)
const chosen = bars.filter(({ number }) => numbers.length === 0 || numbers.includes(number))
const files = shownByFile(chosen.flatMap(({ files = [] }) => files))
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
function shownByFile(all: readonly string[]): ReadonlyMap<string, Shown> {
  const names = [...new Set(all)]
  return runFiles(names).shown(names)
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
