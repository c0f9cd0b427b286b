/** Every second it is noted that games go on here; a beat that comes much too late tells that nothing went on. */

import type { Cancel, Clock } from '../../clock.ts'
import { shortGap } from '../round/mishaps.ts'

/** In milliseconds. */
const beat = 1_000

export interface Heartbeat {
  /** Begins to beat, unless it does. */
  keep(): void
  /** Looks whether nothing went on in this process for a while. */
  notice(): void
  stop(): void
}

/** `note`: we are alive; false where nobody has to know any more. `onStall`: nothing went on for so many milliseconds. */
export function createHeartbeat(
  clock: Clock,
  note: () => boolean,
  onStall: (lost: number) => void,
): Heartbeat {
  let stopped = false
  let beating: Cancel | undefined
  /** When it was last certain that nothing stood still. */
  let beaten = clock.now()
  const notice = () => {
    const lost = clock.now() - beaten
    beaten = clock.now()
    if (lost > beat + shortGap) onStall(lost)
  }
  const keep = () => {
    if (beating !== undefined || stopped) return
    beaten = clock.now()
    beating = clock.after(beat, () => {
      beating = undefined
      notice()
      if (note()) keep()
    })
  }
  return {
    keep,
    notice,
    stop() {
      stopped = true
      beating?.()
    },
  }
}
