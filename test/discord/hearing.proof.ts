/** Lines that must not be taken for dead. */

import { expect, test } from 'vitest'
import { watchHearing } from '../../src/discord/hearing.ts'
import { createLog } from '../../src/log.ts'
import { watchedLine } from './watched-line.ts'

const line = watchedLine()

test('a line is not taken for dead because the process stood still', async () => {
  const { frames, guild, logged, watch } = line()
  watch.heardUntil(guild, Date.now() + 1)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4_500)
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(logged).toEqual([])
  expect(frames('RESUME')).toEqual([])
})
test('a line of a Discord that gives no signs is left to its heartbeats', async () => {
  const { bench, guild, watch } = line()
  const { playground } = bench
  playground.faults.arm({ on: 'event', match: 'GUILD_MEMBERS_CHUNK', do: 'drop' })
  watch.stop()
  const again = watchHearing(bench.client, { now: Date.now, log: createLog('silent', []) })
  const ready = new Promise((resolve) => bench.client.once('shardReady', resolve))
  playground.gateway({ do: 'invalidate', resumable: false })
  await ready
  const before = playground.connects()
  await new Promise((resolve) => setTimeout(resolve, 4_500))
  expect(again.heardUntil(guild, Date.now())).toBe(Number.POSITIVE_INFINITY)
  expect(playground.connects()).toBe(before)
  again.stop()
}, 15_000)
