/** A PostgreSQL server of a test file's own: there before its first test, gone after its last. */

import { afterAll, beforeAll } from 'vitest'
import { openPostgresServer, type PostgresServer } from './postgres.ts'

/** Call it where the file, or a group of its tests, begins; what comes back makes an empty database and gives its address. */
export function ownPostgres(): () => Promise<string> {
  let server: PostgresServer | undefined
  beforeAll(() => {
    server = openPostgresServer()
  })
  afterAll(() => server?.close())
  return async () => {
    if (server === undefined) throw new Error('PostgreSQL did not start')
    return server.database()
  }
}
