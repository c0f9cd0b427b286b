import { REST } from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { restOptions } from '../src/discord/client.ts'
import { type Interaction, Kind, openInteraction } from '../src/playground/interactions.ts'
import type { Person } from '../src/playground/people.ts'
import { createPlayground, type Playground } from '../src/playground/server.ts'
import { createStage } from '../src/stage.ts'
import { rankingRules } from '../src/trivia/ranked.ts'
import { openRound, type Round } from '../src/trivia/round.ts'
import type { Stage } from '../src/trivia/stage.ts'
import { createVoices, type Voice, type Voices } from '../src/voices.ts'
import { asked, opening } from './trivia/game.ts'

let playground: Playground
let ana: Person
let rest: REST
let now: number
let voices: Voices
let stage: Stage
let round: Round

beforeEach(async () => {
  playground = await createPlayground({ page: false, identifyWindow: 0 })
  ana = playground.person('Ana')
  rest = new REST(restOptions(playground.api)).setToken(playground.token)
  now = Date.now()
  voices = createVoices(() => now)
  stage = createStage(rest, rest, () => rankingRules, voices)
  const { id: channel } = ana.channel
  round = openRound(opening({}, { questions: [asked('choice')], channel }), { joined: 0 })
  const phase = {
    name: 'posting',
    question: 0,
    attempt: 0,
    until: now + 9_000,
    starts: [],
  } as const
  round = { ...round, phase }
})
afterEach(() => playground.close())

/** Ana did something in the channel, and was answered. */
async function heard(): Promise<Voice> {
  const { world, applicationId: application } = playground
  const interaction: Interaction = openInteraction(world, {
    ...{ type: Kind.Command, userId: ana.id, channel: ana.channel },
    data: { id: '1', name: 'x', type: 1 },
  })
  await rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
    ...{
      body: { type: 4, data: { content: 'hello', allowed_mentions: { parse: [] } } },
      auth: false,
    },
  })
  const voice = { application, token: interaction.token, at: now }
  voices.heard(ana.channel.id, voice)
  return voice
}
const question = { kind: 'question' } as const
const requests = () =>
  playground.history.records
    .flatMap((record) => (record.kind === 'request' ? [record.title] : []))
    .filter((title) => !title.includes('callback'))
    .map((title) => title.replace(/\/\d+.*/, ''))

test('a question can be posted and changed as a reply, where all can see it', async () => {
  expect(stage.canReply(round)).toBe(false)
  await heard()
  expect(stage.canReply(round)).toBe(true)
  const { message } = await stage.post(round, question, 'n', 'reply')
  expect(ana.sees().at(-1)?.id).toBe(message)
  expect(stage.canReply(round, message)).toBe(true)
  await stage.edit(round, question, message, 'reply')
  expect(requests()).toEqual(['POST /webhooks', 'PATCH /webhooks'])
  expect(playground.person('Ben').sees().at(-1)?.id).toBe(message)
})

test('without anybody to reply to it goes out with the bot’s own token', async () => {
  const { message } = await stage.post(round, question, 'n', 'reply')
  expect(stage.canReply(round, message)).toBe(false)
  await stage.edit(round, question, message, 'reply')
  expect(requests()).toEqual(['POST /channels', 'PATCH /channels'])
})

test('a reply is begun no later than it can be finished, and not at all where Discord refuses', async () => {
  const voice = await heard()
  now += 13 * 60_000 + 1
  expect(stage.canReply(round)).toBe(false)
  now -= 60_000
  voices.heard(ana.channel.id, { ...voice, token: 'made-up' })
  expect(stage.canReply(round)).toBe(true)
  await expect(stage.post(round, question, 'n', 'reply')).rejects.toMatchObject({ fault: 'failed' })
  expect(stage.canReply(round)).toBe(false)
})
