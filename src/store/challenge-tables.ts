/** The tables of challenges: what was asked, and each person's turn at each question. */

import { sql } from 'kysely'
import type { Step } from './migrations.ts'

/** Times are milliseconds since 1970; ids of Discord are text; nothing is null. */
export interface ChallengeTables {
  challenges: {
    id: string
    guild: string
    channel: string
    host: string
    /** '' until it stands in the channel. */
    message: string
    /** JSON: settings, seed and questions. */
    opening: string
    at: number
    closes_at: number
    settles_at: number
    /** 1 once its board was shown. */
    closed: number
  }
  challenge_turns: {
    challenge: string
    guild: string
    player: string
    question: number
    starts_at: number
    /** 0 while there is no answer. */
    answered_at: number
    choice: number
    said: string
    tries: number
  }
}

export const challengesStep: Step = async ({ db, engine, strict }) => {
  const whole = engine === 'sqlite' ? 'integer' : 'bigint'
  const table = (name: string, texts: readonly string[], numbers: readonly string[]) => {
    let builder = db.schema.createTable(name)
    for (const column of texts) builder = builder.addColumn(column, 'text', (c) => c.notNull())
    for (const column of numbers) builder = builder.addColumn(column, whole, (c) => c.notNull())
    return builder
  }
  await strict(
    table(
      'challenges',
      ['id', 'guild', 'channel', 'host', 'message', 'opening'],
      ['at', 'closes_at', 'settles_at', 'closed'],
    ).addPrimaryKeyConstraint('challenges_key', ['id'] as never),
  ).execute()
  // One challenge in a channel at a time, whoever opens it.
  await db.schema
    .createIndex('challenges_open_channel')
    .unique()
    .on('challenges')
    .column('channel')
    .where(sql.ref('closed'), '=', sql.lit(0))
    .execute()
  await strict(
    table(
      'challenge_turns',
      ['challenge', 'guild', 'player', 'said'],
      ['question', 'starts_at', 'answered_at', 'choice', 'tries'],
    ).addPrimaryKeyConstraint('challenge_turns_key', ['challenge', 'player', 'question'] as never),
  ).execute()
}
