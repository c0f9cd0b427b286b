import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BotWorld, openWorld } from '../support/world.ts'

let world: BotWorld
beforeAll(async () => {
  world = await openWorld([])
})
afterAll(() => world.close())

test('the doctor looks at rights, intents, clock, answer times and storage, for the asker alone', async () => {
  const reply = await world.person('owner').slash('setup doctor', {})
  expect(reply.failure).toBeNull()
  expect(reply.ephemeral).toBe(true)
  const text = reply.embeds[0]?.description ?? ''
  for (const what of ['Intents', 'Clock', 'Answer times', 'Storage']) expect(text).toContain(what)
})

test('the doctor names the channel in which a right is missing, and the right', async () => {
  const channel = [...world.guild.channels.values()].find(({ type }) => type === 0)
  channel?.overwrites.push({
    id: world.applicationId,
    type: 1,
    allow: '0',
    deny: String(1n << 14n),
  })
  await world.restart([])
  const reply = await world.person('owner').slash('setup doctor', {})
  const text = reply.embeds[0]?.description ?? ''
  expect(text).toContain(`✖ Broken: <#${channel?.id}>`)
  expect(text).toContain('**Embed Links**')
})

test('members are told who may use it', async () => {
  const reply = await world.person('Ana').slash('setup doctor', {})
  expect(reply.ephemeral || reply.failure !== null).toBe(true)
  expect(reply.embeds ?? []).toEqual([])
})
