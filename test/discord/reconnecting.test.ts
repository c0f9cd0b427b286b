/** An outage of the network, on the playground: nobody can connect for a while. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { isKept, pauseBefore } from '../../src/discord/reconnecting.ts'
import { entryOf } from '../../src/knowledge/entry.ts'
import { createLog } from '../../src/log.ts'
import { createPlayground } from '../../src/playground/server.ts'
import { inMemory, openDatabase } from '../../src/store/database.ts'
import { openWorld } from '../support/world.ts'

const entries = [
  entryOf({ id: 'pool', question: 'Where is the pool?', answer: 'Behind the house.' }),
]

describe('tries to connect', () => {
  test('begin at once and become rarer, up to one in half a minute', () => {
    expect([0, 1, 2, 3, 4].map((tries) => pauseBefore(tries, 1))).toEqual([
      ...[0, 500, 1_000, 2_000, 4_000],
    ])
    fc.assert(
      fc.property(fc.nat(60), fc.double({ min: 0, max: 1, noNaN: true }), (tries, random) => {
        const pause = pauseBefore(tries, random)
        expect(pause).toBeLessThanOrEqual(30_000)
        expect(pause).toBeGreaterThanOrEqual(pauseBefore(tries, 1) / 2)
      }),
    )
  })

  test('in vain keep the session for about a minute; whoever has been greeted does not', () => {
    expect([0, 1, 7, 8].map((tries) => isKept(false, tries))).toEqual([false, true, true, false])
    expect(isKept(true, 3)).toBe(false)
  })
})

test('a session outlives an outage of the network, and what people asked meanwhile is answered', async () => {
  const world = await openWorld(entries)
  const frames = (title: string) =>
    world.history.records.filter((one) => one.kind === 'frame' && one.title === title).length
  const before = world.connects()
  world.gateway({ do: 'refuse' })
  world.gateway({ do: 'cut' })
  await expect.poll(() => world.connects(), { timeout: 5_000 }).toBe(before + 2)
  const asked = world.person('Ana').slash('ask', { question: 'where is the pool' })
  world.gateway({ do: 'admit' })
  expect((await asked).embeds[0]?.description).toContain('Behind the house')
  expect([frames('IDENTIFY'), frames('RESUME')]).toEqual([1, 1])
  await world.close()
})

test('a line that opens but is never greeted is given up within seconds, and its session taken up on another', async () => {
  const world = await openWorld(entries)
  const before = world.connects()
  world.gateway({ do: 'silence' })
  world.gateway({ do: 'cut' })
  await expect.poll(() => world.connects(), { timeout: 5_000 }).toBe(before + 1)
  // What was to be said on it before is never said.
  world.gateway({ do: 'speak' })
  const resumed = () =>
    world.history.records.filter((one) => one.kind === 'frame' && one.title === 'RESUME').length
  await expect.poll(resumed, { timeout: 9_000 }).toBe(1)
  const asked = await world.person('Ana').slash('ask', { question: 'where is the pool' })
  expect(asked.embeds[0]?.description).toContain('Behind the house')
  await world.close()
})

test('a bot that is stopped while it waits to be greeted comes to an end', async () => {
  const playground = await createPlayground({ page: false, identifyWindow: 0 })
  const database = await openDatabase({ folder: inMemory, onError: () => {} })
  const { api, token } = playground
  const app = createApp({
    ...{ api, token, database, entries, trivia: [], log: createLog('silent', []) },
    onDead: () => {},
  })
  playground.gateway({ do: 'silence' })
  app.start().catch(() => {})
  await expect.poll(() => playground.connects(), { timeout: 5_000 }).toBe(1)
  const began = performance.now()
  await app.stop()
  expect(performance.now() - began).toBeLessThan(4_000)
  await database.close()
  await playground.close()
})
