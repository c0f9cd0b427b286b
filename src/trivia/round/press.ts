/** Answers to the question that is open: a press, and how sure its player is. */

import { byId, type Press, type RoundEvent, type Verdict } from '../event.ts'
import { grace, type Phase, type Round } from '../round.ts'
import { lockOf } from '../settle.ts'
import { closeEarly } from './closing.ts'
import { type Step, tell } from './step.ts'

/** Most presses of one player on one question that are kept. */
const pressesKept = 8

/** Keeps a press, in whatever order presses come in, and tells its player what counts. */
export function press(round: Round, event: Press): Step {
  const { phase, players, opening } = round
  if (!('question' in phase) || phase.question !== event.question)
    return tell(round, { kind: 'closed' })
  const earlier = round.presses.get(event.player) ?? []
  const lives = opening.settings.lives
  if (lives > 0 && (players.get(event.player)?.lives ?? (event.question > 0 ? 0 : lives)) <= 0)
    return tell(round, { kind: 'out' })
  if (earlier.some(({ id }) => id === event.id)) return tell(round, verdictOn(round, event))
  if (isLate(phase, event.at)) return keepLate(round, event, earlier)
  if (phase.name === 'open' && event.at < (phase.starts[0] ?? 0))
    return tell(round, { kind: 'closed' })
  return keep(round, event, earlier)
}

/** A quick press may arrive before the word that its message stands: while it is posted, nobody is late. */
function isLate(phase: Phase, at: number): boolean {
  return phase.name === 'open' ? at > phase.closes + grace : phase.name !== 'posting'
}

function keep(round: Round, event: Press, earlier: readonly Press[]): Step {
  const { phase } = round
  const full = !earlier.some(({ id }) => byId(event.id, id) < 0) && earlier.length >= pressesKept
  if (full) return tell(round, already(round, event.player))
  const presses = [...earlier, event].sort((a, b) => byId(a.id, b.id)).slice(0, pressesKept)
  const pressed = { ...round, presses: round.presses.set(event.player, presses) }
  const next = phase.name === 'open' ? { ...pressed, phase: closeEarly(pressed, phase) } : pressed
  return [next, { do: 'tell', verdict: verdictOn(next, event) }, { do: 'show' }]
}

/** A late press is logged for the audit, and changes no score. */
function keepLate(round: Round, event: Press, earlier: readonly Press[]): Step {
  const late = { do: 'tell', verdict: { kind: 'late' } } as const
  if (earlier.length >= pressesKept) return [round, late]
  return [{ ...round, presses: round.presses.set(event.player, [...earlier, event]) }, late]
}

/** What the player of a press that is kept is told about it. */
function verdictOn(round: Round, event: Press): Verdict {
  if (round.phase.name === 'reveal') return verdictAfter(round, event)
  const lock = lockOf(round, event.player)
  if (lock === undefined) return { kind: 'almost' }
  if (lock.id === event.id) return { kind: 'taken', ...answerOf(lock) }
  return byId(event.id, lock.id) < 0 && event.choice === -1
    ? { kind: 'almost' }
    : already(round, event.player)
}

/** What is said to a press that comes in once more after its question was counted. */
function verdictAfter({ settled }: Round, { player, id }: Press): Verdict {
  const outcome = settled.at(-1)?.outcomes.get(player)
  if (outcome === undefined) return { kind: 'late' }
  return { kind: outcome.id === id ? 'taken' : 'already', ...answerOf(outcome) }
}

function already(round: Round, player: string): Verdict {
  const lock = lockOf(round, player)
  return lock === undefined ? { kind: 'almost' } : { kind: 'already', ...answerOf(lock) }
}

function answerOf({ choice, text }: Pick<Press, 'choice' | 'text'>): {
  choice: number
  text?: string
} {
  return text === undefined ? { choice } : { choice, text }
}

/** The word that was said last counts, in whatever order words come in. */
export function beSure(round: Round, event: RoundEvent & { type: 'sure' }): Step {
  const { phase } = round
  const before = round.sure.get(event.player)
  if (phase.name !== 'open' || phase.question !== event.question || event.at > phase.closes + grace)
    return tell(round, { kind: 'late' })
  if (lockOf(round, event.player) === undefined) return tell(round, { kind: 'refused' })
  const verdict: Verdict = { kind: 'sure', sure: event.sure }
  if (before !== undefined && byId(event.id, before.id) <= 0) return tell(round, verdict)
  const said = { id: event.id, sure: event.sure }
  const next = { ...round, sure: round.sure.set(event.player, said) }
  return tell(next, verdict)
}
