/** A process that stood still for a while: what came in meanwhile is heard before anything is decided. */

import { expect, test } from 'vitest'
import type { Clock } from '../../src/clock.ts'
import type { RoundEvent } from '../../src/trivia/event.ts'
import type { HostNeeds } from '../../src/trivia/host/running.ts'
import { createHost } from '../../src/trivia/host.ts'
import type { Hearing } from '../../src/trivia/listening.ts'
import { rankingRules } from '../../src/trivia/ranked.ts'
import { player, pool, pressOf, settings, start } from './game.ts'
import { fakeDiscord } from './mortal/world.ts'

/** A clock whose timers ring in their order, but only once it is told that the process runs. */
function heavyClock(): Clock & {
  run(until: number): Promise<void>
  stall(until: number): Promise<void>
} {
  let now = start
  const timers = new Set<{ readonly due: number; readonly run: () => void }>()
  const quiet = async () => {
    for (let turn = 0; turn < 6; turn += 1) await new Promise((done) => setImmediate(done))
  }
  return {
    now: () => now,
    after(ms, run) {
      const timer = { due: now + Math.max(0, ms), run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async stall(until) {
      now = until
      for (const timer of [...timers].toSorted((a, b) => a.due - b.due))
        if (timer.due <= now && timers.delete(timer)) timer.run()
      await quiet()
    },
    async run(until) {
      for (; now < until; now += 100) {
        await this.stall(now)
      }
    },
  }
}

async function playing() {
  const clock = heavyClock()
  const discord = fakeDiscord()
  const events: RoundEvent[] = []
  const store: HostNeeds['store'] = {
    open: async () => true,
    discard: async () => {},
    async append(entries) {
      events.push(...entries.map(({ event }) => event))
      return []
    },
    finish: async () => true,
    close: async () => {},
    unclosed: async () => [],
    alive: async () => {},
    lastAlive: async () => clock.now(),
    history: async () => new Map(),
  }
  const needs: HostNeeds = {
    ...{ stage: discord, clock, store },
    secret: (digits) => 'abcdef123456'.repeat(3).slice(0, digits),
    pool: async () => pool(60),
    insiders: async () => [],
    rules: () => rankingRules,
    onError: (error) => {
      throw error
    },
  }
  const host = createHost(needs)
  const chosen = settings({ lobby: 0, seconds: 10, early: false })
  const request = { guild: 'g', channel: 'c', host: player(0), joined: 1, settings: chosen }
  const { opening } = await host.open(request)
  const { id } = opening
  discord.now = start
  await clock.run(start + 300)
  const phase = () => host.game(id)?.phase
  const open = phase()
  if (open?.name !== 'open') throw new Error(`the question is not open but ${open?.name}`)
  /** Another bot goes on from what was stored; the first one is stopped. */
  const restarted = async (hearing: Hearing) => {
    await host.stop()
    const logged = { opening, hostJoined: 1, events: [...events] }
    const second = createHost({
      ...needs,
      hearing,
      store: { ...store, unclosed: async () => [logged] },
    })
    await second.resume()
    return second
  }
  return { clock, host, id, open, phase, restarted, startedAt: discord.posted[0]?.at ?? 0 }
}

test('a press made in time and read only after the deadline, which a stall hid, counts', async () => {
  const { clock, host, id, open, startedAt } = await playing()
  await clock.run(open.settles - 1_000)
  // Timers ring first; what came in over the network is read after them.
  await clock.stall(open.settles + 900)
  const press = pressOf(1, 0, startedAt, 5_000, 2)
  expect(await host.report(id, press)).toMatchObject({ kind: 'taken' })
  await clock.run(open.settles + 6_000)
  expect(host.game(id)?.settled[0]?.outcomes.get(player(1))).toMatchObject({ choice: 2 })
})

test('the time of a long stall is given back, once', async () => {
  const { clock, open, phase } = await playing()
  await clock.run(start + 3_000)
  await clock.stall(start + 33_000)
  const after = phase()
  expect(after?.name).toBe('open')
  const given = after?.name === 'open' ? after.closes - open.closes : 0
  expect(given).toBeGreaterThan(34_000)
  expect(given).toBeLessThan(36_500)
})

test('a stall too short to matter changes nothing', async () => {
  const { clock, open, phase } = await playing()
  await clock.run(start + 3_000)
  await clock.stall(start + 4_500)
  await clock.run(start + 5_500)
  expect(phase()).toEqual(open)
})

test('what arrives late and puts the clock back while the last answers are waited for does not leave a question open for ever', async () => {
  const { clock, id, open, startedAt, restarted } = await playing()
  await clock.run(start + 3_000)
  let heard = 0
  const host = await restarted({ heardUntil: () => heard, isDeaf: () => false })
  await clock.run(open.settles + 300)
  // The first that the new bot hears of Discord's clock is off by the two seconds for which it was under way.
  const press = pressOf(1, 7, startedAt, clock.now() - startedAt - 2_000, 2)
  expect(await host.report(id, press)).toEqual({ kind: 'closed' })
  heard = Number.POSITIVE_INFINITY
  await clock.run(open.settles + 6_000)
  expect(host.game(id)?.settled).toHaveLength(1)
})
