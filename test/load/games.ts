/** Many games at once, each in a channel of its own with a few players: how late their questions come. */

import type { APIMessage } from 'discord-api-types/v10'
import type { Person } from '../../src/playground/people.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'
import { openDatabase } from '../../src/store/database.ts'
import { readGame } from '../../src/store/game-logs.ts'
import { advance } from '../../src/trivia/round/advance.ts'
import { openRound } from '../../src/trivia/round.ts'
import { inFolder, ours, withBot } from './bot.ts'
import { buttonsOf, quantile } from './crowd.ts'
import type { Row } from './row.ts'

const players = 5
/** Games do not begin in one moment: these begin over about the time that one question takes, in milliseconds. */
const spread = 22_000

export const gamesLoad = (size: number, questions: number): Promise<readonly Row[]> =>
  inFolder(async (folder) => {
    const playground = await createPlayground({
      ...{ page: false, identifyWindow: 0, history: size * questions * 40 },
      token: 'load'.repeat(15),
    })
    const { ended, rss } = await withBot(ours(playground, folder), async (bot) => {
      const games = Array.from({ length: size }, async (_, at) => {
        await new Promise((resolve) => setTimeout(resolve, (spread * at) / size))
        return play(playground, at, questions)
      })
      const ended = (await Promise.all(games)).filter(Boolean).length
      return { ended, rss: (await bot.cost()).rss }
    })
    await playground.close()
    const late = await latenessIn(folder)
    const busiest = busiestSecond(playground)
    const rules = [...new Set(playground.violations.list.map(({ rule }) => rule))].join(', ')
    const latest = Math.max(...late)
    return [
      {
        bar: `${size} games at once: each question posted within 1 s of its time`,
        isCost: true,
        measured: `p50 ${quantile(late, 0.5)} ms, p99 ${quantile(late, 0.99)} ms, latest ${latest} ms`,
        met: latest <= 1_000,
      },
      { bar: 'every game ends', measured: `${ended} of ${size}`, met: ended === size },
      {
        bar: 'requests with the bot’s token ≤ 40 in any second',
        isCost: true,
        measured: `${busiest} in the busiest; ${rss.toFixed(0)} MB`,
        met: busiest <= 40,
      },
      { bar: 'no rule of Discord’s broken', measured: rules || 'none', met: rules === '' },
    ]
  })

/** Plays a game; resolves with whether it came to its end. */
async function play(playground: Playground, at: number, questions: number): Promise<boolean> {
  const channel = playground.arrange.channel({ name: `game-${at}` })
  const people = Array.from({ length: players }, (_, one) =>
    playground.addPerson(`Player ${at}-${one}`).in(channel),
  )
  const host = people[0] as Person
  const lobby = await host.slash('trivia start', { questions, seconds: 10, wait: true })
  await host.press(lobby, 'Start now')
  for (let number = 1; number <= questions; number += 1) {
    const question = await host.awaits((message) => isQuestion(message, number), patience)
    const buttons = buttonsOf(question)
    await Promise.all(people.map((person, one) => person.press(question, buttons[one % 4] ?? '')))
  }
  const isOver = ({ embeds }: APIMessage) => /^🏁|^The game is over/.test(embeds[0]?.title ?? '')
  return host.awaits(isOver, patience).then(
    () => true,
    () => false,
  )
}

/** How long a question or the end is waited for, in milliseconds. */
const patience = 120_000

const isQuestion = ({ embeds, components }: APIMessage, number: number) =>
  (embeds[0]?.title?.startsWith(`Question ${number} `) ?? false) && (components?.length ?? 0) > 0

/** Milliseconds from the end of each reveal to the next question's message, out of the bot's own log of its games. */
async function latenessIn(folder: string): Promise<number[]> {
  const database = await openDatabase({ folder, onError: () => {} })
  const ids = await database.db.selectFrom('games').select('id').execute()
  const late: number[] = []
  for (const { id } of ids) {
    const logged = await readGame(database.db as never, id)
    if (logged === undefined) continue
    let round = openRound(logged.opening, { joined: logged.hostJoined })
    let due: number | undefined
    for (const event of logged.events) {
      if (event.type === 'posted' && due !== undefined) late.push(event.at - due)
      ;[round] = advance(round, event)
      due = round.phase.name === 'reveal' ? round.phase.until : due
      if (round.phase.name === 'open') due = undefined
    }
  }
  await database.close()
  return late
}

/** Most requests with the bot's token in any second. */
function busiestSecond({ history }: Playground): number {
  const times = history.records
    .filter((one) => one.kind === 'request' && /^\w+ \/channels\//.test(one.title))
    .map(({ at }) => at)
    .toSorted((a, b) => a - b)
  let from = 0
  return times.reduce((most, time, to) => {
    while (time - (times[from] ?? time) >= 1_000) from += 1
    return Math.max(most, to - from + 1)
  }, 0)
}
