/** A bot and its Discord on one hand-wound clock: days pass in seconds, and what was planned is played when it is due. */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIMessage } from 'discord-api-types/v10'
import { createApp } from '../../src/app.ts'
import { startBackups } from '../../src/hourly-backups.ts'
import { createLog } from '../../src/log.ts'
import { virtualClock } from '../../src/playground/clock.ts'
import { findPerson, type Person } from '../../src/playground/people.ts'
import { createPlayground } from '../../src/playground/server.ts'
import { furnishGuild } from '../../src/playground/setting.ts'
import type { Guild } from '../../src/playground/world.ts'
import { backupFolder } from '../../src/store/backups.ts'
import { openDatabase } from '../../src/store/database.ts'
import { rankingRules } from '../../src/trivia/ranked.ts'
import { buttonsOf } from '../load/crowd.ts'
import { unhurried } from '../support/unhurried.ts'
import { pool } from '../trivia/game.ts'

const minute = 60_000
const hour = 60 * minute

/** Opens it at a moment, in milliseconds since 1970, with a server in each of these time zones. */
export async function openWeek(start: number, zones: readonly string[]) {
  const clock = virtualClock(start)
  const folder = mkdtempSync(join(tmpdir(), 'pinquiry-week-'))
  const database = await openDatabase({ folder, onError: () => {} })
  const playground = await createPlayground({
    ...{ page: false, limits: false, identifyWindow: 0, history: 200, keep: 40, clock },
    token: 'a-week'.repeat(10),
  })
  const guilds = zones.map((zone) => furnishGuild(playground.world, zone))
  const errors: unknown[] = []
  let backups = 0
  const log = createLog('info', [], {
    write(line) {
      const said = JSON.parse(line)
      if (said.level === 'error' || said.level === 'fatal') errors.push(said)
      if (said.msg === 'backed up') backups += 1
    },
  })
  const app = createApp({
    ...{ api: playground.api, token: playground.token, entries: [], trivia: pool(200) },
    ...{ database, log, clock, paces: unhurried, sessionsApart: 0 },
    ranking: { ...rankingRules, accountAge: 0 },
    onDead: (why) => errors.push(why),
  })
  await app.start()
  const endBackups = await startBackups(database, folder, { clock, log })
  for (const guild of guilds)
    await findPerson(playground.world, guild, 'owner').slash('settings change', {
      'time-zone': guild.name,
    })
  let nextBackup = start
  /** Sockets and the disk are real: what the bot began in this moment ends in it. */
  const settle = (ms = 2) => new Promise((resolve) => setTimeout(resolve, ms))
  const wind = async (ms: number) => {
    await clock.advance(ms)
    await settle()
    if (clock.now() < nextBackup) return
    const before = Math.floor((nextBackup - start) / hour)
    while (backups <= before) await settle()
    nextBackup += hour
  }
  return {
    ...{ clock, database, playground, guilds, errors, settle },
    backups: () => backups,
    /** The backups that there are. */
    backupNames: () =>
      readdirSync(join(folder, backupFolder)).filter((name) => name.endsWith('.sqlite')),
    async lastAlive() {
      const row = await database.db.selectFrom('trivia_alive').select('at').executeTakeFirst()
      return row?.at ?? 0
    },
    person: (guild: Guild, name: string) => findPerson(playground.world, guild, name),
    /** Lets time pass until then, in steps that leave the bot time for what it does. */
    async until(at: number) {
      while (clock.now() < at)
        await wind(Math.min(10 * minute, at - clock.now(), nextBackup - clock.now()))
    },
    /** Lets time pass until there is such a message; undefined where there is none within `most` steps. */
    async awaits(who: Person, fits: (message: APIMessage) => boolean, most = 240, step = 500) {
      for (let steps = 0; steps < most; steps += 1) {
        const found = who.sees().findLast(fits)
        if (found !== undefined) return found
        await wind(Math.min(step, nextBackup - clock.now()))
      }
      return undefined
    },
    async close() {
      endBackups()
      await app.stop()
      await database.close()
      await playground.close()
      rmSync(folder, { recursive: true })
    },
  }
}

export type Week = Awaited<ReturnType<typeof openWeek>>

const titleOf = (message: APIMessage) => message.embeds[0]?.title ?? ''
const isBoard = (message: APIMessage) => /^🏁|^The game is over/.test(titleOf(message))

/** What became of a planned game. */
export interface Held {
  /** When its lobby was posted, in milliseconds since 1970. */
  readonly at: number
  /** Its messages, by what they are. */
  readonly lobbies: number
  readonly questions: readonly number[]
  readonly boards: number
}

/** Plays what stands there as planned: two people join, a moderator starts, both answer everything. */
export async function playPlanned(
  week: Week,
  guild: Guild,
  channel: string,
  questions: number,
): Promise<Held> {
  const [ana, ben, moderator] = ['Ana', 'Ben', 'moderator'].map((name) =>
    week.person(guild, name).in(channel),
  ) as [Person, Person, Person]
  const due = week.clock.now()
  // What is posted at its very moment stands there already.
  const isNew = ({ timestamp }: APIMessage) => Date.parse(timestamp) >= due - minute
  const isLobby = (one: APIMessage) => JSON.stringify(one.embeds).includes('has planned')
  const lobby = await week.awaits(ana, (one) => isNew(one) && isLobby(one), 400, 250)
  if (lobby === undefined) throw new Error(`no lobby in ${channel} of ${guild.name}`)
  for (const who of [ana, ben]) await who.press(lobby, 'Join')
  await moderator.press(lobby, 'Start now')
  for (let number = 1; number <= questions; number += 1) {
    const asked = (one: APIMessage) => isNew(one) && titleOf(one).startsWith(`Question ${number} `)
    const question = await week.awaits(ana, (one) => asked(one) && buttonsOf(one).length > 0)
    if (question === undefined) throw new Error(`no question ${number} in ${channel}`)
    for (const [at, who] of [ana, ben].entries())
      await who.press(question, buttonsOf(question)[at] ?? '')
  }
  await week.awaits(ana, (one) => isNew(one) && isBoard(one))
  const shown = ana.sees().filter(isNew)
  return {
    at: Date.parse(lobby.timestamp),
    lobbies: shown.filter(isLobby).length,
    questions: Array.from(
      { length: questions },
      (_, at) => shown.filter((one) => titleOf(one).startsWith(`Question ${at + 1} `)).length,
    ),
    boards: shown.filter(isBoard).length,
  }
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Every moment between two times at which the clocks of a zone show this time of day, by asking for each minute. */
export function momentsAt(zone: string, time: string, from: number, to: number): number[] {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  })
  const found = new Map<string, number>()
  let last = format.format(from - minute)
  for (let at = from; at <= to; at += minute) {
    const now = format.format(at)
    const day = now.slice(0, 10)
    // The first of two; where the clocks jump over it, when it would be had they not.
    const isSkipped = last.slice(0, 10) === day && last.slice(-5) < time && now.slice(-5) > time
    if (now.slice(-5) === time && !found.has(day)) found.set(day, at)
    if (isSkipped && !found.has(day))
      found.set(day, at + (minutesOf(time) - minutesOf(last.slice(-5)) - 1) * minute)
    last = now
  }
  return [...found.values()]
}
