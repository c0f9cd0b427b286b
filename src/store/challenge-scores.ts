/** What challenges came to, in the database. */

import type { Kysely, Transaction } from 'kysely'
import type { Challenge } from '../trivia/challenge.ts'
import type { ChallengeScore } from '../trivia/challenge-ranked.ts'
import type { Step } from './migrations.ts'
import type { TriviaTables } from './trivia-tables.ts'

/** Times are milliseconds since 1970; ids of Discord are text; nothing is null. */
export interface ChallengeScoreTables {
  challenge_scores: {
    challenge: string
    guild: string
    player: string
    rank: number
    points: number
    right_answers: number
    questions: number
    /** 0 or 1. */
    won: number
    /** '' where the line counts for the boards. */
    unranked: string
    at: number
  }
}

export const challengeScoresStep: Step = async ({ db, engine, strict }) => {
  const whole = engine === 'sqlite' ? 'integer' : 'bigint'
  let table = db.schema.createTable('challenge_scores')
  for (const column of ['challenge', 'guild', 'player', 'unranked'])
    table = table.addColumn(column, 'text', (c) => c.notNull())
  for (const column of ['rank', 'points', 'right_answers', 'questions', 'won', 'at'])
    table = table.addColumn(column, whole, (c) => c.notNull())
  const key = ['challenge', 'player'] as never
  await strict(table.addPrimaryKeyConstraint('challenge_scores_key', key)).execute()
  await db.schema
    .createIndex('challenge_scores_of_guild')
    .on('challenge_scores')
    .columns(['guild', 'at'])
    .execute()
}

/** SQLite takes 32,766 parameters in a statement; ten of them are a row. */
const rowsAtOnce = 1_000

/** Keeps a line for everybody who answered. */
export async function keepChallengeScores(
  tx: Transaction<ChallengeScoreTables>,
  { id, guild, closes, questions }: Challenge,
  scores: readonly ChallengeScore[],
): Promise<void> {
  const rows = scores.map(({ player, rank, points, right, won, unranked }) => ({
    ...{ challenge: id, guild, player, rank, points },
    ...{ right_answers: right, questions: questions.length, won: won ? 1 : 0 },
    ...{ unranked: unranked ?? '', at: closes },
  }))
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await tx
      .insertInto('challenge_scores')
      .values(rows.slice(from, from + rowsAtOnce))
      .execute()
}

/** The sums of everyone who counts on the board of challenges, as the database gives them. */
export function challengeSums(
  db: Kysely<ChallengeScoreTables & TriviaTables>,
  guild: string,
  from: number,
) {
  return db
    .selectFrom('challenge_scores as score')
    .leftJoin('trivia_hidden as hidden', (join) =>
      join.onRef('hidden.guild', '=', 'score.guild').onRef('hidden.player', '=', 'score.player'),
    )
    .select(({ fn }) => [
      'score.player as player',
      fn.countAll<number>().as('games'),
      fn.sum<number | string>('score.points').as('points'),
      fn.sum<number | string>('score.won').as('wins'),
      fn.sum<number | string>('score.right_answers').as('right'),
      fn.sum<number | string>('score.questions').as('questions'),
    ])
    .where('score.guild', '=', guild)
    .where('score.at', '>=', from)
    .where('score.unranked', '=', '')
    .where('hidden.player', 'is', null)
    .groupBy('score.player')
    .execute()
}
