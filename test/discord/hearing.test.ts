/** A line that is dead without having ended, on the playground. */

import { describe, expect, test } from 'vitest'
import { watchedLine } from './watched-line.ts'

const line = watchedLine()

describe('a line', () => {
  test('that is quiet is asked for a sign, and gives one at once', async () => {
    const { frames, guild, watch } = line()
    const wanted = Date.now()
    await expect
      .poll(() => watch.heardUntil(guild, wanted), { interval: 20, timeout: 1_000 })
      .toBeGreaterThanOrEqual(wanted)
    expect(frames('REQUESTMEMBERS').length).toBeLessThanOrEqual(2)
    expect(watch.isDeaf(guild)).toBe(false)
  })

  test('that is busy is not asked', async () => {
    const { bench, frames, guild, watch } = line()
    const wanted = Date.now()
    await bench.playground.person('Ana').slash('hi')
    expect(watch.heardUntil(guild, wanted)).toBeGreaterThanOrEqual(wanted)
    expect(frames('REQUESTMEMBERS')).toHaveLength(1)
  })

  test('that is dead is cut, and the session is taken up with all that was missed', async () => {
    const { bench, guild, logged, watch } = line()
    bench.playground.gateway({ do: 'deaden' })
    const wanted = Date.now() + 1
    const died = performance.now()
    // Within the three seconds that a person waits nobody notices.
    const missed = bench.playground.person('Ana').slash('hi')
    expect(watch.heardUntil(guild, wanted)).toBeLessThan(wanted)
    let answered = 0
    bench.on(() => {
      answered += 1
    })
    const resumed = new Promise((resolve) => bench.client.once('shardResume', resolve))
    await expect.poll(() => watch.isDeaf(guild), { timeout: 5_000 }).toBe(true)
    expect(watch.silentSince(0)).toBeLessThan(wanted)
    await resumed
    expect(performance.now() - died).toBeLessThan(6_000)
    expect(answered).toBe(1)
    expect(watch.isDeaf(guild)).toBe(false)
    expect(watch.silentSince(0)).toBeUndefined()
    expect(watch.heardUntil(guild, wanted)).toBeGreaterThanOrEqual(wanted)
    expect(logged.map(({ msg }) => msg)).toEqual(['shard is silent: cut'])
    await missed
  }, 15_000)
})
