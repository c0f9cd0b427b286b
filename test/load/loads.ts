/** Every load by its name. */

import { floodLoad, steadyLoad } from './asking.ts'
import { gamesLoad } from './games.ts'
import { crowdLoad } from './one-question.ts'
import { restoreLoad } from './restore.ts'
import type { Row } from './row.ts'
import { shardsLoad } from './shards.ts'
import { memoryLoad, startLoad, stopLoad } from './sizes.ts'

export const loads: ReadonlyMap<string, () => Promise<readonly Row[]>> = new Map([
  ['crowd', () => crowdLoad(500)],
  ['games', () => gamesLoad(100, 4)],
  ['thousand', () => gamesLoad(1_000, 4)],
  ['burst', () => crowdLoad(5_000)],
  ['steady', () => steadyLoad(500, 30)],
  ['flood', () => floodLoad(500, 20)],
  ['memory', () => memoryLoad(2_500, 500)],
  ['start', () => startLoad(20, 10_000)],
  ['restore', () => restoreLoad(20, 10_000)],
  ['stop', () => stopLoad(1_000)],
  ['shards', () => shardsLoad(20_000, 16, 4)],
  ['fleet', () => shardsLoad(100_000, 64, 8)],
])
