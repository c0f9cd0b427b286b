/**
 * `npm run chaos`: people play, ask and write while everything fails at random; then it is checked that nothing was lost.
 * Bounded, on loopback. The same seed deals the same blows, though not at the same instant of the bot's.
 */

import { randomInt } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { rowText } from '../load/row.ts'
import { holdBouts } from './bouts.ts'
import { rowsOf } from './rows.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string', default: '3' },
    postgres: { type: 'boolean', default: false },
    record: { type: 'string' },
  },
})
const { seed = String(randomInt(1_000_000_000)), postgres } = values
const minutes = Number(values.minutes)
if (!(minutes > 0 && minutes <= 60)) {
  console.error('npm run chaos -- [--seed N] [--minutes 1…60] [--postgres] [--record FILE]')
  process.exit(2)
}
console.log(`seed ${seed}`)
const bouts = await holdBouts(seed, minutes * 60_000, postgres)
// All that the verdicts rest on, to look into.
if (values.record !== undefined)
  writeFileSync(
    values.record,
    JSON.stringify(bouts, (_key, value) => plain(value), 1),
  )
const rows = rowsOf(bouts)
console.log('| bar | measured | verdict |\n|---|---|---|')
for (const row of rows) console.log(`| ${row.bar} | ${rowText(row)} |`)
process.exit(rows.some(({ met }) => met === false) ? 1 : 0)

/** Maps and sets as JSON has them. */
function plain(value: unknown): unknown {
  return value instanceof Map || value instanceof Set ? [...value] : value
}
