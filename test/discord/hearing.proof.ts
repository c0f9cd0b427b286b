/** Lines that must not be taken for dead. */

import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Watch, watchHearing } from '../../src/discord/hearing.ts'
import { createLog } from '../../src/log.ts'
import { type Bench, startBench } from '../playground/bot.ts'

let bench: Bench
let watch: Watch
let logged: { readonly msg: string }[]
let guild: string
beforeEach(async () => {
  bench = await startBench([{ name: 'hi', description: 'Says hi', type: 1 }])
  bench.slash((interaction) => interaction.reply('Hi!'))
  logged = []
  const log = createLog('info', [], { write: (line) => logged.push(JSON.parse(line)) })
  watch = watchHearing(bench.client, { now: Date.now, log })
  guild = bench.playground.guild.id
  // The first event that the watch knows of is a session.
  const ready = new Promise((resolve) => bench.client.once('shardReady', resolve))
  bench.playground.gateway({ do: 'invalidate', resumable: false })
  await ready
  // It asks once, to see whether it is answered.
  await expect.poll(() => watch.heardUntil(guild, 0)).toBeLessThan(Number.POSITIVE_INFINITY)
})
afterEach(async () => {
  watch.stop()
  await bench.stop()
})

const frames = (title: string) =>
  bench.playground.history.records.filter((one) => one.kind === 'frame' && one.title === title)

test('a line is not taken for dead because the process stood still', async () => {
  watch.heardUntil(guild, Date.now() + 1)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4_500)
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(logged).toEqual([])
  expect(frames('RESUME')).toEqual([])
})
test('a line of a Discord that gives no signs is left to its heartbeats', async () => {
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
