import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/store/database.ts'
import type { Engine } from '../../src/store/migrations.ts'
import { createRoundStore } from '../../src/store/rounds.ts'
import { createDice } from '../../src/trivia/random.ts'
import { ownPostgres } from '../support/own-postgres.ts'
import { proofSize, tellMeasured } from '../support/proof-size.ts'
import { drive } from './mortal/drive.ts'
import { ledgerOf } from './mortal/ledger.ts'
import { type Machine, type Moment, startMachine } from './mortal/machine.ts'
import { startProcess, type Where } from './mortal/process.ts'
import { type Deed, fakeDiscord } from './mortal/world.ts'

const folders: string[] = []
const emptyDatabase = ownPostgres()
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function place(engine: Engine): Promise<Where> {
  if (engine === 'postgres') return { folder: '', url: await emptyDatabase() }
  const folder = mkdtempSync(join(tmpdir(), 'pinquiry-game-'))
  folders.push(folder)
  return { folder }
}

const facts = () => ({ difficulty: 'medium', options: 4 }) as const

/** Plays the game in this process; gives what it leaves behind, what was said, and its moments. */
async function uninterrupted(where: Where) {
  const database = await openDatabase({ ...where, onError: () => {} })
  const discord = fakeDiscord()
  const moments: Moment[] = []
  const { deeds } = await drive(discord, 'played', async (now) =>
    startMachine(createRoundStore(database, facts), discord, (one) => moments.push(one) < 0, now),
  )
  const ledger = await ledgerOf(database, discord)
  await database.close()
  return { ledger, said: said(deeds), moments }
}

const said = (deeds: readonly Deed[]) =>
  deeds.filter(({ event }) => event.type === 'press').map(({ answer }) => answer)

type Start = (discord: ReturnType<typeof fakeDiscord>, now: number) => Promise<Machine>

/** Plays it with processes that `start` starts; once it starts none any more, this process plays on. */
async function killed(
  where: Where,
  start: (...args: Parameters<Start>) => ReturnType<Start> | undefined,
) {
  const discord = fakeDiscord()
  let opened: Database | undefined
  // Not sooner: a database belongs to one process.
  const open = async () => {
    opened ??= await openDatabase({ ...where, onError: () => {} })
    return opened
  }
  let last: Machine | undefined
  const { deeds, deaths } = await drive(discord, 'played', async (now) => {
    last = await (start(discord, now) ??
      startMachine(createRoundStore(await open(), facts), discord, () => false, now))
    return last
  })
  last?.kill()
  const database = await open()
  const ledger = await ledgerOf(database, discord)
  await database.close()
  return { ledger, said: said(deeds), deaths }
}

/** Every moment of the second question at which its log or its message changes, and the first of each kind. */
function chosen(moments: readonly Moment[]): number[] {
  const posts = [...moments.keys()].filter((at) => moments[at]?.call === 'post question')
  const [from = 0, to = 0] = [posts[2], posts[4]]
  const kinds = new Map<string, number>()
  for (const [at, { call, when }] of moments.entries())
    if (!kinds.has(call + when)) kinds.set(call + when, at)
  const round = [...moments.keys()].filter(
    (at) =>
      at >= from &&
      at < to &&
      moments[at]?.call !== 'alive' &&
      moments[at]?.call !== 'edit question',
  )
  return [...new Set([...round, ...kinds.values()])]
}

describe.each(['sqlite', 'postgres'] as const)(
  'a bot that is killed (SIGKILL), on %s',
  (engine) => {
    test('at every step of a question, and once at every kind of step, changes nothing', async () => {
      const whole = await uninterrupted(await place(engine))
      const steps = chosen(whole.moments)
      for (const step of steps) {
        const where = await place(engine)
        let first = true
        const { ledger, said, deaths } = await killed(where, async (discord, now) => {
          const last = first ? step : undefined
          first = false
          return startProcess(where, discord, now, last)
        })
        const { call = '', when = '' } = whole.moments[step] ?? {}
        expect(deaths, `${when} ${call}`).toBe(1)
        expect(ledger, `${when} ${call}`).toBe(whole.ledger)
        expect(said, `${when} ${call}`).toEqual(whole.said)
      }
    })

    test('again and again, at any instant, loses no answer that was acknowledged and counts none twice', async (context) => {
      const whole = await uninterrupted(await place(engine))
      const dice = createDice(`instants ${engine} ${proofSize.seed}`)
      let games = 0
      let kills = 0
      while (kills < proofSize.kills) {
        const where = await place(engine)
        const { ledger, said, deaths } = await killed(where, (discord, now) => {
          let orders = 3 + dice.below(25)
          return startProcess(where, discord, now, undefined, (kill) => {
            orders -= 1
            if (orders === 0) setTimeout(kill, dice.below(40) / 10)
          })
        })
        expect(ledger, `game ${games}`).toBe(whole.ledger)
        expect(said, `game ${games}`).toEqual(whole.said)
        games += 1
        kills += deaths
      }
      tellMeasured(
        context,
        `${engine}: ${kills} kills in ${games} games, the same board after each`,
      )
    })
  },
)
