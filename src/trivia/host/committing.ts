/** What happens to a game: it is applied at once, stored, and only then has effects. */

import { type Cancel, type Clock, pause } from '../../clock.ts'
import { createCommitter } from '../committer.ts'
import type { RoundEvent, Verdict } from '../event.ts'
import { advance } from '../round/advance.ts'
import { shortGap } from '../round/mishaps.ts'
import type { Effect } from '../round/step.ts'
import type { Round } from '../round.ts'
import type { Entry, RoundStore } from '../round-store.ts'
import { storeAgain } from './again.ts'
import type { Game, Table } from './table.ts'

/** `unsaved`: the store did not answer in time, so the press may or may not count. */
export type Answer = Verdict | { readonly kind: 'unsaved' }

export interface Committing {
  /** Applies an event now; resolves with the answer once it is stored. */
  apply(game: Game, event: RoundEvent): Promise<Answer>
  /** The same for what nobody waits for: it never rejects. */
  applied(game: Game, event: RoundEvent): Promise<unknown>
  /** Resolves once nothing waits to be stored. */
  idle(): Promise<void>
}

export interface CommittingNeeds {
  readonly table: Table
  readonly store: Pick<RoundStore, 'append'>
  readonly clock: Clock
  /** Discord's time. */
  readonly now: () => number
  /** Sets the timer of a game anew. */
  readonly arm: (game: Game) => void
  readonly carryOut: (game: Game, effect: Effect) => void
  readonly onError: (error: unknown, doing: string) => void
}

export function createCommitting(needs: CommittingNeeds): Committing {
  const { table, store, clock, now, arm, carryOut, onError } = needs
  const committer = createCommitter<Entry>(
    async (batch) => {
      for (const round of await store.append(batch)) {
        const game = table.get(round)
        if (game !== undefined) game.foreign = true
        table.drop(round)
      }
    },
    (failed) => pause(clock, storeAgain(failed)),
    (error) => onError(error, 'storing events'),
  )

  const apply = async (game: Game, event: RoundEvent): Promise<Answer> => {
    const [next, ...effects] = advance(game.state, event)
    const verdict = verdictOf(effects)
    if (next === game.state) {
      // What is said may rest on something that is not stored yet.
      await game.stored
      return game.foreign ? { kind: 'unsaved' } : verdict
    }
    game.state = next
    const { id } = next.opening
    const began = now()
    game.stored = committer.add({ round: id, seq: game.seq, event })
    game.seq += 1
    arm(game)
    await game.stored
    // Somebody else's event stands in its place: whoever pressed must not think that theirs does.
    if (game.foreign) return { kind: 'unsaved' }
    if (table.get(id) !== game) return verdict
    if (isTimed(game, next) && now() - began > shortGap)
      await applied(game, { type: 'interrupted', from: began, at: now() })
    else for (const effect of effects) carryOut(game, effect)
    return verdict
  }

  const applied = (game: Game, event: RoundEvent) =>
    apply(game, event).catch((error) => onError(error, `applying ${event.type}`))

  return { apply, applied, idle: committer.idle }
}

function verdictOf(effects: readonly Effect[]): Verdict {
  const told = effects.find((effect) => effect.do === 'tell')
  return told?.do === 'tell' ? told.verdict : { kind: 'done' }
}

/** Whether a game still is at a question or a reveal whose time begins anew where it was stored too late. */
function isTimed({ state }: Game, { phase }: Round): boolean {
  return state.phase === phase && (phase.name === 'posting' || phase.name === 'reveal')
}

/** A press that is not stored by then is answered as unsaved, in milliseconds: Discord waits for 3 s. */
const answerWithin = 2_000

/** The answer, or after a while that it is not known. */
export async function inTime(clock: Clock, answer: Promise<Answer>): Promise<Answer> {
  let cancel: Cancel = () => {}
  const late = new Promise<Answer>((resolve) => {
    cancel = clock.after(answerWithin, () => resolve({ kind: 'unsaved' }))
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    cancel()
  }
}
