/** Runs challenges: opens them, lets people play, and ends them at their time. */

import type { Clock } from '../clock.ts'
import { type Challenge, settlesAt, type Turn } from './challenge.ts'
import type { KeptChallenge } from './challenge-store.ts'
import { type ChallengeRequest, type OpeningNeeds, openChallenge } from './challenges/opening.ts'
import { createPlaying, type Playing } from './challenges/playing.ts'
import { type SettlingNeeds, settle } from './challenges/settling.ts'
import { createTally } from './challenges/tally.ts'
import { createLookout } from './lookout.ts'

export interface ChallengeNeeds extends SettlingNeeds, Omit<OpeningNeeds, 'store'> {
  readonly clock: Clock
  /** Whether a guild is served by this process. */
  readonly isOurs: (guild: string) => boolean
}

export interface Challenges extends Playing {
  /** Throws a UserError where the channel has one or no question fits. */
  open(request: ChallengeRequest): Promise<Challenge>
  shown(id: string, message: string): Promise<void>
  /** Opens one and posts it; rejects with a StageError where it cannot be shown, and then none is open. */
  announce(request: ChallengeRequest): Promise<void>
  find(guild: string, id: string): Promise<KeptChallenge | undefined>
  inChannel(guild: string, channel: string): Promise<KeptChallenge | undefined>
  /** The latest ones of a guild that are over. */
  past(guild: string, most: number): Promise<readonly KeptChallenge[]>
  turns(id: string, player?: string): Promise<readonly Turn[]>
  /** The points of one that is over, as the boards count them; empty where none are kept. */
  points(id: string): Promise<ReadonlyMap<string, number>>
  /** Takes one back that nobody has seen. */
  cancel(challenge: Challenge): Promise<void>
  /** Nothing is shown any more from now on; the board comes once answers under way are in. */
  end(challenge: Challenge): Promise<void>
  start(): void
  stop(): void
}

export function createChallenges(needs: ChallengeNeeds): Challenges {
  const { store, stage, clock, now, onError } = needs
  const tally = createTally(store, stage, clock)
  let stopped = false

  const settleAll = async () => {
    const at = now()
    for (const challenge of (await store.due(at)).filter(({ guild }) => needs.isOurs(guild))) {
      if (stopped) break
      tally.drop(challenge.id)
      await settle(challenge, needs).catch((error) => onError(error, 'ending a challenge'))
    }
    return store.soonest(at)
  }
  const lookout = createLookout(clock, now, settleAll, (error) =>
    onError(error, 'looking for challenges that are over'),
  )

  const open = async (request: ChallengeRequest) => {
    const challenge = await openChallenge(request, needs)
    lookout.look()
    return challenge
  }

  return {
    ...createPlaying(store, now, tally.touch),
    open,
    async announce(request) {
      const challenge = await open(request)
      try {
        await store.shown(challenge.id, await stage.post(challenge))
      } catch (error) {
        await store.close(challenge.id)
        throw error
      }
    },
    shown: store.shown,
    find: store.find,
    past: store.past,
    turns: store.turns,
    points: store.points,
    async inChannel(guild, channel) {
      return (await store.openIn(guild)).find((one) => one.channel === channel)
    },
    cancel: ({ id }) => store.close(id),
    async end(challenge) {
      const closes = Math.min(challenge.closes, now())
      await store.shorten(challenge.id, closes, settlesAt({ ...challenge, closes }))
      lookout.look()
    },
    start: lookout.start,
    stop() {
      stopped = true
      lookout.stop()
      tally.stop()
    },
  }
}
