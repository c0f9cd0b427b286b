import type { APIMessage } from 'discord-api-types/v10'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type VirtualClock, virtualClock } from '../../src/playground/clock.ts'
import type { Person } from '../../src/playground/people.ts'
import { type BotWorld, openWorld } from '../support/world.ts'
import { pool } from '../trivia/game.ts'

let clock: VirtualClock
let world: BotWorld
let ana: Person
beforeEach(async () => {
  clock = virtualClock()
  world = await openWorld([], { trivia: pool(30), clock, limits: false })
  ana = world.person('Ana')
})
afterEach(() => world.close())

/** In steps that leave requests time to arrive. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 250) {
    await clock.advance(Math.min(250, left))
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
}

const titled = (words: string) =>
  ana.sees().filter(({ embeds }) => embeds[0]?.title?.startsWith(words) ?? false)
const buttonOn = (message: APIMessage) =>
  /"custom_id":"(trivia:answer:[^"]+)"/.exec(JSON.stringify(message.components))?.[1] ?? ''
const isOpen = (message: APIMessage) => buttonOn(message) !== ''

test('a question whose posting Discord never confirms takes answers, refuses late ones, and is counted in its time', async () => {
  const lobby = await ana.slash('trivia start', { questions: 3, seconds: 10, wait: true })
  const ben = world.person('Ben')
  await ben.press(lobby, 'Join')
  const match = `POST /channels/${ana.channel.id}/messages`
  world.faults.arm({ on: 'request', match, do: 'error', status: 502, when: 'after', times: 7 })
  await ana.press(lobby, 'Start now')
  await pass(500)
  const [question] = titled('Question 1 of') as [APIMessage]
  expect((await ana.press(question, buttonOn(question))).content).toContain('Got it')
  await pass(5_000)
  // It is shown until when, since its own time; presses are taken for a second longer.
  const [, closes] = /<t:(\d+):R>/.exec(JSON.stringify(titled('Question 1 of'))) ?? []
  await pass(Number(closes) * 1_000 + 1_700 - clock.now())
  expect((await ben.press(question, buttonOn(question))).content).toContain('Too late')
  await pass(3_000)
  // It has become its reveal, and nothing of it is posted twice.
  expect(titled('Question 1 of').filter(isOpen)).toEqual([])
  world.faults.calm()
  await pass(10_000)
  expect(titled('Question 2 of').filter(isOpen)).toHaveLength(1)
  expect(titled('Question 1 of')).toHaveLength(1)
})
