/** A third of all posts fail after they took effect: still nothing stands twice, and nothing is missing. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { restOptions } from '../../src/discord/client.ts'
import { createDiscipline } from '../../src/discord/discipline.ts'
import { Wire } from '../../src/discord/wire.ts'
import { createLog } from '../../src/log.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'
import { createStage } from '../../src/stage.ts'
import { createTell } from '../../src/tell.ts'
import { rankingRules } from '../../src/trivia/ranked.ts'
import { openRound, type Round } from '../../src/trivia/round.ts'
import type { Stage } from '../../src/trivia/stage.ts'
import { createVoices } from '../../src/voices.ts'
import { asked, opening } from '../trivia/game.ts'

/** Posts of each kind; as many at a time in channels of their own, as games are. */
const posts = 2_000
const channels = 100

let playground: Playground
let wire: Wire
let places: string[]

beforeAll(async () => {
  playground = await createPlayground({
    ...{ page: false, limits: false, identifyWindow: 0 },
    ...{ keep: posts * 3, history: 1_000, seed: 20_261_127 },
  })
  const log = createLog('silent', [])
  const discipline = createDiscipline({ ...systemClock, log, random: Math.random })
  // Nothing here is about the fifty requests in a second.
  const options = { ...restOptions(playground.api), globalRequestsPerSecond: 100_000 }
  wire = new Wire(options, discipline).setToken(playground.token) as Wire
  places = Array.from({ length: channels }, (_, at) =>
    String(playground.arrange.channel({ name: `place-${at}` }).id),
  )
  for (const what of ['error', 'reset'] as const)
    playground.faults.arm({
      ...{ on: 'request', match: 'POST */messages', do: what, status: 502 },
      ...{ when: 'after', chance: 0.16 },
    })
})
afterAll(() => playground.close())

/** What `write` puts into all places, one after another in each of them. */
async function everywhere(write: (channel: string, at: number) => Promise<void>): Promise<void> {
  await Promise.all(
    places.map(async (channel, place) => {
      for (let at = place; at < posts; at += channels) await write(channel, at)
    }),
  )
}

/** How often each text stands, over all places. */
function standing(textOf: (message: { content: string; embeds: object[] }) => string | undefined) {
  const counts = new Map<string, number>()
  const stored = places.flatMap((id) => [
    ...(playground.world.channels.get(id)?.messages.values() ?? []),
  ])
  for (const { data } of stored) {
    const text = textOf(data)
    if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return counts
}

test('thousands of questions, posted again by their games until they stand', async () => {
  const stage: Stage = createStage(
    ...[wire.for('game'), wire.for('game')],
    () => rankingRules,
    createVoices(() => systemClock.now()),
  )
  let failures = 0
  await everywhere(async (channel, at) => {
    const question = asked('choice', { question: `Is this number ${at}?` })
    const lobby = openRound(opening({}, { questions: [question], channel }), { joined: 0 })
    const phase = { name: 'posting', question: 0, attempt: 0, until: 0, starts: [] } as const
    const round: Round = { ...lobby, phase }
    for (;;) {
      try {
        await stage.post(round, { kind: 'question' }, `${at}:0:0`, 'own')
        return
      } catch {
        failures += 1
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  })
  const counts = standing((message) => /Is this number \d+\?/.exec(JSON.stringify(message))?.[0])
  expect(failures).toBeGreaterThan(posts / 4)
  expect(counts.size).toBe(posts)
  expect([...counts.values()].filter((count) => count !== 1)).toEqual([])
})

test('thousands of lines that nobody has asked for', async () => {
  const tell = createTell(wire.for('background'), createLog('silent', []))
  await everywhere((channel, at) =>
    tell(channel, { content: `line ${at}`, embeds: [], components: [] }, []),
  )
  const counts = standing(({ content }) => /^line \d+$/.exec(content)?.[0])
  expect(counts.size).toBe(posts)
  expect([...counts.values()].filter((count) => count !== 1)).toEqual([])
})
