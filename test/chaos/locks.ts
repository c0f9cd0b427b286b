/** Looks again and again at who waits for whose lock in the database, so that a timeout can be told from a bug. */

import pg from 'pg'
import type { Wait } from './evidence.ts'
import { pause } from './pastime.ts'

export interface Locks {
  readonly waits: readonly Wait[]
  close(): Promise<void>
}

export const noLocks: Locks = { waits: [], close: async () => {} }

/** A lock is waited for up to 1 s: this is often enough to see each wait, in milliseconds. */
const glance = 100

const asking = `
  select waiting.pid as backend, holding.pid as by, holding.application_name as name,
    extract(epoch from waiting.query_start) * 1000 as since,
    holding.state || ': ' || left(holding.query, 120) as doing
  from pg_stat_activity waiting
  cross join lateral unnest(pg_blocking_pids(waiting.pid)) as blocking (pid)
  join pg_stat_activity holding on holding.pid = blocking.pid
  where waiting.wait_event_type = 'Lock' and waiting.datname = current_database()`

interface Row {
  readonly backend: number
  readonly by: number
  readonly name: string
  readonly since: string
  readonly doing: string
}

export async function watchLocks(url: string): Promise<Locks> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const waits: Wait[] = []
  let isOver = false
  const look = async () => {
    while (!isOver) {
      const { rows } = await client.query<Row>(asking)
      waits.push(...rows.map(waitOf))
      await pause(glance)
    }
  }
  const looking = look()
  return {
    waits,
    async close() {
      isOver = true
      await looking
      await client.end()
    },
  }
}

function waitOf({ backend, by, name, since, doing }: Row): Wait {
  const [, pid] = /^pinquiry (\d+)@/.exec(name) ?? []
  return {
    ...{ at: Date.now(), backend, since: Number(since), by, doing },
    pid: pid === undefined ? undefined : Number(pid),
  }
}
