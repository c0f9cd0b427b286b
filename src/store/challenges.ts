/** Challenges in the database. */

import type { Challenge, Turn } from '../trivia/challenge.ts'
import type { ChallengeStore, KeptChallenge } from '../trivia/challenge-store.ts'
import { type ChallengeScoreTables, keepChallengeScores } from './challenge-scores.ts'
import type { ChallengeTables } from './challenge-tables.ts'
import type { Database } from './database.ts'
import { markAsked } from './game-results.ts'
import { readable } from './readable.ts'
import { StoreError } from './store-error.ts'
import type { TriviaTables } from './trivia-tables.ts'

type Tables = ChallengeTables & ChallengeScoreTables & TriviaTables

export function createChallengeStore<Rows extends Tables>(
  database: Database<Rows>,
): ChallengeStore {
  const { db, transaction } = database as unknown as Database<Tables>
  const open = () => db.selectFrom('challenges').selectAll().where('closed', '=', 0)
  const turnOf = (id: string, player: string, question: number) =>
    db
      .updateTable('challenge_turns')
      .where('challenge', '=', id)
      .where('player', '=', player)
      .where('question', '=', question)
      .where('answered_at', '=', 0)
  const turns = async (id: string, player?: string) => {
    const all = db.selectFrom('challenge_turns').selectAll().where('challenge', '=', id)
    const wanted = player === undefined ? all : all.where('player', '=', player)
    return (await wanted.orderBy('player').orderBy('question').execute()).map(turnFrom)
  }
  return {
    turns,
    async open(challenge, settles) {
      try {
        await transaction(async (tx) => {
          await tx.insertInto('challenges').values(rowOf(challenge, settles)).execute()
          const asked = challenge.questions.map(({ item }) => item.id)
          await markAsked(tx, { guild: challenge.guild, asked, at: challenge.at })
        })
        return true
      } catch (error) {
        if (error instanceof StoreError && error.fault === 'unique') return false
        throw error
      }
    },
    async shown(id, message) {
      await db.updateTable('challenges').set({ message }).where('id', '=', id).execute()
    },
    async find(guild, id) {
      const row = await db
        .selectFrom('challenges')
        .selectAll()
        .where('guild', '=', guild)
        .where('id', '=', id)
        .executeTakeFirst()
      return row && challengeFrom(row)
    },
    async openIn(guild) {
      const rows = await open().where('guild', '=', guild).execute()
      return readable(database, rows, challengeFrom)
    },
    async past(guild, most) {
      const rows = await db
        .selectFrom('challenges')
        .selectAll()
        .where('guild', '=', guild)
        .where('closed', '=', 1)
        // One that nobody has seen was taken back.
        .where('message', '!=', '')
        .orderBy('closes_at', 'desc')
        .limit(most)
        .execute()
      return readable(database, rows, challengeFrom)
    },
    async begin({ id, guild }, turn) {
      const { player, question, starts, at, choice, said, tries } = turn
      await db
        .insertInto('challenge_turns')
        .values({
          ...{ challenge: id, guild, player, question, choice, said, tries },
          starts_at: starts,
          answered_at: at,
        })
        .onConflict((conflict) => conflict.columns(['challenge', 'player', 'question']).doNothing())
        .execute()
      return (await turns(id, player)).find((one) => one.question === question) ?? turn
    },
    async answer(id, player, question, { at, choice, said }) {
      const { numUpdatedRows } = await turnOf(id, player, question)
        .set({ answered_at: at, choice, said })
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    async almost(id, player, question) {
      await turnOf(id, player, question)
        .set(({ eb, ref }) => ({ tries: eb(ref('tries'), '+', 1) }))
        .execute()
    },
    async due(now) {
      const rows = await open().where('settles_at', '<=', now).orderBy('settles_at').execute()
      return readable(database, rows, challengeFrom)
    },
    async soonest(now) {
      const row = await open()
        .where('settles_at', '>', now)
        .orderBy('settles_at')
        .limit(1)
        .executeTakeFirst()
      return row?.settles_at
    },
    async shorten(id, closes, settles) {
      await db
        .updateTable('challenges')
        .set({ closes_at: closes, settles_at: settles })
        .where('id', '=', id)
        .execute()
    },
    settle: (challenge, scores) =>
      transaction(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('challenges')
          .set({ closed: 1 })
          .where('id', '=', challenge.id)
          .where('closed', '=', 0)
          .executeTakeFirst()
        if (numUpdatedRows > 0n) await keepChallengeScores(tx, challenge, scores)
      }),
    async points(id) {
      const rows = await db
        .selectFrom('challenge_scores')
        .select(['player', 'points'])
        .where('challenge', '=', id)
        .execute()
      return new Map(rows.map(({ player, points }) => [player, points]))
    },
    async close(id) {
      await db.updateTable('challenges').set({ closed: 1 }).where('id', '=', id).execute()
    },
    async progress({ id, questions }) {
      const seen = async (question: number) => {
        const row = await db
          .selectFrom('challenge_turns')
          .select(({ fn }) => fn.countAll<number>().as('players'))
          .where('challenge', '=', id)
          .where('question', '=', question)
          .executeTakeFirst()
        return Number(row?.players ?? 0)
      }
      return { begun: await seen(0), finished: await seen(questions.length - 1) }
    },
  }
}

function rowOf(challenge: Challenge, settles: number): Tables['challenges'] {
  const { id, guild, channel, host, at, closes, settings, seed, questions } = challenge
  return {
    ...{ id, guild, channel, host, at },
    message: '',
    opening: JSON.stringify({ settings, seed, questions }),
    closes_at: closes,
    settles_at: settles,
    closed: 0,
  }
}

function challengeFrom(row: Tables['challenges']): KeptChallenge {
  const { id, guild, channel, host, message, at } = row
  const opening = JSON.parse(row.opening) as Pick<Challenge, 'settings' | 'seed' | 'questions'>
  return {
    ...{ id, guild, channel, host, message, at },
    closes: row.closes_at,
    closed: row.closed === 1,
    ...opening,
  }
}

function turnFrom(row: Tables['challenge_turns']): Turn {
  const { player, question, choice, said, tries } = row
  return {
    ...{ player, question, choice, said, tries },
    starts: row.starts_at,
    at: row.answered_at,
  }
}
