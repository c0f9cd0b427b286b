/** What a host or moderator says. Whether they may say it is the caller's to check. */

import type { RoundEvent } from '../event.ts'
import type { Round } from '../round.ts'
import { corrected } from '../settle.ts'
import { ask } from './asking.ts'
import { goOn, pauseAt, settle } from './course.ts'
import { end } from './ending.ts'
import { type Step, tell } from './step.ts'

type Order = 'begin' | 'pause' | 'resume' | 'stop' | 'skip'

/** Does what was said, and says whether it did. */
export function directed(round: Round, order: Order, at: number): Step {
  const [next, ...effects] = carryOut(round, order, at)
  const told = effects.some((effect) => effect.do === 'tell')
  if (told) return [next, ...effects]
  const kind = next === round ? 'refused' : 'done'
  return [next, { do: 'tell', verdict: { kind } }, ...effects]
}

function carryOut(round: Round, order: Order, at: number): Step {
  const { phase } = round
  switch (order) {
    case 'stop':
      return end(round, 'stopped', at)
    case 'begin':
      return phase.name === 'lobby' ? ask(round, 0, at) : [round]
    case 'pause':
      return pause(round, at)
    case 'resume':
      if (phase.name === 'paused') return ask(round, phase.next, at)
      return round.pausing ? [{ ...round, pausing: false }, { do: 'show' }] : [round]
    case 'skip':
      if (phase.name === 'open') return settle(round, at, 'skipped')
      if (phase.name === 'lobby') return ask(round, 0, at)
      return phase.name === 'reveal' ? goOn(round, phase.question + 1, at) : [round]
  }
}

/** Nobody gets time to think from a pause: a question that is open is finished first. */
function pause(round: Round, at: number): Step {
  const { phase } = round
  if (phase.name === 'lobby') return pauseAt(round, 0, at)
  if (phase.name === 'reveal') return pauseAt(round, phase.question + 1, at)
  if (phase.name === 'paused' || round.pausing) return [round]
  return [{ ...round, pausing: true }, { do: 'tell', verdict: { kind: 'soon' } }, { do: 'show' }]
}

/** Also after the game: whoever is on the board deserves the right one. */
export function correct(round: Round, event: RoundEvent & { type: 'corrected' }): Step {
  const before = round.settled.find(({ question }) => question === event.question)
  const after = before && corrected(round, before, event.key)
  if (after === undefined) return tell(round, { kind: 'refused' })
  const settled = round.settled.map((one) => (one === before ? after : one))
  return [
    { ...round, settled },
    { do: 'tell', verdict: { kind: 'done' } },
  ]
}
