/** `npm run nightly`: what is too long for CI, or parts of it by their names, and a table in the end. */

import { type Row, rowText } from '../load/row.ts'
import { parts } from './parts.ts'

const names = process.argv.slice(2)
const unknown = names.filter((name) => !parts.some((part) => part.name === name))
if (unknown.length > 0) {
  const list = parts.map(({ name, minutes }) => `  ${name}: about ${minutes} min`).join('\n')
  console.error(`npm run nightly -- [part …]\n${list}`)
  process.exit(2)
}
const rows: Row[] = []
for (const part of parts) {
  if (names.length > 0 && !names.includes(part.name)) continue
  const began = performance.now()
  rows.push(...(await part.run()))
  console.error(`${part.name}: ${((performance.now() - began) / 60_000).toFixed(1)} min`)
}
console.log('| bar | measured | verdict |\n|---|---|---|')
// A failing proof may say much.
for (const row of rows)
  console.log(`| ${row.bar} | ${rowText(row).replace(/\s+/g, ' ').slice(0, 1_000)} |`)
process.exit(rows.some(({ met }) => met === false) ? 1 : 0)
