/** Pinned messages and boards in the database. */

import type { Selectable } from 'kysely'
import type { Pin, PinStore } from '../pins/pin.ts'
import type { Database } from './database.ts'
import type { PinTables } from './pin-tables.ts'

export function createPinStore<Rows extends PinTables>(database: Database<Rows>): PinStore {
  const { db } = database as unknown as Database<PinTables>
  return {
    async pins(guild) {
      const rows = await db
        .selectFrom('pins')
        .selectAll()
        .where('guild', '=', guild)
        .orderBy('at')
        .orderBy('message')
        .execute()
      return rows.map(pinOf)
    },
    async add({ by, ...pin }) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('pins')
        .values({ ...pin, pinned_by: by })
        .onConflict((conflict) => conflict.column('message').doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows !== 0n
    },
    async change(message, change) {
      await db.updateTable('pins').set(change).where('message', '=', message).execute()
    },
    async remove(messages) {
      if (messages.length === 0) return
      await db.deleteFrom('pins').where('message', 'in', messages).execute()
    },
    boards: (guild) =>
      db
        .selectFrom('pin_boards')
        .selectAll()
        .where('guild', '=', guild)
        .orderBy('place')
        .orderBy('position')
        .execute(),
    async putBoard(board) {
      const { message, digest } = board
      await db
        .insertInto('pin_boards')
        .values(board)
        .onConflict((conflict) =>
          conflict.columns(['guild', 'place', 'position']).doUpdateSet({ message, digest }),
        )
        .execute()
    },
    async removeBoard(messages) {
      if (messages.length === 0) return
      await db.deleteFrom('pin_boards').where('message', 'in', messages).execute()
    },
    async guilds() {
      const rows = await db
        .selectFrom('pins')
        .select('guild')
        .distinct()
        .where('place', '=', 'native')
        .execute()
      return rows.map(({ guild }) => guild)
    },
  }
}

function pinOf({ pinned_by, ...row }: Selectable<PinTables['pins']>): Pin {
  return { ...row, by: pinned_by } as Pin
}
