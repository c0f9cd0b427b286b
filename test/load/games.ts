/** Many games at once, each in a channel of its own with a few players: how late their questions come. */

import type { APIMessage } from 'discord-api-types/v10'
import type { Person } from '../../src/playground/people.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'
import { snowflakeTime } from '../../src/playground/snowflake.ts'
import { ours } from './bot.ts'
import { buttonsOf, quantile } from './crowd.ts'
import type { Row } from './main.ts'

const players = 5
const questions = 4

export async function gamesLoad(size: number): Promise<readonly Row[]> {
  const playground = await createPlayground({
    ...{ page: false, identifyWindow: 0, history: size * questions * 40 },
    token: 'load'.repeat(15),
  })
  const bot = await ours(playground)
  const alone = intervals([await play(playground, 0)])
  const usual = quantile(alone, 0.5)
  const began = performance.now()
  const games = await Promise.all(Array.from({ length: size }, (_, at) => play(playground, at + 1)))
  const seconds = (performance.now() - began) / 1_000
  const late = intervals(games).map((interval) => Math.max(0, interval - usual))
  const requests = playground.history.records.filter(
    (one) => one.kind === 'request' && /^(?:POST|PATCH) \/channels\//.test(one.title),
  )
  const { rss } = await bot.cost()
  await bot.stop()
  await playground.close()
  const [worst, p99] = [Math.max(...late), quantile(late, 0.99)]
  const done = games.filter((posts) => posts.length === questions).length
  const rules = [...new Set(playground.violations.list.map(({ rule }) => rule))]
  return [
    {
      bar: `${size} games at once: each question posted within 1 s of its time`,
      measured: `p50 ${quantile(late, 0.5)} ms, p99 ${p99} ms, latest ${worst} ms`,
      met: worst <= 1_000,
    },
    { bar: 'every game ends', measured: `${done} of ${size}`, met: done === size },
    {
      bar: 'requests with the bot’s token ≤ 40 a second',
      measured: `${(requests.length / seconds).toFixed(1)} on average; ${rss.toFixed(0)} MB`,
      met: requests.length / seconds <= 40,
    },
    {
      bar: 'no rule of Discord’s broken',
      measured: rules.join(', ') || 'none',
      met: rules.length === 0,
    },
  ]
}

/** Plays a game to its end; resolves with the time of each question's message. */
async function play(playground: Playground, at: number): Promise<number[]> {
  const channel = playground.arrange.channel({ name: `game-${at}` })
  const people = Array.from({ length: players }, (_, one) =>
    playground.addPerson(`Player ${at}-${one}`).in(channel),
  )
  const host = people[0] as Person
  const lobby = await host.slash('trivia start', { questions, seconds: 10, wait: true })
  await host.press(lobby, 'Start now')
  const posted: number[] = []
  for (let number = 1; number <= questions; number += 1) {
    const question = await host.awaits((message) => isQuestion(message, number), 120_000)
    posted.push(snowflakeTime(question.id))
    const buttons = buttonsOf(question)
    await Promise.all(people.map((person, one) => person.press(question, buttons[one % 4] ?? '')))
  }
  await host.awaits(
    (message) => /^🏁|^The game is over/.test(message.embeds[0]?.title ?? ''),
    120_000,
  )
  return posted
}

const isQuestion = ({ embeds, components }: APIMessage, number: number) =>
  (embeds[0]?.title?.startsWith(`Question ${number} `) ?? false) && (components?.length ?? 0) > 0

function intervals(games: readonly (readonly number[])[]): number[] {
  return games.flatMap((posts) => posts.slice(1).map((at, before) => at - (posts[before] ?? at)))
}
