/** A process's hold on its shards: taken, kept, wished for by an heir, given up; at most one process has each. */

import type { Cancel, Clock } from '../clock.ts'
import type { Span } from './span.ts'

/** What came of trying to take shards. */
export type Taking =
  /** `answered`: ids of interactions that the owner before took in the end. */
  | { readonly kind: 'taken'; readonly answered: readonly string[] }
  | { readonly kind: 'held'; readonly by: string }
  /** A process serves the bot with another number of shards: the two cannot go together. */
  | { readonly kind: 'other-total'; readonly by: string; readonly total: number }

/** Whether shards are still ours, and whether there is a connected heir for each of them. */
export type Renewal = 'kept' | 'wanted' | 'lost'

/** Where leases are kept; all times are spans of time by the store's own clock, in milliseconds. */
export interface LeaseStore {
  /** Takes all shards of the span or none, for `life`. */
  take(owner: string, span: Span, life: number): Promise<Taking>
  renew(owner: string, span: Span, life: number): Promise<Renewal>
  /** Says that `heir` is connected and would take the span over; counts for `life`. */
  wish(heir: string, span: Span, life: number): Promise<void>
  /** Gives them up, telling the next owner which interactions were taken in the end. */
  release(owner: string, answered: readonly string[]): Promise<void>
}

export interface LeaseNeeds {
  readonly store: LeaseStore
  readonly owner: string
  readonly span: Span
  readonly clock: Clock
  /** Whether the present owner is asked to hand over; otherwise its death is waited for. */
  readonly replace: boolean
  /** Tells other processes that something has changed, and hears them: a hint, the store decides. */
  readonly hints: Hints
  readonly onError: (error: unknown) => void
}

export interface Hints {
  tell(): void
  hear(listener: () => void): void
}

/** What keeping shards can lead to. */
export interface Keeping {
  /** Called once, when an heir is there for all of them. */
  readonly onWanted: () => void
  /** Called once, when they are another's. */
  readonly onLost: () => void
  /** Called each time that they are still ours. */
  readonly onKept: () => void
}

export interface Lease {
  /** Tries once. */
  take(): Promise<Taking>
  /** Waits, connected, until they are ours, and resolves with what was answered meanwhile; undefined after `release`. */
  inherit(): Promise<readonly string[] | undefined>
  keep(keeping: Keeping): void
  /**
   * Whether it was made sure lately that they are ours. A process that stood still for longer than a lease lives may
   * have lost them; asking this then makes sure at once.
   */
  isSure(): boolean
  release(answered: readonly string[]): Promise<void>
}

/** How long shards stay ours without a word, in milliseconds: longer than any stall, shorter than a restart is noticed. */
export const leaseLife = 8_000
const renewEvery = 2_000
const lookEvery = 250

export function createLease(needs: LeaseNeeds): Lease {
  const { store, owner, span, clock, hints, onError } = needs
  let stopped = false
  let cancel: Cancel = () => {}
  let look: (() => void) | undefined
  let madeSureAt = 0
  hints.hear(() => look?.())

  /** Waits for a while, or until a hint. */
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const done = () => {
        cancel()
        look = undefined
        resolve()
      }
      cancel = clock.after(ms, done)
      look = done
    })

  const tryToInherit = async (): Promise<Taking | undefined> => {
    try {
      if (needs.replace) await store.wish(owner, span, leaseLife)
      return await store.take(owner, span, leaseLife)
    } catch (error) {
      onError(error)
      return undefined
    }
  }

  const renewal = () =>
    store.renew(owner, span, leaseLife).catch((error): Renewal => {
      // While the store cannot be reached nobody else can take them either.
      onError(error)
      return 'kept'
    })

  return {
    take: () => store.take(owner, span, leaseLife),
    async inherit() {
      for (let first = true; !stopped; first = false) {
        const taking = await tryToInherit()
        if (taking?.kind === 'taken') return taking.answered
        if (first && needs.replace) hints.tell()
        await pause(lookEvery)
      }
      return undefined
    },
    isSure() {
      const isSure = clock.now() - madeSureAt < leaseLife
      if (!isSure) look?.()
      return isSure
    },
    keep({ onWanted, onLost, onKept }) {
      madeSureAt = clock.now()
      // A function that awaited itself would leave a promise behind for each renewal, for as long as it goes on.
      const keepOn = async (): Promise<void> => {
        for (;;) {
          await pause(renewEvery)
          if (stopped) return
          const now = await renewal()
          if (stopped) return
          if (now === 'lost') return onLost()
          if (now === 'wanted') return onWanted()
          madeSureAt = clock.now()
          onKept()
        }
      }
      void keepOn()
    },
    async release(answered) {
      stopped = true
      look?.()
      await store.release(owner, answered)
      hints.tell()
    },
  }
}
