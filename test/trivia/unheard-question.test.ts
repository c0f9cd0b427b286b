/** A question stands, but Discord's word that it does has not come: what a press on its message says of it. */

import { expect, test } from 'vitest'
import { advance } from '../../src/trivia/round/advance.ts'
import { heardOf } from '../../src/trivia/round/asking.ts'
import { openRound, type Round } from '../../src/trivia/round.ts'
import { idAt, opening, player, pressOf, start } from './game.ts'

const begin = { type: 'begin', at: start + 5_000, by: player(0) } as const
const seen = { question: 0, message: idAt(start + 6_000), at: start + 6_000 }

/** A game whose first question is on its way; its lobby stands. */
function asking(): Round {
  const lobby = idAt(start + 1_000)
  let round = openRound(opening({ lobby: 60, questions: 3, early: false }), { joined: 1 })
  ;[round] = advance(round, {
    ...{ type: 'posted', question: -1, attempt: 0, message: lobby, at: start + 1_000 },
  })
  ;[round] = advance(round, begin)
  expect(round.phase.name).toBe('posting')
  return round
}

test('it stands since its own time, so that a press after its end is told that it is late', () => {
  const event = heardOf(asking(), seen)
  expect(event).toEqual({ type: 'posted', attempt: 0, ...seen })
  const [open] = advance(asking(), event ?? begin)
  expect(open.phase).toMatchObject({ name: 'open', message: seen.message, starts: [seen.at] })
  const told = (after: number) => {
    const [, ...effects] = advance(open, pressOf(1, 0, seen.at, after, 2))
    return effects.find((one) => one.do === 'tell')
  }
  expect(told(2_000)).toMatchObject({ verdict: { kind: 'taken' } })
  expect(told(40_000)).toMatchObject({ verdict: { kind: 'late' } })
})

test('only the message of the question that is on its way says so', () => {
  const round = asking()
  expect(heardOf(round, { ...seen, question: 1 })).toBe(undefined)
  expect(heardOf(round, { ...seen, message: round.lobby ?? '' })).toBe(undefined)
  // Older than the game.
  expect(heardOf(round, { ...seen, at: start - 1 })).toBe(undefined)
  const [open] = advance(round, heardOf(round, seen) ?? begin)
  expect(heardOf(open, seen)).toBe(undefined)
})

test('the message that was deleted says nothing of the one that follows it', () => {
  let [round] = advance(asking(), heardOf(asking(), seen) ?? begin)
  ;[round] = advance(round, { type: 'lost', at: seen.at + 1_000, message: seen.message })
  expect(round.phase).toMatchObject({ name: 'posting', attempt: 1 })
  expect(heardOf(round, seen)).toBe(undefined)
  const next = { ...seen, message: idAt(seen.at + 2_000), at: seen.at + 2_000 }
  expect(heardOf(round, next)).toMatchObject({ attempt: 1 })
})
