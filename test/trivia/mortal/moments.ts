/** Every moment at which a bot can die: the types name each call, so that a new one must be listed, and then survived. */

import type { RoundStore } from '../../../src/trivia/round-store.ts'
import type { Scene } from '../../../src/trivia/stage.ts'
import type { Moment } from './machine.ts'

/** Calls that only read: dying around them is dying before whatever follows. */
type Reading = 'unclosed' | 'lastAlive' | 'history'

const storeCalls: Readonly<Record<Exclude<keyof RoundStore, Reading>, true>> = {
  open: true,
  discard: true,
  append: true,
  finish: true,
  close: true,
  alive: true,
}

/** Whether a game ever makes the call. */
const stageCalls: Readonly<Record<`${'post' | 'edit'} ${Scene['kind']}`, boolean>> = {
  'post lobby': true,
  'post question': true,
  'post reveal': true,
  'post board': true,
  'edit lobby': true,
  'edit question': true,
  'edit reveal': true,
  // A board stands as it was posted.
  'edit board': false,
}

export const nameOf = ({ call, when }: Moment) => `${when} ${call}`

/** The names of all of them, sorted. */
export const allMoments: readonly string[] = Object.entries({ ...storeCalls, ...stageCalls })
  .filter(([, isMade]) => isMade)
  .flatMap(([call]) => [`after ${call}`, `before ${call}`])
  .toSorted()
