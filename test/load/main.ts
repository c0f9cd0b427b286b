/** `npm run load`: crowds on a playground of this machine's, held against their bars; bounded, loopback only. */

import { floodLoad, steadyLoad } from './asking.ts'
import { gamesLoad } from './games.ts'
import { crowdLoad } from './one-question.ts'
import type { Row } from './row.ts'
import { shardsLoad } from './shards.ts'

const loads: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  crowd: () => crowdLoad(500),
  games: () => gamesLoad(100, 4),
  thousand: () => gamesLoad(1_000, 4),
  burst: () => crowdLoad(5_000),
  steady: () => steadyLoad(500, 30),
  flood: () => floodLoad(500, 20),
  shards: () => shardsLoad(20_000, 16, 4),
  fleet: () => shardsLoad(100_000, 64, 8),
}

const names = process.argv.slice(2)
const chosen = names.length === 0 ? Object.keys(loads) : names
let missed = 0
console.log('| bar | measured | verdict |\n|---|---|---|')
for (const name of chosen) {
  const load = loads[name]
  if (load === undefined) {
    console.error(`There is no load ${name}; there are: ${Object.keys(loads).join(', ')}.`)
    process.exit(2)
  }
  for (const { bar, measured, met } of await load()) {
    if (met === false) missed += 1
    console.log(
      `| ${bar} | ${measured} | ${met === undefined ? '–' : met ? 'met' : '**missed**'} |`,
    )
  }
}
process.exit(missed === 0 ? 0 : 1)
