/** Games whose line dies in mid-question, or whose session is lost: everybody who answered counts, and time is given back. */

import type { APIMessage } from 'discord-api-types/v10'
import { expect, test } from 'vitest'
import { type App, createApp } from '../src/app.ts'
import { createLog } from '../src/log.ts'
import { findPerson, type Person } from '../src/playground/people.ts'
import { createPlayground, type Playground } from '../src/playground/server.ts'
import { type Database, inMemory, openDatabase } from '../src/store/database.ts'
import { readGame } from '../src/store/game-logs.ts'
import { replayed } from '../src/trivia/explain.ts'
import { rankingRules } from '../src/trivia/ranked.ts'
import { buttonsOf } from './load/crowd.ts'
import { unhurried } from './support/unhurried.ts'
import { pool } from './trivia/game.ts'

interface Here {
  readonly playground: Playground
  readonly database: Database
  readonly app: App
  readonly people: readonly [Person, Person, Person]
  readonly logged: readonly { readonly msg: string }[]
}

/** A bot of its own: all these tests wait most of their time, so they do it side by side. */
async function withBot(run: (here: Here) => Promise<void>): Promise<void> {
  const playground = await createPlayground({ page: false, identifyWindow: 0 })
  const database = await openDatabase({ folder: inMemory, onError: () => {} })
  const logged: { readonly msg: string }[] = []
  const { api, token } = playground
  const app = createApp({
    ...{ api, token, database, entries: [], trivia: pool(30), paces: unhurried },
    ranking: { ...rankingRules, accountAge: 0 },
    log: createLog('info', [token], { write: (line) => logged.push(JSON.parse(line)) }),
    onDead: () => {},
  })
  await app.start()
  const person = (name: string) => findPerson(playground.world, playground.guild, name)
  try {
    await run({
      ...{ playground, database, app, logged },
      people: [person('Ana'), person('Ben'), person('Chidi')],
    })
  } finally {
    await app.stop()
    await playground.close()
    await database.close()
  }
}

/** Side by side the tests cannot use `expect.poll`. */
async function until(isSo: () => unknown, within: number): Promise<void> {
  const late = performance.now() + within
  while (!(await isSo())) {
    if (performance.now() > late) throw new Error(`not within ${within} ms: ${isSo}`)
    await wait(50)
  }
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const titled = (begins: string) => (message: APIMessage) =>
  (message.embeds[0]?.title ?? '').startsWith(begins)

/** Starts a game and waits for its first question; the reading time comes on top of the seconds. */
async function firstQuestion({ people: [ana] }: Here, seconds: number): Promise<APIMessage> {
  const lobby = await ana.slash('trivia start', { questions: 3, seconds, wait: true })
  await ana.press(lobby, 'Start now')
  return ana.awaits(
    (message) => titled('Question 1 ')(message) && buttonsOf(message).length > 0,
    20_000,
  )
}

/** What came of the first question, out of what is stored. */
async function first({ database }: Here) {
  const [{ id } = { id: '' }] = await database.db.selectFrom('games').select('id').execute()
  const game = await readGame(database.db as never, id)
  if (game === undefined) throw new Error('no game')
  return { settled: replayed(game).settled[0], events: game.events.map(({ type }) => type) }
}

const press = (who: Person, message: APIMessage, at = 0) =>
  who.press(message, buttonsOf(message)[at] ?? '')

test.concurrent('a line that dies under a question costs nobody their answer', () =>
  withBot(async (here) => {
    const { playground, logged } = here
    const [ana, ben, chidi] = here.people
    const question = await firstQuestion(here, 8)
    await press(ana, question)
    playground.gateway({ do: 'deaden' })
    // Nobody answers him; his press is kept by Discord, for when the session is taken up.
    const missed = press(ben, question, 1)
    expect((await missed).failure).toBe('This interaction failed')
    await until(() => logged.some(({ msg }) => msg === 'shard resumed'), 25_000)
    // Time was given back: the question is still open.
    expect((await press(chidi, question, 2)).failure).toBeNull()
    await until(async () => (await first(here)).settled, 40_000)
    const { settled, events } = await first(here)
    expect(settled?.voided).toBeUndefined()
    expect([...(settled?.outcomes.keys() ?? [])]).toEqual([ana.id, ben.id, chidi.id])
    expect(events.filter((type) => type === 'interrupted')).toHaveLength(1)
  }))

test.concurrent('a line that dies while nothing goes on is noticed long before two heartbeats, and readiness says so', () =>
  withBot(async ({ playground, app, people }) => {
    // Its first sign has come.
    await wait(500)
    playground.gateway({ do: 'deaden' })
    const died = performance.now()
    await until(async () => (await app.troubles()).join().includes('not connected'), 60_000)
    // Twice 41.25 s and one is the bar.
    expect(performance.now() - died).toBeLessThan(30_000)
    await until(async () => (await app.troubles()).length === 0, 5_000)
    expect((await people[0].slash('ask', { question: 'is there anybody' })).failure).toBeNull()
  }))

test.concurrent.each([0.05, 0.4, 0.9])(
  'a session that is lost after %d of a question gives its time back',
  (part) =>
    withBot(async (here) => {
      const { playground, app, logged } = here
      const [ana, ben] = here.people
      const question = await firstQuestion(here, 8)
      await press(ana, question)
      await wait(8_000 * part)
      const ready = logged.length
      const lost = performance.now()
      playground.gateway({ do: 'invalidate', resumable: false })
      const isBack = () => logged.slice(ready).some(({ msg }) => msg === 'shard reconnecting')
      await until(isBack, 5_000)
      await until(async () => (await app.troubles()).length === 0, 15_000)
      const gap = performance.now() - lost
      await wait(500)
      expect((await press(ben, question, 1)).failure).toBeNull()
      await until(async () => (await first(here)).settled, 40_000)
      const { settled, events } = await first(here)
      expect(settled?.voided).toBeUndefined()
      expect([...(settled?.outcomes.keys() ?? [])]).toEqual([ana.id, ben.id])
      // A gap of up to two seconds changes nothing: the published rule.
      expect(events.includes('interrupted')).toBe(gap > 2_000)
    }),
)
