import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIMessage } from 'discord-api-types/v10'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import type { Person, Reply } from '../../src/playground/people.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { readGame } from '../../src/store/game-logs.ts'
import { replayed } from '../../src/trivia/explain.ts'
import { advance } from '../../src/trivia/round/advance.ts'
import { deadlineOf } from '../../src/trivia/round.ts'
import { openWorld } from '../support/world.ts'
import { pool } from '../trivia/game.ts'

const entries = Array.from({ length: 30 }, (_, at) =>
  entryOf({
    id: `answer-${at}`,
    question: `What is the story of number ${at} in the old ledger?`,
    answer: `The long story of number ${at}.`,
  }),
)

/** A way in which a database takes no more, for a while. */
interface Trouble {
  readonly name: string
  /** Makes the folder that the database is kept in. */
  readonly folder: () => string
  readonly begin: (database: Database, folder: string) => Promise<unknown>
  readonly end: (database: Database, folder: string) => Promise<unknown>
  readonly remove: (folder: string) => void
}

const ordinary = {
  folder: () => mkdtempSync(join(tmpdir(), 'pinquiry-full-')),
  remove: (folder: string) => rmSync(folder, { recursive: true, force: true }),
}

const pragma = ({ db }: Database, words: string) => sql.raw(`pragma ${words}`).execute(db)

const troubles: readonly Trouble[] = [
  {
    ...ordinary,
    name: 'that may grow no further (max_page_count)',
    begin: (database) => pragma(database, 'max_page_count = 1'),
    end: (database) => pragma(database, 'max_page_count = 1000000'),
  },
  {
    ...ordinary,
    name: 'that may not be written (query_only)',
    begin: (database) => pragma(database, 'query_only = on'),
    end: (database) => pragma(database, 'query_only = off'),
  },
  ...(mayMount() ? [fullDisk()] : []),
]

/** A disk of its own of 4 MiB, which a file of somebody else's fills up. Only root can have one. */
function fullDisk(): Trouble {
  const filler = (folder: string) => join(folder, 'filler')
  return {
    name: 'on a disk that is full',
    folder() {
      const folder = ordinary.folder()
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder])
      return folder
    },
    async begin(_database, folder) {
      for (let size = 4 * 2 ** 20; size >= 4_096; size /= 2) {
        try {
          writeFileSync(filler(folder), Buffer.alloc(size), { flag: 'a' })
        } catch {
          // Half of it may still fit.
        }
      }
    },
    end: async (_database, folder) => rmSync(filler(folder)),
    remove(folder) {
      execFileSync('umount', ['-l', folder])
      ordinary.remove(folder)
    },
  }
}

function mayMount(): boolean {
  const folder = ordinary.folder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder])
    return true
  } catch {
    return false
  } finally {
    ordinary.remove(folder)
  }
}

const counts = ({ content }: Reply) => /^(Got it|You have answered already)/.test(content)
const isUnsaved = ({ content }: Reply) => content.includes('could not save')
const optionsOf = (message: APIMessage): string[] =>
  (message.components ?? []).flatMap((row) =>
    'components' in row
      ? row.components.flatMap((one) => ('custom_id' in one ? [one.custom_id] : []))
      : [],
  )

async function startGame(who: Person): Promise<APIMessage> {
  const lobby = await who.slash('trivia start', { questions: 3, seconds: 120, wait: true })
  await who.press(lobby, 'Start now')
  return who.awaits(
    (one) =>
      (one.embeds[0]?.title ?? '').startsWith('Question 1 ') &&
      JSON.stringify(one).includes('Answers close'),
    15_000,
  )
}

async function theGame({ db }: Database) {
  const { id } = await db.selectFrom('games').select('id').executeTakeFirstOrThrow()
  const game = await readGame(db as never, id)
  if (game === undefined) throw new Error('the game is gone')
  return game
}

/** Ids of the presses that are kept by now. */
async function keptPresses(database: Database): Promise<Set<string>> {
  const { events } = await theGame(database)
  return new Set(events.flatMap((event) => (event.type === 'press' ? [event.id] : [])))
}

test.each(troubles)(
  'a database $name: nobody is lied to, /ask answers, nothing breaks, and it heals',
  async (trouble) => {
    const folder = trouble.folder()
    try {
      const database = await openDatabase({ folder, onError: () => {} })
      const world = await openWorld(entries, { trivia: pool(30), database })
      const ana = world.person('Ana')
      const question = await startGame(ana)
      const options = optionsOf(question)
      const crowd = Array.from({ length: 60 }, (_, at) => world.addPerson(`Player ${at}`))
      const option = (at: number) => options[at % 4] ?? ''
      await trouble.begin(database, folder)

      const first = await Promise.all(crowd.map((who, at) => who.press(question, option(at))))
      const asked = await Promise.all(entries.map(({ question }) => ana.slash('ask', { question })))
      const unanswered = await ana.slash('ask', { question: 'zzzz qqqq xxxx' })
      expect(first.every((reply) => counts(reply) || isUnsaved(reply))).toBe(true)
      expect(first.filter(isUnsaved).length).toBeGreaterThan(0)
      expect(asked.map(({ embeds }) => embeds[0]?.title)).toEqual(
        entries.map((one) => one.question),
      )
      expect(unanswered.embeds[0]?.title).toBe('I have no answer to that')
      const kept = await keptPresses(database)
      for (const reply of first.filter(counts)) expect(kept).toContain(reply.interaction?.id)

      await trouble.end(database, folder)
      const back = Date.now()
      const again = await Promise.all(crowd.map((who, at) => who.press(question, option(at))))
      expect(again.filter((reply) => !counts(reply)).map(({ content }) => content)).toEqual([])
      expect(Date.now() - back).toBeLessThan(10_000)
      expect((await ana.slash('trivia skip')).content).toContain('Skipped')
      await ana.slash('trivia stop')
      await world.close()

      const sound = await pragma(database, 'integrity_check')
      expect(sound.rows).toEqual([{ integrity_check: 'ok' }])
      await database.close()
      await expectAllCounted(folder, crowd)
    } finally {
      trouble.remove(folder)
    }
  },
  60_000,
)

/** Opens the database anew: each of the crowd has one answer, the one they gave. */
async function expectAllCounted(folder: string, crowd: readonly Person[]): Promise<void> {
  const database = await openDatabase({ folder, onError: () => {} })
  const game = await theGame(database)
  await database.close()
  const end = game.events.findIndex(({ type }) => type === 'skip')
  const open = replayed({ ...game, events: game.events.slice(0, end) })
  const [after] = advance(open, { type: 'woke', at: deadlineOf(open) ?? 0 })
  const chosen = [...(after.settled[0]?.outcomes ?? [])].map(([who, { choice }]) => [who, choice])
  expect(Object.fromEntries(chosen)).toEqual(
    Object.fromEntries(crowd.map(({ id }, at) => [id, at % 4])),
  )
}
