import type { APIMessage } from 'discord-api-types/v10'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { paces } from '../../src/guild/pace.ts'
import { entryOf } from '../../src/knowledge/entry.ts'
import { virtualClock } from '../../src/playground/clock.ts'
import { forger } from '../support/forge.ts'
import { type BotWorld, openWorld } from '../support/world.ts'

const entry = entryOf({ id: 'pool', question: 'Where is the pool?', answer: 'Downstairs.' })
const clock = virtualClock()

let world: BotWorld
beforeEach(async () => {
  world = await openWorld([entry], { paces, clock })
})
afterEach(() => world.close())

const answer = async (person: string) => {
  const reply = await world
    .person(person)
    .slash('ask', { question: 'Where is the pool?', hide: true })
  return reply.embeds[0]?.description ?? reply.content
}

test('whoever asks faster than the server lets them is told when to ask again', async () => {
  for (let times = 0; times < 5; times++) expect(await answer('Ana')).toBe('Downstairs.')
  expect(await answer('Ana')).toMatch(/Ask again <t:\d+:R>/)
  expect(await answer('Ben')).toBe('Downstairs.')
  await clock.advance(3_000)
  expect(await answer('Ana')).toBe('Downstairs.')
})

test('moderators may ask as fast as they like, and a server may do without a cooldown or slow it down', async () => {
  for (let times = 0; times < 8; times++) expect(await answer('moderator')).toBe('Downstairs.')
  await clock.advance(10_000)
  await world.person('owner').slash('settings change', { cooldown: 'off' })
  for (let times = 0; times < 8; times++) expect(await answer('Ana')).toBe('Downstairs.')
  await world.person('owner').slash('settings change', { cooldown: 'slow' })
  const said = []
  for (let times = 0; times < 3; times++) said.push(await answer('Ben'))
  expect(said.map((one) => one === 'Downstairs.')).toEqual([true, true, false])
})

test('the buttons and menus that show answers count too', async () => {
  const ana = world.person('Ana')
  const on = (await ana.slash('ask', { question: 'Where is the pool?' })).message as APIMessage
  const forged = forger(world.world, ana)
  for (let times = 0; times < 4; times++)
    expect((await forged.press('ask:related:pool', on)).text).toContain('Downstairs.')
  expect((await forged.press('ask:related:pool', on)).text).toContain('Ask again')
})
