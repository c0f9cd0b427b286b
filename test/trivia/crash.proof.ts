import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import type { Engine } from '../../src/store/migrations.ts'
import { createRoundStore } from '../../src/store/rounds.ts'
import { createDice } from '../../src/trivia/random.ts'
import { openPostgresServer, type PostgresServer } from '../support/postgres.ts'
import { drive } from './mortal/drive.ts'
import { ledgerOf } from './mortal/ledger.ts'
import { type Fate, type Moment, startMachine } from './mortal/machine.ts'
import { type Deed, fakeDiscord, type Story } from './mortal/world.ts'

let server: PostgresServer
beforeAll(() => {
  server = openPostgresServer()
})
afterAll(() => server.close())

/** Deaths at random moments. */
const enough = { sqlite: 10_000, postgres: 2_000 }

const facts = () => ({ difficulty: 'medium', options: 4 }) as const

async function fresh(engine: Engine): Promise<Database> {
  const where =
    engine === 'sqlite' ? { folder: inMemory } : { folder: '', url: await server.database() }
  return openDatabase({ ...where, onError: () => {} })
}

async function empty({ db }: Database): Promise<void> {
  for (const table of [
    'games',
    'game_events',
    'scores',
    'asked_items',
    'item_answers',
    'ratings',
    'trivia_alive',
  ] as const)
    await db.deleteFrom(table).execute()
}

/** Plays the recorded game under `fate`; returns what it left behind. */
async function played(database: Database, fate: Fate, story: Story = 'played') {
  await empty(database)
  const discord = fakeDiscord()
  const store = createRoundStore(database, facts)
  const journey = await drive(discord, story, async (now) =>
    startMachine(store, discord, fate, now),
  )
  return { ...journey, ledger: await ledgerOf(database, discord) }
}

/** What was said to each press; a join that is done twice is told so. */
const answersTo = (deeds: readonly Deed[]) =>
  deeds.filter(({ event }) => event.type === 'press').map(({ answer }) => answer)

const nameOf = ({ call, when }: Moment) => `${when} ${call}`

describe.each(['sqlite', 'postgres'] as const)(
  'a bot that loses all its memory, on %s',
  (engine) => {
    let database: Database
    let whole: Awaited<ReturnType<typeof played>>
    let moments: Moment[]
    beforeAll(async () => {
      database = await fresh(engine)
      moments = []
      whole = await played(database, (moment) => moments.push(moment) < 0)
    })
    afterAll(() => database.close())

    test('the recorded game passes every moment at which something outside changes', () => {
      expect([...new Set(moments.map(nameOf))].toSorted()).toEqual(
        [
          'open',
          'append',
          'finish',
          'close',
          'alive',
          'post question',
          'post board',
          'edit lobby',
          'edit question',
          'edit reveal',
        ]
          .flatMap((call) => [`after ${call}`, `before ${call}`])
          .toSorted(),
      )
      expect(whole.deeds.filter(({ answer }) => answer?.kind === 'taken')).toHaveLength(14)
      expect(whole.ledger).toContain('"reason": "played"')
    })

    test('at any one of them leaves the same behind as the bot that never died', async () => {
      for (const at of moments.keys()) {
        let passed = 0
        const { ledger, deaths, deeds } = await played(database, () => passed++ === at)
        const moment = nameOf(moments[at] as Moment)
        expect(deaths, moment).toBe(1)
        expect(ledger, moment).toBe(whole.ledger)
        expect(answersTo(deeds), moment).toEqual(answersTo(whole.deeds))
      }
      console.log(`${engine}: ${moments.length} moments, each survived`)
    })

    test('at any moment of a game that is stopped leaves the same behind, with its last reveal', async () => {
      const each: Moment[] = []
      const stopped = await played(database, (moment) => each.push(moment) < 0, 'stopped')
      expect(stopped.ledger).toContain('"reason": "stopped"')
      for (const at of each.keys()) {
        let passed = 0
        const { ledger } = await played(database, () => passed++ === at, 'stopped')
        expect(ledger, nameOf(each[at] as Moment)).toBe(stopped.ledger)
      }
    })

    test('again and again, at any moments, leaves the same behind', async () => {
      let games = 0
      let dead = 0
      while (dead < enough[engine]) {
        const dice = createDice(`${engine} ${games}`)
        const rarity = 4 + dice.below(30)
        const { ledger, deaths, deeds } = await played(database, () => dice.below(rarity) === 0)
        const game = `game ${games}`
        expect(ledger, game).toBe(whole.ledger)
        expect(answersTo(deeds), game).toEqual(answersTo(whole.deeds))
        games += 1
        dead += deaths
      }
      console.log(`${engine}: ${dead} deaths in ${games} games, the same board after each`)
    })
  },
)
