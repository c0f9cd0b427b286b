/** One bout: a fresh playground and database, a storm over people who play, ask and write; then calm, and what is left. */

import type { Person } from '../../src/playground/people.ts'
import { findPerson, personOf } from '../../src/playground/people.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'
import { addChannel, addMember, furnishGuild } from '../../src/playground/setting.ts'
import type { Violation } from '../../src/playground/violations.ts'
import { type Guild, makeUser } from '../../src/playground/world.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createDice, type Dice } from '../../src/trivia/random.ts'
import { type Bot, startAlone, startSupervised } from './bot.ts'
import type { Evidence, Place } from './evidence.ts'
import { gamesIn, storedIn } from './ledger.ts'
import { type Locks, noLocks, watchLocks } from './locks.ts'
import { type Asked, keepAsking, keepCurating, type Member } from './members.ts'
import { pause, type Time, tried, wordsOf } from './pastime.ts'
import { type Notes, play } from './players.ts'
import { type Dealt, strike } from './strikes.ts'
import { openWitness, type Witness } from './witness.ts'

export interface Bout extends Evidence {
  readonly seed: string
  /** In milliseconds: of the storm; from its end until people were answered everywhere, and until no game was left. */
  readonly lasted: number
  readonly answeredAfter: number
  readonly recovered: number
  readonly dealt: readonly Dealt[]
  readonly struck: ReadonlyMap<string, number>
  readonly identifies: number
  readonly invalid: number
  readonly requests: number
  readonly asked: Asked
  readonly violations: readonly Violation[]
  readonly errors: readonly string[]
  readonly deaths: readonly string[]
  readonly exit: { readonly code: number | null; readonly took: number }
}

export interface Where {
  readonly folder: string
  /** PostgreSQL, and two processes. */
  readonly url?: string
}

/** In each of two guilds. */
const tables = 4
const seats = 8
const askers = 4

/** Games that are short enough to be over soon after the last one was opened, and all different. */
const kinds = [
  { questions: 3, seconds: 5, lobby: 5 },
  { questions: 3, seconds: 6, lobby: 5, scoring: 'accuracy' },
  { questions: 3, seconds: 5, lobby: 3, change: true },
  { questions: 3, seconds: 5, lobby: 5, style: 'truefalse', scoring: 'confidence' },
]

export async function holdBout(seed: string, ms: number, where: Where): Promise<Bout> {
  const playground = await openTown(seed)
  const witness = openWitness(playground)
  const { folder, url } = where
  const bot = await (url === undefined
    ? startAlone(playground, folder)
    : startSupervised(playground, url))
  const locks: Locks = url === undefined ? noLocks : await watchLocks(url)
  try {
    const bout = await weather(playground, witness, bot, createDice(seed), ms)
    const exit = await bot.stop()
    const database = await openDatabase({ folder, url, onError: () => {} })
    const [games, stored] = await Promise.all([gamesIn(database), storedIn(database)])
    await database.close()
    const { lines, errors, deaths } = bot
    const { waits } = locks
    const violations = [...playground.violations.list]
    return { seed, ...bout, games, stored, exit, waits, lines, errors, deaths, violations }
  } finally {
    await locks.close()
    await bot.stop()
    await playground.close()
  }
}

async function openTown(seed: string): Promise<Playground> {
  const playground = await createPlayground({
    ...{ page: false, history: 1_000, token: 'chaos'.repeat(12) },
    seed: createDice(`faults ${seed}`).below(2 ** 31),
    // Discord's own time between two identifies; several shards may begin at once.
    maxConcurrency: 4,
  })
  furnishGuild(playground.world, 'Second')
  for (const guild of playground.world.guilds.values())
    for (let at = 0; at < tables; at += 1)
      addChannel(playground.world, guild, { name: `table-${at}` })
  return playground
}

async function weather(playground: Playground, witness: Witness, bot: Bot, dice: Dice, ms: number) {
  const time: Time = { isOver: false }
  const begun: Time = { isOver: false }
  const notes: Notes = { presses: [], kept: [] }
  const asked: Asked = { answered: 0, unanswered: 0 }
  const seed = () => createDice(`${dice.below(2 ** 40)}`)
  const guilds = [...playground.world.guilds.values()]
  const tablesOf = guilds.flatMap((guild) => seatAll(playground, guild))
  const stops = tablesOf.map((people, at) =>
    play({
      ...{ world: playground.world, people, dice: seed(), time: begun, notes },
      options: kinds[at % kinds.length] ?? {},
    }),
  )
  const doing = guilds.flatMap((guild) =>
    membersOf(playground, guild, seed, begun, notes).map((member, at) =>
      at < 2 ? keepCurating(member) : keepAsking(member, asked),
    ),
  )
  const storm = strike(playground, bot, seed(), time)
  // The last games are opened somewhat before the storm is over.
  await pause(Math.max(0, ms - lastGames))
  begun.isOver = true
  await pause(Math.min(ms, lastGames))
  time.isOver = true
  await storm.over
  const calm = Date.now()
  const free = tablesOf.map((people) => untilFree(people, calm))
  const [firsts] = await Promise.all([Promise.all(free), ...doing])
  const answeredAfter = Math.max(...firsts)
  const recovered = Date.now() - calm
  for (const stop of stops) stop()
  witness.stop()
  const places = guilds.map(
    ({ id, members, channels }): Place => ({
      ...{ id, people: new Set(members.keys()), channels: new Set(channels.keys()) },
    }),
  )
  const { shown, leaks, struck } = witness
  return {
    ...{
      ...notes,
      shown,
      leaks,
      struck,
      calm,
      answeredAfter,
      recovered,
      asked,
      lasted: ms,
      guilds: places,
    },
    ...{ identifies: witness.identifies(), invalid: witness.invalid() },
    ...{ requests: witness.requests(), dealt: storm.dealt, pauses: storm.pauses },
  }
}

/** So long before the end of a storm the last games are opened, in milliseconds. */
const lastGames = 10_000

/** New people at each table of a guild. */
function seatAll({ world }: Playground, guild: Guild): Person[][] {
  const channels = [...guild.channels.values()].filter(({ name }) => name.startsWith('table-'))
  return channels.map((channel) =>
    Array.from({ length: seats }, (_, at) => {
      const { user } = addMember(world, guild, makeUser(world.id(), `Player ${channel.name} ${at}`))
      return personOf(world, guild, user.id, channel)
    }),
  )
}

/** Two moderators, then those who ask. */
function membersOf(
  { world }: Playground,
  guild: Guild,
  dice: () => Dice,
  time: Time,
  notes: Notes,
): Member[] {
  const moderators = ['owner', 'moderator'].map((title) => findPerson(world, guild, title))
  const others = Array.from({ length: askers }, (_, at) => {
    const { user } = addMember(world, guild, makeUser(world.id(), `Asker ${at}`))
    return personOf(world, guild, user.id)
  })
  return [...moderators, ...others].map((who) => ({
    ...{ who, guild: guild.id, dice: dice(), time, notes },
  }))
}

/** So long it is waited for games to end after a storm, in milliseconds: those that began last go on for a while. */
const longest = 150_000

/** Asks again and again whether a game is on in the channel, until there is none; gives when it was first answered. */
async function untilFree([host]: readonly Person[], calm: number): Promise<number> {
  let first = Number.POSITIVE_INFINITY
  while (Date.now() - calm < longest) {
    const words = wordsOf(await tried(async () => (host as Person).slash('trivia status')))
    if (words !== undefined) first = Math.min(first, Date.now() - calm)
    if (words?.startsWith('There is no game')) break
    await pause(1_500)
  }
  return first
}
