/** A short form of `npm run chaos`. */

import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { holdBouts } from './bouts.ts'
import { rowsOf } from './rows.ts'

test('half a minute of storm over players and moderators, at random: nothing that was acknowledged is lost, nothing counts twice, every game ends', async () => {
  const seed = String(randomInt(1_000_000_000))
  const rows = rowsOf(await holdBouts(seed, 30_000, false))
  const missed = rows
    .filter(({ met }) => met === false)
    .map(({ bar, measured }) => `${bar}: ${measured}`)
  expect(missed, `npm run chaos -- --seed ${seed} --minutes 0.5`).toEqual([])
  console.log(rows.map(({ bar, measured }) => `${bar}: ${measured}`).join('\n'))
}, 240_000)
