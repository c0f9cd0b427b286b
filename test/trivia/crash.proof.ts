import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import type { Engine } from '../../src/store/migrations.ts'
import { createRoundStore } from '../../src/store/rounds.ts'
import { createDice } from '../../src/trivia/random.ts'
import { ownPostgres } from '../support/own-postgres.ts'
import { proofSize, tellMeasured } from '../support/proof-size.ts'
import { drive } from './mortal/drive.ts'
import { ledgerOf } from './mortal/ledger.ts'
import { type Fate, type Moment, startMachine } from './mortal/machine.ts'
import { allMoments, nameOf } from './mortal/moments.ts'
import { type Deed, fakeDiscord, type Story, stories, unsureStore } from './mortal/world.ts'

const emptyDatabase = ownPostgres()

/** Deaths at random moments. */
const enough = { sqlite: proofSize.deaths, postgres: proofSize.deaths / 5 }

const facts = () => ({ difficulty: 'medium', options: 4 }) as const

async function fresh(engine: Engine): Promise<Database> {
  const where =
    engine === 'sqlite' ? { folder: inMemory } : { folder: '', url: await emptyDatabase() }
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
  const discord = fakeDiscord(story)
  const kept = createRoundStore(database, facts)
  const store = story === 'unsure' ? unsureStore(kept) : kept
  const journey = await drive(discord, story, async (now) =>
    startMachine(store, discord, fate, now),
  )
  return { ...journey, ledger: await ledgerOf(database, discord) }
}

/** What was said to each press; a join that is done twice is told so. */
const answersTo = (deeds: readonly Deed[]) =>
  deeds.filter(({ event }) => event.type === 'press').map(({ answer }) => answer)

/** All of them; where each takes long and the story is a side of another, the first of each kind. */
function chosen(each: readonly Moment[], engine: Engine, story: Story): number[] {
  const all = [...each.keys()]
  if (engine === 'sqlite' || story === 'played' || story === 'stopped') return all
  const names = each.map(nameOf)
  return all.filter((at) => names.indexOf(names[at] ?? '') === at)
}

describe.each(['sqlite', 'postgres'] as const)(
  'a bot that loses all its memory, on %s',
  (engine) => {
    let database: Database
    let whole: Awaited<ReturnType<typeof played>>
    beforeAll(async () => {
      database = await fresh(engine)
      whole = await played(database, () => false)
    })
    afterAll(() => database.close())

    test('the recorded game is played to its end', () => {
      expect(whole.deeds.filter(({ answer }) => answer?.kind === 'taken')).toHaveLength(14)
      expect(whole.ledger).toContain('"reason": "played"')
    })

    /** The moments of every story that were died at. */
    const survived = new Set<string>()

    test.each(stories)(
      'at any moment of a game that is %s leaves the same behind as the bot that never died',
      async (story) => {
        const each: Moment[] = []
        const lived = await played(database, (moment) => each.push(moment) < 0, story)
        const reason = story === 'stopped' ? 'stopped' : 'played'
        expect(lived.ledger).toContain(`"reason": "${reason}"`)
        for (const at of chosen(each, engine, story)) {
          let passed = 0
          const { ledger, deaths, deeds } = await played(database, () => passed++ === at, story)
          const moment = nameOf(each[at] as Moment)
          expect(deaths, moment).toBe(1)
          expect(ledger, moment).toBe(lived.ledger)
          if (story === 'played') expect(answersTo(deeds), moment).toEqual(answersTo(lived.deeds))
          survived.add(moment)
        }
        console.log(`${engine}, ${story}: ${each.length} moments, survived`)
      },
    )

    test('there is no moment at which something outside changes that was not died at', () => {
      expect([...survived].toSorted()).toEqual(allMoments)
    })

    test('again and again, at any moments, leaves the same behind', async (context) => {
      let games = 0
      let dead = 0
      while (dead < enough[engine]) {
        const dice = createDice(`${engine} ${proofSize.seed} ${games}`)
        const rarity = 4 + dice.below(30)
        const { ledger, deaths, deeds } = await played(database, () => dice.below(rarity) === 0)
        const game = `game ${games}`
        expect(ledger, game).toBe(whole.ledger)
        expect(answersTo(deeds), game).toEqual(answersTo(whole.deeds))
        games += 1
        dead += deaths
      }
      tellMeasured(
        context,
        `${engine}: ${dead} deaths in ${games} games, the same board after each`,
      )
    })
  },
)
