import type { APIMessage } from 'discord-api-types/v10'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import type { Person, Reply } from '../../src/playground/people.ts'
import { Bit } from '../../src/playground/permissions.ts'
import type { Channel } from '../../src/playground/world.ts'
import { forger } from '../support/forge.ts'
import { type BotWorld, openWorld } from '../support/world.ts'

const entries = [
  entryOf({
    id: 'bus',
    question: 'When does the bus leave?',
    answer: 'At ten.',
    topics: ['Travel'],
  }),
  entryOf({ id: 'pool', question: 'Where is the pool?', answer: 'Downstairs.', topics: ['House'] }),
  entryOf({ id: 'wifi', question: 'What is the wifi password?', answer: 'Ask the porter.' }),
]

let world: BotWorld
let moderator: Person
let ana: Person
let here: Channel

beforeEach(async () => {
  world = await openWorld(entries)
  moderator = world.person('moderator')
  ana = world.person('Ana')
  here = ana.channel
})
afterEach(() => world.close())

const pin = (message: { id: string }, by = moderator) => by.contextMenu('Pin answer', message)
const asked = async (question: string, by = ana) =>
  (await by.slash('ask', { question })).message as APIMessage
const listed = async (by = ana, options = {}) =>
  (await by.slash('pins list', options)).embeds[0]?.description ?? ''
const suggested = async (by = ana) =>
  (await by.suggest('ask', { question: '' }, 'question')).map(({ name }) => name)
const board = (channel = here) =>
  ana.sees(channel.name).filter(({ embeds }) => embeds[0]?.title?.startsWith('📌 Pinned'))
const boardText = (channel = here) => board(channel)[0]?.embeds[0]?.description ?? ''
const remove = (message: { id: string }, by = moderator): Promise<Reply> =>
  by.slash('pins remove', { pin: message.id })
/** Sets what the bot may not do in a channel. */
const forbid = (deny: bigint, channel = here) =>
  world.arrange.overwrite(channel, {
    ...{ id: world.applicationId, type: 1, allow: '0' },
    deny: String(deny),
  })
/** Lets the answer that stands first have been asked for most often. */
const bus = async () => {
  for (let times = 0; times < 2; times++) await asked('When does the bus leave?')
}
const soon = (look: () => unknown) => vi.waitFor(look, { timeout: 5_000, interval: 50 })
const preferBoards = () => world.person('owner').slash('settings change', { pins: 'board' })

test('a pinned answer stands among the pins of its channel, and comes first in the list there alone', async () => {
  await bus()
  const answer = await asked('Where is the pool?')
  expect((await pin(answer)).content).toContain('Pinned.')
  expect([...here.pins.keys()]).toEqual([answer.id])
  expect(await listed()).toContain('Where is the pool?')
  expect((await suggested())[0]).toBe('Where is the pool?')
  expect((await suggested(ana.in('off-topic')))[0]).toBe('When does the bus leave?')
  expect((await pin(answer)).content).toContain('pinned already')
})

test('where a pinned answer was asked for in other words, those words find it there', async () => {
  const choice = await ana.slash('ask', { question: 'swim' })
  const words = 'Where is the pool please?'
  await pin(await asked(words))
  const [form, preview] = [
    await moderator.slash('answers add'),
    { question: words, answer: 'Which?' },
  ]
  await moderator.press(await moderator.submit(form, preview), 'Save')
  const said = async (by: Person) => (await asked(words.toUpperCase(), by)).embeds[0]?.description
  expect(await said(ana.in('off-topic'))).toBe('Which?')
  expect(await said(ana)).toBe('Downstairs.')
  expect(choice.embeds[0]?.description).not.toBe('Downstairs.')
})

test('what people unpin by hand is unpinned for good', async () => {
  await bus()
  const answer = await asked('Where is the pool?')
  await pin(answer)
  moderator.unpin(answer)
  await soon(async () => expect(await listed()).toBe('Nothing is pinned.'))
  expect((await suggested())[0]).toBe('When does the bus leave?')
})

test('what was unpinned while the bot was away is noticed when it comes back', async () => {
  const answer = await asked('Where is the pool?')
  await pin(answer)
  const restarted = world.restart(entries)
  moderator.unpin(answer)
  await restarted
  await soon(async () => expect(await listed()).toBe('Nothing is pinned.'))
})

test('unpinning in the list unpins in the channel, and only moderators can', async () => {
  const answer = await asked('Where is the pool?')
  await pin(answer)
  expect((await remove(answer, ana)).content).toContain('Only this server’s moderators')
  expect(here.pins.size).toBe(1)
  const [choice] = await moderator.suggest('pins remove', { pin: 'pool' }, 'pin')
  expect(choice).toEqual({ name: 'Where is the pool?', value: answer.id })
  expect((await remove(answer)).content).toContain('Unpinned')
  expect(here.pins.size).toBe(0)
  expect((await remove(answer)).content).toContain('No pin is meant by that')
})

test('without the right to pin, the answer goes to a board; an older pin stays where it is', async () => {
  const first = await asked('Where is the pool?')
  await pin(first)
  forbid(Bit.PinMessages)
  expect((await remove(first)).content).toContain('Pin Messages')
  expect(here.pins.has(first.id)).toBe(true)
  expect(await listed()).toContain('pool')
  const second = await asked('When does the bus leave?')
  const reply = await pin(second)
  expect(reply.content).toContain('board')
  expect(reply.content).toContain('I lack **Pin Messages**')
  expect(boardText()).toContain(`**Travel**\n• [When does the bus leave?](https://discord.com`)
  expect(boardText()).not.toContain('pool')
})

test('a server that prefers boards has one message a channel, edited in place', async () => {
  await preferBoards()
  const messages = [ana.say('Bring *towels*.'), ana.say('Doors close at six.')]
  for (const message of messages) await pin(message)
  await pin(await asked('When does the bus leave?'))
  expect(board()).toHaveLength(1)
  expect(boardText()).toMatch(
    /\*\*Travel\*\*[\s\S]*bus[\s\S]*\*\*Other\*\*[\s\S]*Bring \\\*towels[\s\S]*Doors/,
  )
  expect(here.pins.size).toBe(0)
  expect(
    (await moderator.slash('pins search', { words: 'doors' })).embeds[0]?.description,
  ).toContain('Doors close at six.')
  for (const message of messages) await remove(message)
  expect(boardText()).not.toContain('Doors')
})

test('a board shows which messages were edited or deleted since', async () => {
  await preferBoards()
  const [edited, deleted] = [ana.say('Doors close at six.'), ana.say('Bring towels.')]
  for (const message of [edited, deleted]) await pin(message)
  ana.edit(edited, 'Doors close at seven.')
  ana.delete(deleted)
  await soon(() => expect(boardText()).toContain('edited since'))
  await soon(() => expect(boardText()).toContain('~~Bring towels.~~ · deleted'))
})

test('a pinned message that is deleted is no longer pinned', async () => {
  const message = ana.say('Doors close at six.')
  await pin(message)
  ana.delete(message)
  await soon(async () => expect(await listed()).toBe('Nothing is pinned.'))
})

test('a board that somebody deleted comes back with the next pin, and with /pins board', async () => {
  await preferBoards()
  await pin(ana.say('Doors close at six.'))
  moderator.delete(board()[0] as never)
  await pin(ana.say('Bring towels.'))
  expect(boardText()).toMatch(/Doors[\s\S]*towels/)
  moderator.delete(board()[0] as never)
  expect((await moderator.slash('pins board')).content).toContain(`<#${here.id}>`)
  expect(boardText()).toMatch(/Doors[\s\S]*towels/)
  expect((await ana.slash('pins board')).content).toContain('Only this server’s moderators')
})

test('all boards move to the channel that the server chooses', async () => {
  await preferBoards()
  await pin(ana.say('Doors close at six.'))
  const other = ana.in('off-topic').channel
  const shown = await world.person('owner').slash('settings change', { board: other.id })
  expect(shown.embeds[0]?.description).toContain(`<#${other.id}>`)
  await soon(() => expect(boardText(other)).toContain(`<#${here.id}>`))
  expect(board()).toHaveLength(0)
})

test('where nothing can be written, nothing is pinned, and it is said what is missing', async () => {
  await preferBoards()
  forbid(Bit.SendMessages)
  expect((await pin(ana.say('Doors close at six.'))).content).toContain('Send Messages')
  expect(await listed()).toBe('Nothing is pinned.')
  world.arrange.overwrite(here, { id: world.applicationId, type: 1, allow: '0', deny: '0' })
  expect((await pin(ana.say('Bring towels.'))).content).toContain('Pinned on the board')
})

test('pictures of a message on a board stay when the message does not', async () => {
  await preferBoards()
  const message = ana.say('The map', {
    files: [{ name: 'map.png', type: 'image/png', content: 'not really a picture' }],
  })
  await pin(message)
  const copy = ana.sees().find(({ embeds }) => embeds[0]?.title === '📌 The map')
  expect(copy?.embeds[0]?.image?.url).toContain('pinned-1.png')
  ana.delete(message)
  await soon(() => expect(boardText()).toContain('deleted'))
  expect(boardText()).toContain(
    `picture](https://discord.com/channels/${world.guild.id}/${here.id}/${copy?.id})`,
  )
  await remove(message)
  expect(ana.sees().some(({ id }) => id === copy?.id)).toBe(false)
})

test('an answer that is removed is unpinned; one that is reworded goes by its new question', async () => {
  const [pool, coach] = [await asked('Where is the pool?'), await asked('When does the bus leave?')]
  for (const message of [pool, coach]) await pin(message)
  const panel = await moderator.slash('answers info', { answer: 'pool' })
  await moderator.press(panel, 'Remove')
  await soon(() => expect([...here.pins.keys()]).toEqual([coach.id]))
  const form = await moderator.slash('answers edit', { answer: 'bus' })
  await moderator.press(
    await moderator.submit(form, { question: 'When does the coach leave?' }),
    'Save',
  )
  await soon(async () => expect(await listed()).toContain('coach'))
})

test('a channel that goes takes its pins with it', async () => {
  const there = world.arrange.channel({ name: 'attic' })
  const message = ana.in(there).say('Up here.')
  await pin(message, moderator.in(there))
  expect(await listed()).toContain('Up here.')
  world.arrange.deleteChannel(there)
  await soon(async () => expect(await listed()).toBe('Nothing is pinned.'))
})

test('nobody reads in the list what stands in a channel that they cannot see', async () => {
  const staff = world.arrange.channel({
    name: 'staff',
    overwrites: [
      { id: world.guild.id, type: 0, allow: '0', deny: String(Bit.ViewChannel) },
      { id: world.applicationId, type: 1, allow: String(Bit.ViewChannel), deny: '0' },
      { id: moderator.id, type: 1, allow: String(Bit.ViewChannel), deny: '0' },
    ],
  })
  await pin(moderator.in(staff).say('The safe is behind the mirror.'), moderator.in(staff))
  expect(await listed(moderator)).toContain('mirror')
  expect(await listed()).toBe('Nothing is pinned.')
  const forged = forger(world.world, ana)
  const on = (await ana.slash('pins list')).message as APIMessage
  for (const id of [
    `pins:turn:0:channel:${staff.id}`,
    'pins:turn:0:search:mirror',
    'pins:turn:-9::',
  ])
    expect((await forged.press(id, on)).text).not.toContain('The safe')
})

test('it is not for members, and hidden answers cannot be pinned', async () => {
  expect((await pin(ana.say('I say so.'), ana)).failure).toContain('permission')
  const hidden = await moderator.slash('ask', { question: 'Where is the pool?', hide: true })
  const reply = await pin(hidden.message as APIMessage)
  expect(reply.content ?? reply.failure).toContain('Only its reader')
  expect(here.pins.size).toBe(0)
})

test('where Discord’s answer is lost after it pinned, the message is pinned and said to be', async () => {
  const answer = await asked('Where is the pool?')
  const match = 'PUT /channels/*/messages/pins/*'
  world.faults.arm({ on: 'request', match, do: 'reset', when: 'after', times: 1 })
  expect((await pin(answer)).content).toContain('Pinned.')
  expect(await listed()).toContain('pool')
})

test('where it is lost before, it is sent again; where Discord refuses, nothing is kept', async () => {
  const answer = await asked('Where is the pool?')
  const match = 'PUT /channels/*/messages/pins/*'
  world.faults.arm({ on: 'request', match, do: 'error', status: 400, times: 1 })
  expect((await pin(answer)).content).toContain('went wrong')
  expect(await listed()).toBe('Nothing is pinned.')
  world.faults.arm({ on: 'request', match, do: 'reset', when: 'before', times: 2 })
  expect((await pin(answer)).content).toContain('Pinned.')
})
