/** Draws where that is possible, and soon enough for whoever waits. */

import type { Log } from '../log.ts'
import type { BoardPicture } from '../views/picture.ts'
import { drawBoard } from './draw.ts'

/** Longest that a picture is waited for, in milliseconds: the words of the board are what counts. */
const patience = 1_200

/** Resolves with undefined where the picture cannot be drawn or takes too long; it is logged once why it cannot. */
export function createDraw(log: Log): (board: BoardPicture) => Promise<Uint8Array | undefined> {
  let isTold = false
  const failed = (error: unknown) => {
    if (!isTold) log.warn({ err: error }, 'no pictures of boards')
    isTold = true
    return undefined
  }
  return async (board) => {
    const { promise: late, resolve } = Promise.withResolvers<undefined>()
    const timer = setTimeout(() => resolve(undefined), patience)
    return Promise.race([drawBoard(board).catch(failed), late]).finally(() => clearTimeout(timer))
  }
}
