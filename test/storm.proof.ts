/**
 * Many games while Discord fails in every way at once: a fifth of all requests, and the line every few seconds. Each
 * question stands once, each game ends, and little of it counts towards a ban.
 */

import type { APIMessage } from 'discord-api-types/v10'
import { expect, test } from 'vitest'
import type { GatewayAct } from '../src/playground/page/protocol.ts'
import type { Person } from '../src/playground/people.ts'
import { buttonsOf } from './load/crowd.ts'
import { type BotWorld, openWorld } from './support/world.ts'
import { pool } from './trivia/game.ts'

const games = 12
const questions = 3
const titleOf = (message: APIMessage) => message.embeds[0]?.title ?? ''

const acts: readonly GatewayAct[] = [
  { do: 'reconnect' },
  { do: 'cut' },
  { do: 'close', code: 4000 },
  { do: 'invalidate', resumable: true },
]

function armAll({ faults }: BotWorld): void {
  for (const match of ['POST */messages', 'PATCH */messages/*'])
    for (const [what, when] of [
      ...([
        ['error', 'before'],
        ['error', 'after'],
        ['reset', 'after'],
      ] as const),
    ])
      faults.arm({ on: 'request', match, do: what, status: 502, when, chance: 0.06 })
  faults.arm({ on: 'request', match: '*/messages*', do: 'ratelimit', ms: 400, chance: 0.02 })
  faults.arm({ on: 'request', match: '*/messages*', do: 'delay', ms: 1_500, chance: 0.05 })
}

/** Plays a game to its end, pressing what can be pressed; what fails is pressed no more. */
async function play(world: BotWorld, at: number): Promise<Person> {
  const channel = world.arrange.channel({ name: `game-${at}` })
  const people = [0, 1, 2].map((one) => world.addPerson(`Player ${at}-${one}`).in(channel))
  const [host] = people
  if (host === undefined) throw new Error('nobody')
  const lobby = await host.slash('trivia start', { questions, seconds: 8, wait: true })
  await host.press(lobby, 'Start now')
  for (let number = 1; number <= questions; number += 1) {
    const isOpen = (message: APIMessage) =>
      titleOf(message).startsWith(`Question ${number} `) && buttonsOf(message).length > 0
    const question = await host.awaits(isOpen, 90_000)
    await Promise.all(
      people.map((person, one) => person.press(question, buttonsOf(question)[one] ?? '')),
    )
  }
  await host.awaits((message) => /^🏁|^The game is over/.test(titleOf(message)), 90_000)
  return host
}

test('games go on through all of it', async () => {
  const world = await openWorld([], {
    trivia: pool(30),
    breaks: ['answered-late', 'answered-twice', 'rate-limit'],
  })
  armAll(world)
  let turn = 0
  const cutting = setInterval(() => {
    world.gateway(acts[turn % acts.length] as GatewayAct)
    turn += 1
  }, 6_000)
  const hosts = await Promise.all(Array.from({ length: games }, (_, at) => play(world, at)))
  clearInterval(cutting)
  world.faults.calm()
  for (const host of hosts) {
    // A question becomes its reveal: each has one message, whatever it shows by now.
    const asked = host.sees().map(titleOf)
    for (let number = 1; number <= questions; number += 1)
      expect(asked.filter((title) => title.includes(`${number} of ${questions}`))).toHaveLength(1)
  }
  const identifies = world.history.records.filter(
    (one) => one.kind === 'frame' && one.title === 'IDENTIFY',
  )
  expect(identifies).toHaveLength(1)
  const { counts } = world.violations
  const invalid = [...counts].filter(([rule]) => rule === 'forbidden' || rule === 'rate-limit')
  expect(invalid.reduce((sum, [, count]) => sum + count, 0)).toBeLessThanOrEqual(50)
  await world.close()
})
