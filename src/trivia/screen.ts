/** Keeps one message up to date: one edit at a time, never too often, the newest state only, the last one always. */

import type { Cancel, Clock } from '../clock.ts'

export interface Screen {
  /** Something changed: an edit follows, soon but not at once. */
  touch(): void
  /** An edit follows as soon as none is under way; resolves when it is done. */
  flush(): Promise<void>
  /** No edit begins any more. */
  close(): void
}

/** Least time between the beginnings of two edits, in milliseconds. */
export const leastApart = 1_500

/**
 * `draw` edits the message to the newest state; it handles its own failures and resolves in any case.
 * `apart` is the least time between two edits.
 */
export function createScreen(clock: Clock, apart: number, draw: () => Promise<void>): Screen {
  let last = Number.NEGATIVE_INFINITY
  let drawing: Promise<void> | undefined
  let dirty = false
  let cancel: Cancel | undefined
  let closed = false
  const start = (): Promise<void> => {
    cancel?.()
    cancel = undefined
    dirty = false
    last = clock.now()
    drawing = draw().finally(() => {
      drawing = undefined
      if (dirty) plan()
    })
    return drawing
  }
  const plan = () => {
    if (closed || cancel !== undefined) return
    cancel = clock.after(Math.max(0, last + apart - clock.now()), () => {
      cancel = undefined
      if (!closed && drawing === undefined) void start()
    })
  }
  return {
    touch() {
      dirty = true
      if (drawing === undefined) plan()
    },
    async flush() {
      dirty = false
      while (drawing !== undefined) await drawing
      if (!closed) await start()
    },
    close() {
      closed = true
      cancel?.()
    },
  }
}
