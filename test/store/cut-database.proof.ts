import type { APIMessage } from 'discord-api-types/v10'
import { expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import type { Person, Reply } from '../../src/playground/people.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { readGame } from '../../src/store/game-logs.ts'
import { type Logged, replayed } from '../../src/trivia/explain.ts'
import { advance } from '../../src/trivia/round/advance.ts'
import { deadlineOf } from '../../src/trivia/round.ts'
import { type FaultyLine, openFaultyLine } from '../support/faulty-line.ts'
import { ownPostgres } from '../support/own-postgres.ts'
import { type BotWorld, openWorld } from '../support/world.ts'
import { pool } from '../trivia/game.ts'

const entries = Array.from({ length: 30 }, (_, at) =>
  entryOf({
    id: `entry-${at}`,
    question: `What is the story of number ${at} in the old ledger?`,
    answer: `The long story of number ${at}.`,
  }),
)

const emptyDatabase = ownPostgres()

interface Arena {
  readonly world: BotWorld
  /** Between the bot and its database. */
  readonly line: FaultyLine
  /** The same database by a line that nothing is wrong with. */
  readonly truth: Database
}

/** A bot on a playground of its own whose database is at the end of a line. */
async function inArena(work: (arena: Arena) => Promise<void>): Promise<void> {
  const url = await emptyDatabase()
  const line = await openFaultyLine(url)
  const database = await openDatabase({ folder: '', url: line.url, onError: () => {} })
  const truth = await openDatabase({ folder: '', url, onError: () => {} })
  const world = await openWorld(entries, { trivia: pool(30), database })
  try {
    await work({ world, line, truth })
  } finally {
    line.become('fine')
    await world.close()
    await database.close()
    await truth.close()
    await line.close()
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const titleOf = (message: APIMessage) => message.embeds[0]?.title ?? ''
const isQuestion = (number: number) => (message: APIMessage) =>
  titleOf(message).startsWith(`Question ${number} `) &&
  JSON.stringify(message).includes('Answers close')
const isReveal = (message: APIMessage) => JSON.stringify(message).includes('█')
const isBoard = (message: APIMessage) => /^🏁|^The game is over/.test(titleOf(message))

/** Starts a game where `who` is and gives its first question. */
async function startGame(who: Person, seconds: number): Promise<APIMessage> {
  const lobby = await who.slash('trivia start', { questions: 3, seconds, wait: true })
  await who.press(lobby, 'Start now')
  return who.awaits(isQuestion(1), 15_000)
}

const optionsOf = (message: APIMessage): string[] =>
  (message.components ?? []).flatMap((row) =>
    'components' in row
      ? row.components.flatMap((one) => ('custom_id' in one ? [one.custom_id] : []))
      : [],
  )

async function gamesIn({ db }: Database): Promise<Logged[]> {
  const rows = await db.selectFrom('games').select('id').orderBy('opened_at').execute()
  const games = await Promise.all(rows.map(({ id }) => readGame(db as never, id)))
  return games.filter((game) => game !== undefined)
}

/** How often presses of `player` are in the logs by now. */
const stored = async (truth: Database, player: string) =>
  (await gamesIn(truth))
    .flatMap(({ events }) => events)
    .filter((event) => event.type === 'press' && event.player === player).length

const counts = ({ content }: Reply) => /^(Got it|You have answered already)/.test(content)
const isUnsaved = ({ content }: Reply) => content.includes('could not save')

/** Presses until the bot says that it counts, and once more; holds each word of it against the database. */
async function pressUntilItCounts(
  truth: Database,
  who: Person,
  question: APIMessage,
  option: string,
) {
  for (let tries = 0; tries < 8; tries += 1) {
    const reply = await who.press(question, option)
    expect(counts(reply) || isUnsaved(reply), reply.failure ?? reply.content).toBe(true)
    if (!counts(reply)) continue
    expect(await stored(truth, who.id)).toBeGreaterThan(0)
    return expect(counts(await who.press(question, option))).toBe(true)
  }
  throw new Error(`${who.name} was never told that it counts`)
}

const losses = [
  { when: 'before', fault: 'cut' },
  { when: 'after', fault: 'cut' },
  { when: 'before', fault: 'silent' },
  { when: 'after', fault: 'silent' },
] as const
const statements = ['begin', 'insert into "game_events"', 'commit']

test.concurrent(
  'a press whose statements are lost, or late, is never said to count before it does, and counts once',
  () =>
    inArena(async ({ world, line, truth }) => {
      const question = await startGame(world.person('owner'), 120)
      const options = optionsOf(question)
      const cases = statements.flatMap((words) =>
        [...losses, { when: 'before', fault: 1_200 } as const].map((one) => ({ words, ...one })),
      )
      const pressed = new Map<string, number>()
      for (const [at, { words, when, fault }] of cases.entries()) {
        const struck = line.strike(words, when, fault)
        const crowd = [0, 1].map((one) => world.addPerson(`Player ${at}-${one}`))
        for (const [one, { id }] of crowd.entries()) pressed.set(id, (at + one) % 4)
        await Promise.all(
          crowd.map((who) =>
            pressUntilItCounts(truth, who, question, options[pressed.get(who.id) ?? 0] ?? ''),
          ),
        )
        await struck
      }
      const [game] = await gamesIn(truth)
      if (game === undefined) throw new Error('the game is gone')
      const open = replayed(game)
      const [after] = advance(open, { type: 'woke', at: deadlineOf(open) ?? 0 })
      const outcomes = [...(after.settled[0]?.outcomes ?? [])]
      expect(new Map(outcomes.map(([player, { choice }]) => [player, choice]))).toEqual(pressed)
    }),
  120_000,
)

test.concurrent(
  'a game whose end is lost on the way to the database counts once, and its channel is free again',
  () =>
    inArena(async ({ world, line, truth }) => {
      const host = world.person('owner')
      const ends = ['insert into "scores"', 'update "games" set "over_at"', 'set "closed"']
      const cases = [...ends, 'insert into "games"'].flatMap((words) =>
        losses.map((one) => ({ words, ...one })),
      )
      await Promise.all(
        cases.map(async ({ words, when, fault }, at) => {
          await pause(at * 700)
          const who = host.in(world.arrange.channel({ name: `game-${at}` }))
          const struck = line.strike(words, when, fault)
          const lobby = await lobbyOf(who)
          await who.press(lobby, 'Start now')
          const question = await who.awaits(isQuestion(1), 15_000)
          await pressUntilItCounts(truth, who, question, optionsOf(question)[0] ?? '')
          await who.awaits(isReveal, 15_000)
          await who.slash('trivia stop')
          await who.awaits(isBoard, 10_000)
          await struck
          expect(who.sees().filter(isBoard)).toHaveLength(1)
        }),
      )
      await pause(1_500)
      const games = await truth.db.selectFrom('games').select(['reason', 'closed']).execute()
      expect(games).toEqual(cases.map(() => ({ reason: 'stopped', closed: 1 })))
    }),
  120_000,
)

/** Opens a game, again and again where that is apologised for. */
async function lobbyOf(who: Person): Promise<Reply> {
  for (let tries = 0; tries < 6; tries += 1) {
    const lobby = await who.slash('trivia start', { questions: 3, seconds: 60 })
    if (titleOf(lobby.message ?? ({ embeds: [] } as never)) !== '') return lobby
    expect(lobby.failure ?? lobby.content).toMatch(/^Sorry|did not respond|There is a game in this/)
    await pause(500)
  }
  throw new Error('no game could be opened')
}

test.concurrent(
  'an answer whose saving is lost is saved once, and settings change or are said not to have',
  () =>
    inArena(async ({ world, line, truth }) => {
      const moderator = world.person('owner')
      const cases = ['insert into "entries"', 'commit'].flatMap((words) =>
        losses.map((one) => ({ words, ...one })),
      )
      for (const [at, { words, when, fault }] of cases.entries()) {
        const question = `Who keeps the ${['red', 'blue', 'green', 'grey', 'black', 'white', 'brown', 'pink'][at]} lamp lit?`
        const form = await moderator.slash('answers add')
        const preview = await moderator.submit(form, { question, answer: `Keeper ${at}.` })
        const struck = line.strike(words, when, fault)
        const first = await moderator.press(preview, 'Save')
        await struck
        const again = first.content.startsWith('Saved')
          ? first
          : await moderator.press(preview, 'Save')
        expect(again.failure).toBe(null)
        const rows = await truth.db.selectFrom('entries').select('body').execute()
        expect(rows.filter(({ body }) => body.includes(`Keeper ${at}.`))).toHaveLength(1)
      }
      for (const { when, fault } of losses) {
        const struck = line.strike('update "guild_settings"', when, fault)
        const strictness = when === 'before' ? 'strict' : 'lenient'
        const reply = await moderator.slash('settings change', { strictness })
        await struck
        expect(reply.content).toMatch(/^Sorry/)
        const again = await moderator.slash('settings change', { strictness })
        expect(again.content).not.toMatch(/^Sorry/)
      }
    }),
  120_000,
)

test.concurrent.each(['cut', 'silent', 1_500] as const)(
  'while the line is %s /ask answers, nobody is lied to, and afterwards all goes on',
  (fault) =>
    inArena(async ({ world, line, truth }) => {
      const [ana, ben] = [world.person('Ana'), world.person('Ben')]
      const chidi = world.person('Chidi').in(world.arrange.channel({ name: 'short' }))
      const question = await startGame(ana, 120)
      const short = await startGame(chidi, 5)
      await ben.slash('ask', { question: 'What is the story of number 3?' })
      await pressUntilItCounts(truth, chidi, short, optionsOf(short)[1] ?? '')
      line.become(fault)
      const asked: Promise<Reply>[] = []
      const lies: Promise<void>[] = []
      for (let at = 0; at < 120; at += 1) {
        const words = at % 5 === 4 ? 'zzzz qqqq xxxx' : `story of number ${at % 30}`
        asked.push(ben.slash('ask', { question: words }))
        if (at % 30 === 0) lies.push(pressOnce(truth, world.addPerson(`P${at}`), question))
        await pause(100)
      }
      await Promise.all(lies)
      const answered = (await Promise.all(asked)).filter(
        (reply) => reply.failure === null && !reply.content.startsWith('Sorry'),
      )
      expect(answered.length).toBeGreaterThanOrEqual(asked.length * 0.99)
      line.become('fine')
      const back = Date.now()
      await pressUntilItCounts(truth, ana, question, optionsOf(question)[0] ?? '')
      expect(Date.now() - back).toBeLessThan(5_000)
      // The game whose question ended meanwhile goes on from there: nobody has missed anything.
      await chidi.awaits(isQuestion(2), 10_000)
      const reveals = chidi.sees().filter(isReveal)
      expect(reveals).toHaveLength(1)
      await chidi.slash('trivia stop')
      await chidi.awaits(isBoard, 10_000)
    }),
  90_000,
)

/** Presses once: what is said to count is in the database, and the rest is said to be unsaved. */
async function pressOnce(truth: Database, who: Person, question: APIMessage): Promise<void> {
  const reply = await who.press(question, optionsOf(question)[2] ?? '')
  if (counts(reply)) expect(await stored(truth, who.id)).toBe(1)
  else expect(isUnsaved(reply), reply.failure ?? reply.content).toBe(true)
}
