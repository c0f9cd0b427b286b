/** Reads what a run is judged by out of the bot's database, once the bot has ended. */

import type { Database } from '../../src/store/database.ts'
import { readGame } from '../../src/store/game-logs.ts'
import type { Game, ScoreLine, Stored } from './evidence.ts'

export async function gamesIn({ db }: Database): Promise<Game[]> {
  const rows = await db.selectFrom('games').selectAll().execute()
  const scores = await db.selectFrom('scores').selectAll().execute()
  const games = await Promise.all(
    rows.map(async ({ id, guild, channel, over_at, closed }): Promise<Game[]> => {
      const logged = await readGame(db as never, id)
      if (logged === undefined) return []
      const lines = scores
        .filter(({ game }) => game === id)
        .map(
          ({ guild, player, rank, points, right_answers, answered, time }): ScoreLine => ({
            ...{ guild, player, rank, points, right: right_answers, answered, time },
          }),
        )
      return [
        { id, guild, channel, overAt: over_at, isClosed: closed === 1, logged, scores: lines },
      ]
    }),
  )
  return games.flat()
}

export async function storedIn({ db }: Database): Promise<Stored[]> {
  const entries = await db.selectFrom('entries').selectAll().execute()
  const pins = await db.selectFrom('pins').selectAll().execute()
  const reports = await db.selectFrom('trivia_reports').selectAll().execute()
  return [
    ...entries.map(({ guild, body, changed_by }): Stored => {
      const { question, answer } = JSON.parse(body) as { question: string; answer: string }
      return { what: 'answer', guild, by: changed_by, key: question, value: answer }
    }),
    ...pins.map(
      ({ guild, message, pinned_by }): Stored => ({
        ...{ what: 'pin', guild, by: pinned_by, key: message, value: 'pinned' },
      }),
    ),
    ...reports.map(
      ({ guild, game, question, reporter, text }): Stored => ({
        ...{
          what: 'report',
          guild,
          by: reporter,
          key: `${game} ${question} ${reporter}`,
          value: text,
        },
      }),
    ),
  ]
}
