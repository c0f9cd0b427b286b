import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person, Reply } from '../../src/playground/people.ts'
import { type BotWorld, openWorld } from '../support/world.ts'

let world: BotWorld
let moderator: Person
let ana: Person

beforeAll(async () => {
  world = await openWorld([])
  moderator = world.person('moderator')
  ana = world.person('Ana')
})
afterAll(() => world.close())

/** What the form has in a field. */
const filled = ({ modal }: Reply, field: string) => {
  const found = JSON.stringify(modal).match(new RegExp(`\\{[^{}]*"custom_id":"${field}"[^{}]*\\}`))
  return (JSON.parse(found?.[0] ?? '{}') as { value?: string }).value ?? ''
}
const save = (person: Person, on: { id: string }) => person.contextMenu('Save as answer', on)

test('what somebody wrote becomes an answer, with credit and the way back', async () => {
  const message = ana.say('The library opens at **nine**, closed on Mondays.')
  const form = await save(moderator, message)
  expect(filled(form, 'answer')).toBe(message.content)
  expect(filled(form, 'question')).toBe('')
  const link = `https://discord.com/channels/${world.guild.id}/${ana.channel.id}/${message.id}`
  expect(filled(form, 'sources')).toContain(link)
  const preview = await moderator.submit(form, { question: 'When does the library open?' })
  await moderator.press(preview, 'Save')
  const answer = await ana.slash('ask', { question: 'when does the library open' })
  expect(answer.embeds[0]?.description).toBe(message.content)
  const source = answer.embeds[0]?.fields?.[0]?.value
  expect(source).toContain(link)
  expect(source).toContain('Message of Ana')
})

test('a reply brings its question along where the bot may read it', async () => {
  const bot = `<@${world.applicationId}>`
  const question = ana.say(`${bot} who keeps the\nkeys?`)
  const reply = moderator.say('The porter does.', { replyTo: question.id })
  const form = await save(moderator, reply)
  expect(filled(form, 'answer')).toBe('The porter does.')
  expect(filled(form, 'question')).toContain('who keeps the keys?')
})

test('a reply whose question is gone still opens the form', async () => {
  const question = ana.say('who waters the plants?')
  const reply = moderator.say('Nobody.', { replyTo: question.id })
  moderator.delete(question)
  const form = await save(moderator, reply)
  expect(filled(form, 'answer')).toBe('Nobody.')
  expect(filled(form, 'question')).toBe('')
})

test('a message without text is refused with what to do', async () => {
  const message = ana.say('', { files: [{ name: 'map.png', content: 'png' }] })
  expect((await save(moderator, message)).content).toContain('/answers add')
})

test('it is not for members', async () => {
  const message = ana.say('I say so.')
  expect((await save(ana, message)).failure).toContain('permission')
})
