/** Answers are counted only once it is known that all that were given in time have arrived. */

import { type Clock, pause } from '../clock.ts'
import { grace, type Round } from './round.ts'

/** What is known of the way on which presses come; times in milliseconds since 1970, by Discord's clock. */
export interface Hearing {
  /** Up to when all that happened in the guild has arrived; asks for a sign where that is before `wanted`. */
  heardUntil(guild: string, wanted: number): number
  /** Whether nothing arrives at the moment, and it is known. */
  isDeaf(guild: string): boolean
}

/** Where nothing is known, all is taken to have arrived. */
export const trusting: Hearing = { heardUntil: () => Number.POSITIVE_INFINITY, isDeaf: () => false }

/** How often it is looked again, in milliseconds. */
const look = 100

/** A line that is down is waited for so long before the question is treated as interrupted, in milliseconds. */
const patience = 10_000

/** Whatever is wrong, no question waits for longer than this, in milliseconds. */
const longest = 30_000

/**
 * Waits until everything has arrived that counts for the question that is open, if one is. Resolves with undefined, or,
 * where that takes too long, with the time up to which all has arrived.
 */
export async function allHeard(
  { phase, opening: { guild } }: Round,
  hearing: Hearing,
  clock: Clock,
): Promise<number | undefined> {
  if (phase.name !== 'open') return undefined
  const wanted = phase.closes + grace
  // Everybody has answered: there is nothing to wait for.
  if (phase.settles < wanted) return undefined
  const began = clock.now()
  for (;;) {
    const heard = hearing.heardUntil(guild, wanted)
    if (heard >= wanted) return undefined
    const waited = clock.now() - began
    if (waited > longest || (waited > patience && hearing.isDeaf(guild))) return heard
    await pause(clock, look)
  }
}
