/** The bot as `npm start` has it, but by a fast clock; told by its environment where and how fast. */

import { createApp } from '../../src/app.ts'
import { catchCrashes } from '../../src/crash-net.ts'
import { startBackups } from '../../src/hourly-backups.ts'
import { createLog } from '../../src/log.ts'
import { openDatabase } from '../../src/store/database.ts'
import { loadDataset } from '../../src/store/shipped.ts'
import { spaceLeft } from '../../src/store/space.ts'
import { rankingRules } from '../../src/trivia/ranked.ts'
import { unhurried } from '../support/unhurried.ts'
import { fastClock } from './clock.ts'

const { DISCORD_API: api = '', DISCORD_TOKEN: token = '', STATE_DIR: folder = '' } = process.env
const clock = fastClock(Number(process.env.SOAK_BEGIN), Number(process.env.SOAK_TIMES))
const log = createLog('warn', [token])
catchCrashes(log, { isServing: () => true, end: () => process.exit(70) })
const database = await openDatabase({ folder, onError: (error) => log.error({ err: error }) })
const app = createApp({
  ...{ api, token, database, log, clock, paces: unhurried },
  ...(await loadDataset('data')),
  ranking: { ...rankingRules, accountAge: 0 },
  freeSpace: () => spaceLeft(folder),
  onDead(reason) {
    console.error(reason)
    process.exit(1)
  },
})
await app.start()
const endBackups = await startBackups(database, folder, { clock, log })
// As `npm start` has it: while a line is taken up again there is nothing but timers that keep no process alive.
setInterval(() => {}, 3_600_000)
process.send?.('serving')
process.once('disconnect', () => process.exit(0))
process.once('SIGTERM', async () => {
  endBackups()
  await app.stop()
  await database.close()
  process.exit(0)
})
