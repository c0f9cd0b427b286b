/**
 * The rules of a game: `(round, event) → [round, ...effects]`. Nothing here reads a clock, draws at random or
 * waits: time comes with the event, and whatever is to be done outside is an effect.
 */

import type { Opening, RoundEvent } from '../event.ts'
import { openRound, type Round } from '../round.ts'
import { posted } from './asking.ts'
import { woke } from './course.ts'
import { end } from './ending.ts'
import { interrupted, lost } from './mishaps.ts'
import { correct, directed } from './orders.ts'
import { join, leave } from './players.ts'
import { beSure, press } from './press.ts'
import { type Step, tell } from './step.ts'
import { vote } from './vote.ts'

/** What an event makes of a game. An event that changes nothing returns the same object. */
export function advance(round: Round, event: RoundEvent): Step {
  if (event.type === 'corrected') return correct(round, event)
  if (round.phase.name === 'over') return tell(round, { kind: 'over' })
  switch (event.type) {
    case 'join':
      return join(round, event)
    case 'leave':
      return leave(round, event.player)
    case 'press':
      return press(round, event)
    case 'sure':
      return beSure(round, event)
    case 'vote':
      return vote(round, event.player, event.at)
    case 'posted':
      return posted(round, event)
    case 'woke':
      return woke(round, event.at)
    case 'interrupted':
      return interrupted(round, event.from, event.at)
    case 'lost':
      return lost(round, event.message, event.at)
    case 'failed':
      return end(round, event.reason, event.at)
    default:
      return directed(round, event.type, event.at)
  }
}

/** The game that a log makes. */
export function replay(opening: Opening, joined: number, events: readonly RoundEvent[]): Round {
  let round = openRound(opening, { joined })
  for (const event of events) [round] = advance(round, event)
  return round
}
