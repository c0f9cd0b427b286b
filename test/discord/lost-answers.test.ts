/** Discord takes an answer, or does not, and its word of that is lost: people have their answer, and once. */

import type { APIMessage } from 'discord-api-types/v10'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import type { Person } from '../../src/playground/people.ts'
import { type BotWorld, openWorld } from '../support/world.ts'
import { pool } from '../trivia/game.ts'

const entries = [
  entryOf({ id: 'pool', question: 'Where is the pool?', answer: 'Behind the house.' }),
]

let world: BotWorld
let ana: Person
beforeEach(async () => {
  world = await openWorld(entries, { trivia: pool(30), breaks: ['answered-twice'] })
  ana = world.person('Ana')
})
afterEach(async () => {
  expect(world.logged.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([])
  await world.close()
})

/** The next answer to somebody meets this. */
const lose = (what: 'error' | 'reset', when: 'before' | 'after') =>
  world.faults.arm({
    ...{ on: 'request', match: 'POST */callback', do: what, status: 503, when, times: 1 },
  })
const titled = (words: string) =>
  ana.sees().filter((message: APIMessage) => message.embeds[0]?.title?.startsWith(words) ?? false)

describe.each([
  ['error', 'before'],
  ['error', 'after'],
  ['reset', 'before'],
  ['reset', 'after'],
] as const)('%s %s it took effect', (what, when) => {
  test('a question is answered, once', async () => {
    const before = ana.sees().length
    lose(what, when)
    const { embeds, failure } = await ana.slash('ask', { question: 'where is the pool' })
    expect([failure, embeds[0]?.description]).toEqual([null, 'Behind the house.'])
    expect(ana.sees()).toHaveLength(before + 1)
  })

  test('a game has its lobby, whose message is known, and begins', async () => {
    lose(what, when)
    const lobby = await ana.slash('trivia start', { questions: 3, seconds: 20 })
    expect(titled('Trivia: 3 questions')).toHaveLength(1)
    await ana.press(lobby, 'Start now')
    await ana.awaits((message) => message.embeds[0]?.title?.startsWith('Question 1 ') ?? false)
    // A lobby that the game knows loses its buttons.
    const isBare = () => !JSON.stringify(titled('Trivia: 3 questions')).includes('Start now')
    await expect.poll(isBare, { timeout: 5_000 }).toBe(true)
  })
})
