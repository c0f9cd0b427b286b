/** `npm run soak`: three minutes (`npm run soak -- 10`: ten) that are eight times as long to the bot, held against their bars. */

import { soak } from './soak.ts'

const minutes = Number(process.argv[2] ?? 3)
if (!(minutes > 0 && minutes <= 120)) {
  console.error('npm run soak -- [minutes, up to 120]')
  process.exit(2)
}
const slices = Math.max(9, Math.round(minutes * 5))
const sliceMs = (minutes * 60_000) / slices - 800
// More at once would need more than 50 requests a second, which discord.js counts by the real clock.
const rows = await soak({ slices, sliceMs, times: 8, channels: 9 }, console.error)
console.log('| bar | measured | verdict |\n|---|---|---|')
for (const { bar, measured, met } of rows)
  console.log(`| ${bar} | ${measured} | ${met ? 'met' : '**missed**'} |`)
process.exit(rows.every(({ met }) => met) ? 0 : 1)
