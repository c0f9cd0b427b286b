import type { APIMessage } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import type { Person } from '../../src/playground/people.ts'
import { forger } from '../support/forge.ts'
import { type BotWorld, openWorld } from '../support/world.ts'

const entries = ['first', 'second', 'third'].map((id) =>
  entryOf({ id, question: `What is the ${id} rule?`, answer: `The ${id}.` }),
)

let world: BotWorld
let moderator: Person
let member: Person

beforeAll(async () => {
  world = await openWorld(entries)
  moderator = world.person('moderator')
  member = world.person('member')
})
afterAll(() => world.close())

const suggested = async (typed = '') =>
  (await member.suggest('ask', { question: typed }, 'question')).map(({ name }) => name)
const panel = (answer: string) => moderator.slash('answers info', { answer })
const state = (reply: { embeds: { fields?: { value: string }[] }[] }) =>
  reply.embeds[0]?.fields?.[0]?.value
const pinned = async () =>
  (await moderator.slash('answers list', { show: 'pinned' })).embeds[0]?.description

test('a pinned answer comes first before anything is typed, and on ties, until it is unpinned', async () => {
  expect((await suggested())[0]).toBe('What is the first rule?')
  const after = await moderator.press(await panel('third'), 'Pin')
  expect(after.content).toContain('comes first')
  expect(state(after)).toBe('📌 Pinned · As it comes with me')
  expect((await suggested())[0]).toBe('What is the third rule?')
  expect((await suggested('rule'))[0]).toBe('What is the third rule?')
  expect(await pinned()).toContain('third rule')
  await moderator.press(after, 'Unpin')
  expect((await suggested())[0]).toBe('What is the first rule?')
  expect(await pinned()).toContain('None')
})

test('what ships goes on as it ships, checked facts and pins side by side', async () => {
  await moderator.press(await panel('second'), 'Pin')
  const checked = await moderator.press(await panel('second'), 'Facts still hold')
  expect(state(checked)).toContain('📌 Pinned · As it comes with me')
  await world.restart([
    entryOf({ id: 'second', question: 'What is the second rule?', answer: 'Newer.' }),
    ...entries.filter(({ id }) => id !== 'second'),
  ])
  const now = await panel('second')
  expect(now.embeds[0]?.description).toBe('Newer.')
  expect(state(now)).toContain('📌')
})

test('it is not for members', async () => {
  const on = (await member.slash('ask', { question: 'What is the first rule?' })).message
  const forged = await forger(world.world, member).press('answers:pin:first', on as APIMessage)
  expect(forged.text).toContain('Only this server’s moderators')
  expect(await pinned()).not.toContain('first rule')
})
