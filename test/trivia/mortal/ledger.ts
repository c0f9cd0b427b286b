/** What a game has left behind, as text that is equal where nothing was lost and nothing counted twice. */

import type { Database } from '../../../src/store/database.ts'
import { readGame } from '../../../src/store/game-logs.ts'
import { replayed } from '../../../src/trivia/explain.ts'
import { gameId } from './machine.ts'
import type { FakeDiscord } from './world.ts'

/** Times are left out: a start takes time, so that what follows comes later. */
export async function ledgerOf(database: Database, discord: FakeDiscord): Promise<string> {
  const { db } = database
  const logged = await readGame(db, gameId)
  const settled = logged === undefined ? [] : replayed(logged).settled
  const games = await db
    .selectFrom('games')
    .select(['id', 'reason', 'unranked', 'questions', 'closed'])
    .execute()
  const scores = await db
    .selectFrom('scores')
    .select([
      'player',
      'rank',
      'points',
      'right_answers',
      'answered',
      'questions',
      'time',
      'won',
      'unranked',
    ])
    .orderBy('player')
    .execute()
  const asked = await db
    .selectFrom('asked_items')
    .select(['item', 'times'])
    .orderBy('item')
    .execute()
  const answers = await db
    .selectFrom('item_answers')
    .select(['item', 'player', 'right_answer', 'said'])
    .orderBy('item')
    .orderBy('player')
    .execute()
  const ratings = await db
    .selectFrom('ratings')
    .select(['guild', 'kind', 'id', 'value', 'answers'])
    .orderBy('kind')
    .orderBy('id')
    .execute()
  const board = settled.map(({ question, voided, outcomes }) => ({
    question,
    voided,
    outcomes: [...outcomes].map(([who, { choice, points, response }]) => [
      who,
      choice,
      points,
      response,
    ]),
  }))
  const channel = discord.posted.map(({ nonce, scene }) => [nonce, scene])
  return JSON.stringify({ games, scores, asked, answers, ratings, board, channel }, undefined, 1)
}
