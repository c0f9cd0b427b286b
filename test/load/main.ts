/** `npm run load`: crowds on a playground of this machine's, held against their bars; bounded, loopback only. */

import { loads } from './loads.ts'
import { rowText } from './row.ts'

const names = process.argv.slice(2)
const chosen = names.length === 0 ? [...loads.keys()] : names
let missed = 0
console.log('| bar | measured | verdict |\n|---|---|---|')
for (const name of chosen) {
  const load = loads.get(name)
  if (load === undefined) {
    console.error(`There is no load ${name}; there are: ${[...loads.keys()].join(', ')}.`)
    process.exit(2)
  }
  for (const row of await load()) {
    if (row.met === false) missed += 1
    console.log(`| ${row.bar} | ${rowText(row)} |`)
  }
}
process.exit(missed === 0 ? 0 : 1)
