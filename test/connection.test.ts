/** How the bot's connection ends, on the playground. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { entryOf } from '../src/knowledge/entry.ts'
import { type BotWorld, openWorld } from './support/world.ts'

const entries = [
  entryOf({ id: 'pool', question: 'Where is the pool?', answer: 'Behind the house.' }),
]
let world: BotWorld
beforeEach(async () => {
  world = await openWorld(entries, { breaks: ['unauthorized'] })
})
afterEach(() => world.close())

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const endings = () => world.logged.filter(({ msg }) => msg === 'the connection has ended for good')

describe('for good', () => {
  test.each([
    [4004, 'token'],
    [4010, 'invalid shard'],
    [4011, 'too many servers'],
    [4012, 'version of the gateway'],
    [4013, 'invalid intents'],
    [4014, 'not enabled'],
  ])('with code %i, once and with its reason, and nothing is tried again', async (code, reason) => {
    const before = world.connects()
    world.gateway({ do: 'close', code })
    await expect.poll(() => world.died.length).toBe(1)
    expect(world.died[0]).toContain(`code ${code}`)
    expect(world.died[0]).toContain(reason)
    // discord.js connects again after half a second, where it does.
    await wait(800)
    expect(world.connects()).toBe(before)
    expect(world.died).toHaveLength(1)
    expect(endings()).toHaveLength(1)
  })

  test('when Discord does not take the token any more, however many calls say so', async () => {
    const owner = world.person('owner')
    const change = (isPrivate: boolean) =>
      owner.slash('settings change', { private: isPrivate, audit: { id: owner.channel.id } })
    // Each change is told in the audit channel.
    await change(true)
    world.world.token = 'another-token'
    await Promise.all([change(false), change(true), change(false)])
    await expect.poll(() => world.died.length, { timeout: 5_000 }).toBe(1)
    expect(world.died[0]).toContain('refused the token')
    await wait(500)
    expect(world.died).toHaveLength(1)
    expect(endings()).toHaveLength(1)
    const refused = world.history.records.filter(
      (one) => one.kind === 'request' && one.status === 401,
    )
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.length).toBeLessThanOrEqual(3)
  })
})

test('a bot whose line is dead stops as soon as any other', async () => {
  world.gateway({ do: 'deaden' })
  const began = performance.now()
  await world.restart(entries)
  expect(performance.now() - began).toBeLessThan(5_000)
})
