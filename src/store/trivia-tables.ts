/** The tables of trivia: games and their logs, scores, what was asked, ratings, and what servers made. */

import { sql } from 'kysely'
import type { Step, Writing } from './migrations.ts'

/** Times are milliseconds since 1970; ids of Discord are text; nothing is null. */
export interface TriviaTables {
  games: {
    id: string
    guild: string
    channel: string
    host: string
    opened_at: number
    /** When the host had joined the server. */
    host_joined: number
    /** JSON; '' once the log is no longer kept. */
    opening: string
    /** 0 while the game is on. */
    over_at: number
    reason: string
    unranked: string
    questions: number
    /** 1 once its board was shown. */
    closed: number
  }
  game_events: { game: string; seq: number; at: number; body: string }
  scores: {
    game: string
    guild: string
    player: string
    rank: number
    points: number
    right_answers: number
    answered: number
    questions: number
    time: number
    won: number
    /** '' where the line counts for the boards. */
    unranked: string
    at: number
  }
  asked_items: { guild: string; item: string; times: number; last: number }
  item_answers: {
    game: string
    guild: string
    item: string
    player: string
    right_answer: number
    said: string
    at: number
  }
  /** `value` is in thousandths. Items are rated over all servers (guild ''), players in each. */
  ratings: { guild: string; kind: string; id: string; value: number; answers: number }
  trivia_hidden: { guild: string; player: string }
  trivia_presets: { guild: string; name: string; settings: string; made_by: string; at: number }
  trivia_alive: { id: number; at: number }
}

export const triviaStep: Step = async (writing) => {
  await games(writing)
  await results(writing)
  await servers(writing)
}

const whole = ({ engine }: Writing) => (engine === 'sqlite' ? 'integer' : 'bigint')

/** A table of NOT NULL columns: `text` and whole numbers. */
function table(
  writing: Writing,
  name: string,
  texts: readonly string[],
  numbers: readonly string[],
) {
  let builder = writing.db.schema.createTable(name)
  for (const column of texts) builder = builder.addColumn(column, 'text', (c) => c.notNull())
  for (const column of numbers)
    builder = builder.addColumn(column, whole(writing), (c) => c.notNull())
  return builder
}

async function games(writing: Writing): Promise<void> {
  const { db, strict } = writing
  const texts = ['id', 'guild', 'channel', 'host', 'opening', 'reason', 'unranked']
  const numbers = ['opened_at', 'host_joined', 'over_at', 'questions', 'closed']
  await strict(
    table(writing, 'games', texts, numbers).addPrimaryKeyConstraint('games_key', ['id'] as never),
  ).execute()
  // One game in a channel at a time, whoever opens it.
  await db.schema
    .createIndex('games_open_channel')
    .unique()
    .on('games')
    .column('channel')
    .where(sql.ref('over_at'), '=', sql.lit(0))
    .execute()
  await db.schema
    .createIndex('games_of_guild')
    .on('games')
    .columns(['guild', 'opened_at'])
    .execute()
  await strict(
    table(writing, 'game_events', ['game', 'body'], ['seq', 'at']).addPrimaryKeyConstraint(
      'game_events_key',
      ['game', 'seq'] as never,
    ),
  ).execute()
}

async function results(writing: Writing): Promise<void> {
  const { db, strict } = writing
  const numbers = ['rank', 'points', 'right_answers', 'answered', 'questions', 'time', 'won', 'at']
  await strict(
    table(
      writing,
      'scores',
      ['game', 'guild', 'player', 'unranked'],
      numbers,
    ).addPrimaryKeyConstraint('scores_key', ['game', 'player'] as never),
  ).execute()
  await db.schema.createIndex('scores_of_guild').on('scores').columns(['guild', 'at']).execute()
  await strict(
    table(writing, 'asked_items', ['guild', 'item'], ['times', 'last']).addPrimaryKeyConstraint(
      'asked_items_key',
      ['guild', 'item'] as never,
    ),
  ).execute()
  await strict(
    table(
      writing,
      'item_answers',
      ['game', 'guild', 'item', 'player', 'said'],
      ['right_answer', 'at'],
    ).addPrimaryKeyConstraint('item_answers_key', ['game', 'item', 'player'] as never),
  ).execute()
  await db.schema
    .createIndex('item_answers_of_player')
    .on('item_answers')
    .columns(['guild', 'player'])
    .execute()
  await strict(
    table(
      writing,
      'ratings',
      ['guild', 'kind', 'id'],
      ['value', 'answers'],
    ).addPrimaryKeyConstraint('ratings_key', ['guild', 'kind', 'id'] as never),
  ).execute()
}

async function servers(writing: Writing): Promise<void> {
  const { strict } = writing
  await strict(
    table(writing, 'trivia_hidden', ['guild', 'player'], []).addPrimaryKeyConstraint(
      'trivia_hidden_key',
      ['guild', 'player'] as never,
    ),
  ).execute()
  await strict(
    table(
      writing,
      'trivia_presets',
      ['guild', 'name', 'settings', 'made_by'],
      ['at'],
    ).addPrimaryKeyConstraint('trivia_presets_key', ['guild', 'name'] as never),
  ).execute()
  await strict(
    table(writing, 'trivia_alive', [], ['id', 'at']).addPrimaryKeyConstraint('trivia_alive_key', [
      'id',
    ] as never),
  ).execute()
}
