/** Keeps the message of each challenge up to date with how many play it. */

import type { Clock } from '../../clock.ts'
import type { Challenge } from '../challenge.ts'
import type { ChallengeStage } from '../challenge-stage.ts'
import type { ChallengeStore } from '../challenge-store.ts'
import { createScreen, type Screen } from '../screen.ts'

/** Least time between two edits of a message, in milliseconds. */
const apart = 5_000

export interface Tally {
  /** Somebody began or finished. */
  touch(challenge: Challenge): void
  /** The message is left alone from now on. */
  drop(id: string): void
  stop(): void
}

export function createTally(store: ChallengeStore, stage: ChallengeStage, clock: Clock): Tally {
  const screens = new Map<string, Screen>()
  /** Those whose message cannot be edited: it is not tried again and again. */
  const mute = new Set<string>()
  const draw = async (guild: string, id: string) => {
    const kept = await store.find(guild, id)
    if (kept === undefined || kept.closed || kept.message === '') return
    await stage.edit(kept, await store.progress(kept), false).catch(() => mute.add(id))
  }
  const screenOf = ({ id, guild }: Challenge) => {
    const screen = createScreen(clock, apart, () => draw(guild, id).catch(() => undefined))
    screens.set(id, screen)
    return screen
  }
  return {
    touch(challenge) {
      if (mute.has(challenge.id)) return
      const screen = screens.get(challenge.id) ?? screenOf(challenge)
      screen.touch()
    },
    drop(id) {
      screens.get(id)?.close()
      screens.delete(id)
      mute.delete(id)
    },
    stop() {
      for (const screen of screens.values()) screen.close()
    },
  }
}
