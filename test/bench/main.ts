/** `npm run bench`: prints the figures of the README as a table; names given as arguments choose among them. */

import { askBench } from './ask.ts'
import { curatingBench } from './curating.ts'
import { playgroundBench } from './playground.ts'
import { startBench } from './start.ts'
import { storeBench } from './store.ts'

/** One row: what was measured, what it came to, and what it is held against. */
export interface Figure {
  readonly what: string
  readonly measured: string
  readonly bar: string
}

const benches: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  start: startBench,
  ask: askBench,
  playground: playgroundBench,
  curating: curatingBench,
  store: storeBench,
}

const names = process.argv.slice(2)
const chosen = names.length === 0 ? Object.keys(benches) : names
console.log('| what | measured | bar |\n|---|---|---|')
for (const name of chosen) {
  const bench = benches[name]
  if (bench === undefined) {
    console.error(`There is no bench ${name}; there are: ${Object.keys(benches).join(', ')}.`)
    process.exit(2)
  }
  for (const { what, measured, bar } of await bench())
    console.log(`| ${what} | ${measured} | ${bar} |`)
}
process.exit(0)
