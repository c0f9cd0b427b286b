/** A short form of `npm run soak`: too short for a slope, long enough to see handles and whole games that stay. */

import { expect, test } from 'vitest'
import { inFolder } from '../load/bot.ts'
import { slope, soak, startFast } from './soak.ts'

test('a minute of games and questions by a fast clock leaves nothing behind that grows', async () => {
  const options = { slices: 5, sliceMs: 6_000, times: 8, channels: 8 }
  const rows = await soak(options, () => {})
  const missed = rows.filter(({ met, isCost }) => met === false && !isCost)
  expect(missed.map(({ bar, measured }) => `${bar}: ${measured}`)).toEqual([])
}, 240_000)

test('its bot waits for a line as the shipped one does, and does not end', async () => {
  await inFolder(async (folder) => {
    const { playground, bot } = await startFast(folder, 8)
    let code: number | null | undefined
    void bot.ended.then((ended) => {
      code = ended
    })
    playground.gateway({ do: 'refuse' })
    playground.gateway({ do: 'cut' })
    await new Promise((resolve) => setTimeout(resolve, 6_000))
    expect(code).toBe(undefined)
    bot.kill()
    await playground.close()
  })
})

test('the slope of a line is found through noise, and there is none through a single point', () => {
  expect(
    slope([
      [0, 1],
      [1, 3],
      [2, 5],
    ]),
  ).toBeCloseTo(2)
  expect(
    slope([
      [0, 10],
      [1, 11],
      [2, 10],
      [3, 11],
    ]),
  ).toBeCloseTo(0.2)
  expect(slope([[1, 7]])).toBe(0)
})
