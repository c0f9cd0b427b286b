/** What a night is for: the proofs in their long form, storms with seeds of chance, the short tests again and again. */

import { randomInt } from 'node:crypto'
import { holdBouts } from '../chaos/bouts.ts'
import { rowsOf } from '../chaos/rows.ts'
import type { Row } from '../load/row.ts'
import { type ProofSizes, sizesText } from '../support/proof-size.ts'
import { runFiles } from '../support/run-files.ts'

export interface Part {
  readonly name: string
  /** About how long it takes on two cores, in minutes. */
  readonly minutes: number
  run(): Promise<readonly Row[]>
}

/** Proofs that CI runs too, there in a shorter form. */
export const proofs: readonly {
  name: string
  minutes: number
  bar: string
  files: readonly string[]
  sizes: Partial<ProofSizes>
}[] = [
  {
    ...{ name: 'histories', minutes: 4, files: ['test/trivia/round.proof.ts'] },
    bar: '6: 100,000 random histories settle as the rules say',
    sizes: { histories: 100_000 },
  },
  {
    ...{ name: 'kills', minutes: 50, files: ['test/trivia/kill.proof.ts'] },
    bar: '1: 2,000 kills at any instant of a game, half of them on each store, lose no answer',
    sizes: { kills: 1_000 },
  },
  {
    ...{ name: 'deaths', minutes: 15, files: ['test/trivia/crash.proof.ts'] },
    bar: '1: 60,000 deaths at any moment of a game leave the same board',
    sizes: { deaths: 50_000 },
  },
  {
    ...{ name: 'writes', minutes: 10, files: ['test/store/entries.proof.ts'] },
    bar: '1: 267 kills of a writer lose nothing that was acknowledged',
    sizes: { writes: 200 },
  },
  {
    ...{ name: 'ids', minutes: 2, files: ['test/commands/forged.proof.ts'] },
    bar: '13: 50,000 forged presses, choices and forms read and change nothing of others',
    sizes: { ids: 50_000 },
  },
]

/** How many storms blow on each store, and for how long, in milliseconds. */
const storms = { each: 2, ms: 180_000 }

/** How often the short tests are run. */
const again = 10

export const parts: readonly Part[] = [
  ...proofs.map(({ name, minutes, bar, files, sizes }): Part => {
    return { name, minutes, run: async () => proven(bar, files, sizes) }
  }),
  { name: 'storms', minutes: 15, run: weathered },
  { name: 'flakes', minutes: 45, run: repeated },
]

/** Another seed each night: said, so that a night can be had again. */
function proven(bar: string, files: readonly string[], sizes: Partial<ProofSizes>): Row[] {
  const size = sizesText({ ...sizes, seed: randomInt(1_000_000_000) })
  const { shown, failed } = runFiles(files, { PROOF_SIZE: size })
  const all = [...shown(files).values()]
  const measured = [...all.map((one) => one.measured), ...failed, `PROOF_SIZE='${size}'`]
  return [{ bar, measured: measured.join('; '), met: all.every(({ met }) => met) }]
}

async function weathered(): Promise<Row[]> {
  const rows: Row[] = []
  for (let at = 0; at < storms.each * 2; at += 1) {
    const seed = String(randomInt(1_000_000_000))
    const isPostgres = at % 2 === 1
    const found = rowsOf(await holdBouts(seed, storms.ms, isPostgres))
    const missed = found.filter(({ met }) => met === false)
    const words = `--seed ${seed} --minutes ${storms.ms / 60_000}${isPostgres ? ' --postgres' : ''}`
    rows.push({
      bar: `storm: npm run chaos -- ${words}`,
      measured: missed.length === 0 ? `${found.length} bars` : missed.map(rowWords).join('; '),
      met: missed.length === 0,
    })
  }
  return rows
}

const rowWords = ({ bar, measured }: Row) => `${bar}: ${measured}`

async function repeated(): Promise<Row[]> {
  const counts = new Map<string, number>()
  let passed = 0
  for (let run = 0; run < again; run += 1) {
    const { passed: some, failed } = runFiles(['--project', 'tests'])
    passed += some
    for (const name of failed) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const flaky = [...counts].map(([name, times]) => `${name} failed ${times}×`)
  const measured = [`${passed} tests passed`, ...flaky].join('; ')
  return [{ bar: `20: no flake in ${again} runs of npm test`, measured, met: flaky.length === 0 }]
}
