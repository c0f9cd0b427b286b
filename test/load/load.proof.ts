/** A short form of `npm run load`: what must hold however slow the machine is. */

import { expect, test } from 'vitest'
import { gamesLoad } from './games.ts'
import { oursLoad } from './one-question.ts'
import type { Row } from './row.ts'

const missed = (rows: readonly Row[]) =>
  rows
    .filter(({ met, isCost }) => met === false && !isCost)
    .map(({ bar, measured }) => `${bar}: ${measured}`)

test('five hundred people answer one question: nobody is late, every answer counts, Discord is asked for little', async () => {
  expect(missed(await oursLoad(500))).toEqual([])
}, 120_000)

test('sixty games at once all end within Discord’s limits', async () => {
  expect(missed(await gamesLoad(60, 3))).toEqual([])
}, 240_000)
