/** The records of trivia in the database: boards, profiles, past games, presets. */

import type { Kysely } from 'kysely'
import type { BoardLine, Preset, Records } from '../trivia/records.ts'
import { settingsSchema } from '../trivia/settings.ts'
import { type ChallengeScoreTables, challengeSums } from './challenge-scores.ts'
import { correctGame } from './corrections.ts'
import type { Database } from './database.ts'
import { earnedRatings, evidenceOf } from './evidence.ts'
import { readGame } from './game-logs.ts'
import { jsonOf } from './readable.ts'
import type { TriviaTables } from './trivia-tables.ts'

type Tables = TriviaTables & ChallengeScoreTables

export function createRecords<Rows extends Tables>(database: Database<Rows>): Records {
  const { db, transaction } = database as unknown as Database<Tables>
  return {
    correct: (guild, game, event, rules) =>
      transaction((tx) => correctGame(tx, guild, game, event, rules)),
    board: (guild, from) => board(db, guild, from),
    challengeBoard: async (guild, from) => (await challengeSums(db, guild, from)).map(lineOf),
    profile: (guild, player) => profile(db, guild, player),
    missed: (guild, player, limit) => missed(db, guild, player, limit),
    async games(guild, limit) {
      const rows = await db
        .selectFrom('games')
        .select(['id', 'channel', 'host', 'opened_at', 'over_at', 'questions', 'unranked'])
        .where('guild', '=', guild)
        .where('over_at', '>', 0)
        .orderBy('opened_at', 'desc')
        .limit(limit)
        .execute()
      return rows.map(({ opened_at, over_at, ...rest }) => ({
        ...rest,
        openedAt: opened_at,
        overAt: over_at,
      }))
    },
    async game(guild, id) {
      const logged = await readGame(db, id)
      return logged?.opening.guild === guild ? logged : undefined
    },
    async points(game) {
      const rows = await db
        .selectFrom('scores')
        .select(['player', 'points'])
        .where('game', '=', game)
        .execute()
      return new Map(rows.map(({ player, points }) => [player, points]))
    },
    evidence: (guild, limit) => evidenceOf(db, guild, limit),
    earnedRatings: () => earnedRatings(db),
    async rating(guild, kind, id) {
      const row = await db
        .selectFrom('ratings')
        .select(['value', 'answers'])
        .where('guild', '=', kind === 'item' ? '' : guild)
        .where('kind', '=', kind)
        .where('id', '=', id)
        .executeTakeFirst()
      return row && { value: row.value / 1_000, answers: row.answers }
    },
    ...hiding(db),
    ...presets(db),
  }
}

async function board(db: Kysely<Tables>, guild: string, from: number): Promise<BoardLine[]> {
  const rows = await db
    .selectFrom('scores')
    .leftJoin('trivia_hidden', (join) =>
      join
        .onRef('trivia_hidden.guild', '=', 'scores.guild')
        .onRef('trivia_hidden.player', '=', 'scores.player'),
    )
    .select(({ fn }) => [
      'scores.player as player',
      fn.countAll<number>().as('games'),
      fn.sum<number | string>('scores.points').as('points'),
      fn.sum<number | string>('scores.won').as('wins'),
      fn.sum<number | string>('scores.right_answers').as('right'),
      fn.sum<number | string>('scores.questions').as('questions'),
    ])
    .where('scores.guild', '=', guild)
    .where('scores.at', '>=', from)
    .where('scores.unranked', '=', '')
    .where('trivia_hidden.player', 'is', null)
    .groupBy('scores.player')
    .execute()
  return rows.map(lineOf)
}

/** PostgreSQL sums whole numbers into decimals, which come as text. */
function lineOf(
  row: Record<Exclude<keyof BoardLine, 'player'>, number | string> & { player: string },
): BoardLine {
  const { player, games, points, wins, right, questions } = row
  return {
    player,
    games: Number(games),
    points: Number(points),
    wins: Number(wins),
    right: Number(right),
    questions: Number(questions),
  }
}

async function profile(db: Kysely<Tables>, guild: string, player: string) {
  const rows = await db
    .selectFrom('scores')
    .select(['points', 'won', 'right_answers', 'questions', 'unranked'])
    .where('guild', '=', guild)
    .where('player', '=', player)
    .execute()
  const add = (pick: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + pick(row), 0)
  return {
    player,
    games: rows.length,
    points: add(({ points }) => points),
    wins: add(({ won }) => won),
    right: add((row) => row.right_answers),
    questions: add(({ questions }) => questions),
    unranked: rows.filter(({ unranked }) => unranked !== '').length,
  }
}

async function missed(db: Kysely<Tables>, guild: string, player: string, limit: number) {
  const rows = await db
    .selectFrom('item_answers')
    .select(['item', 'right_answer'])
    .where('guild', '=', guild)
    .where('player', '=', player)
    .orderBy('at', 'desc')
    .limit(2_000)
    .execute()
  const latest = new Map<string, number>()
  for (const { item, right_answer } of rows) if (!latest.has(item)) latest.set(item, right_answer)
  return [...latest].flatMap(([item, right]) => (right === 0 ? item : [])).slice(0, limit)
}

function hiding(db: Kysely<Tables>): Pick<Records, 'isHidden' | 'setHidden'> {
  return {
    async isHidden(guild, player) {
      const row = await db
        .selectFrom('trivia_hidden')
        .select('player')
        .where('guild', '=', guild)
        .where('player', '=', player)
        .executeTakeFirst()
      return row !== undefined
    },
    async setHidden(guild, player, hidden) {
      if (hidden)
        await db
          .insertInto('trivia_hidden')
          .values({ guild, player })
          .onConflict((conflict) => conflict.columns(['guild', 'player']).doNothing())
          .execute()
      else
        await db
          .deleteFrom('trivia_hidden')
          .where('guild', '=', guild)
          .where('player', '=', player)
          .execute()
    },
  }
}

function presets(db: Kysely<Tables>): Pick<Records, 'presets' | 'savePreset' | 'removePreset'> {
  return {
    async presets(guild) {
      const rows = await db
        .selectFrom('trivia_presets')
        .select(['name', 'settings'])
        .where('guild', '=', guild)
        .orderBy('name')
        .execute()
      return rows.flatMap(({ name, settings }): Preset[] => {
        const parsed = settingsSchema.safeParse(jsonOf(settings))
        return parsed.success ? [{ name, settings: parsed.data }] : []
      })
    },
    async savePreset(guild, { name, settings }, by, at) {
      const row = { guild, name, settings: JSON.stringify(settings), made_by: by, at }
      await db
        .insertInto('trivia_presets')
        .values(row)
        .onConflict((conflict) => conflict.columns(['guild', 'name']).doUpdateSet(row))
        .execute()
    },
    async removePreset(guild, name) {
      const { numDeletedRows } = await db
        .deleteFrom('trivia_presets')
        .where('guild', '=', guild)
        .where('name', '=', name)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}
