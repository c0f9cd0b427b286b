/** The tables of pinned messages and of the boards that show them. */

import type { Step } from './migrations.ts'

/** Times are milliseconds since 1970; ids of Discord are text; nothing is null. */
export interface PinTables {
  pins: {
    message: string
    guild: string
    channel: string
    entry: string
    wording: string
    title: string
    topic: string
    pinned_by: string
    at: number
    place: string
    state: string
    copy: string
  }
  pin_boards: { guild: string; place: string; position: number; message: string; digest: string }
}

export const pinsStep: Step = async ({ db, engine, strict }) => {
  const whole = engine === 'sqlite' ? 'integer' : 'bigint'
  let pins = db.schema.createTable('pins').addColumn('at', whole, (column) => column.notNull())
  for (const name of [
    ...['message', 'guild', 'channel', 'entry', 'wording', 'title', 'topic'],
    ...['pinned_by', 'place', 'state', 'copy'],
  ])
    pins = pins.addColumn(name, 'text', (column) => column.notNull()) as typeof pins
  await strict(pins.addPrimaryKeyConstraint('pins_key', ['message'] as never)).execute()
  await db.schema.createIndex('pins_of_guild').on('pins').columns(['guild', 'at']).execute()
  await strict(
    db.schema
      .createTable('pin_boards')
      .addColumn('guild', 'text', (column) => column.notNull())
      .addColumn('place', 'text', (column) => column.notNull())
      .addColumn('position', whole, (column) => column.notNull())
      .addColumn('message', 'text', (column) => column.notNull())
      .addColumn('digest', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('pin_boards_key', ['guild', 'place', 'position']),
  ).execute()
}
