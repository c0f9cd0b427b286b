/** Draws where that is possible, and soon enough for whoever waits. */

import type { Log } from '../log.ts'
import type { BoardPicture } from '../views/picture.ts'
import { drawBoard } from './draw.ts'

/** Longest that a picture is waited for, in milliseconds: the words of the board are what counts. */
const patience = 1_200

/**
 * Resolves with undefined where the picture cannot be drawn or takes too long; it is logged once why it cannot. One is
 * drawn at a time: many who ask at once must not take the machine from everybody else, nor its memory.
 */
export function createDraw(
  log: Log,
  draw: (board: BoardPicture) => Promise<Uint8Array> = drawBoard,
): (board: BoardPicture) => Promise<Uint8Array | undefined> {
  let before: Promise<unknown> = Promise.resolve()
  let isTold = false
  const failed = (error: unknown) => {
    if (!isTold) log.warn({ err: error }, 'no pictures of boards')
    isTold = true
    return undefined
  }
  return async (board) => {
    const { promise: late, resolve } = Promise.withResolvers<undefined>()
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      resolve(undefined)
    }, patience)
    const drawn = before.then(() => (isLate ? undefined : draw(board))).catch(failed)
    before = drawn
    return Promise.race([drawn, late]).finally(() => clearTimeout(timer))
  }
}
