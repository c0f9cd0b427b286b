/** The running bot's own backups: one every hour, while it is in use. */

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cancel, Clock } from './clock.ts'
import type { Log } from './log.ts'
import { backUp, backupFolder, backupTime } from './store/backups.ts'
import type { Database } from './store/database.ts'

const hour = 3_600_000

/** Backs up an hour after the newest backup, and every hour from then on; call what comes back to end that. */
export async function startBackups(
  database: Database,
  stateFolder: string,
  { clock, log }: { clock: Clock; log: Log },
): Promise<Cancel> {
  const folder = join(stateFolder, backupFolder)
  const names = await readdir(folder).catch(() => [])
  const newest = Math.max(0, ...names.map((name) => backupTime(name) ?? 0))
  let stopped = false
  let cancel: Cancel = () => {}
  const again = (wait: number) => {
    if (!stopped) cancel = clock.after(wait, once)
  }
  const once = () => {
    backUp(database, folder, clock.now())
      .then((path) => log.info({ path }, 'backed up'))
      .catch((error) => log.error({ err: error }, 'backup failed'))
      .finally(() => again(hour))
  }
  // The newest may be of a machine whose clock was ahead: that is no reason to wait for longer.
  again(Math.min(hour, Math.max(0, newest + hour - clock.now())))
  return () => {
    stopped = true
    cancel()
  }
}
