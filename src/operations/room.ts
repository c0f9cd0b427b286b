/** Whether there is room for more games: the last of the disk is for those that are running. */

import { UserError } from '../errors.ts'
import { leastSpace } from './doctor.ts'

/**
 * Makes a check that throws a UserError where there is too little room. `freeSpace` gives the bytes that are left, and
 * undefined, or an error, where that cannot be told: then nobody is refused.
 */
export function createRoomCheck(
  freeSpace: (() => Promise<number | undefined>) | undefined,
): () => Promise<void> {
  return async () => {
    const free = await freeSpace?.().catch(() => undefined)
    if (free !== undefined && free < leastSpace) throw new UserError(refusal)
  }
}

const refusal =
  'There is hardly any room left on my disk, so I open no new game until whoever runs me has made some. Games that are running go on.'
