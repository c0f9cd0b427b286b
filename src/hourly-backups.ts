/** The running bot's own backups: one every hour, while it is in use. */

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { againEvery, hour } from './again.ts'
import type { Cancel, Clock } from './clock.ts'
import type { Log } from './log.ts'
import { backUp, backupFolder, backupTime } from './store/backups.ts'
import type { Database } from './store/database.ts'

/** Backs up an hour after the newest backup, and every hour from then on; call what comes back to end that. */
export async function startBackups(
  database: Database,
  stateFolder: string,
  { clock, log }: { clock: Clock; log: Log },
): Promise<Cancel> {
  const folder = join(stateFolder, backupFolder)
  const names = await readdir(folder).catch(() => [])
  const newest = Math.max(0, ...names.map((name) => backupTime(name) ?? 0))
  const onError = (error: unknown) => log.error({ err: error }, 'backup failed')
  const once = async () => {
    const path = await backUp(database, folder, clock.now())
    log.info({ path }, 'backed up')
  }
  const backingUp = againEvery(clock, hour, once, onError)
  // The newest may be of a machine whose clock was ahead: that is no reason to wait for longer.
  backingUp.start(Math.min(hour, Math.max(0, newest + hour - clock.now())))
  return backingUp.stop
}
