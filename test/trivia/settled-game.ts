/** Games for tests of what comes after the counting: who plays, and what each question came to. */

import { OrderedMap } from 'immutable'
import { openRound, type Player, type Round } from '../../src/trivia/round.ts'
import type { Outcome } from '../../src/trivia/settle.ts'
import { opening, start } from './game.ts'

/** What each player's answer to a question came to; a void question counts for nobody. */
export type Question = Readonly<Record<string, Partial<Outcome>>> | 'void'

const usual: Outcome = {
  ...{ id: '1', choice: 0, right: false, points: 0, response: 2_000 },
  ...{ sure: 'likely', hasty: false },
}

/** A game of these people whose questions have been counted. */
export function settledGame(
  people: Readonly<Record<string, Partial<Player>>>,
  questions: readonly Question[],
  some: Parameters<typeof opening>[0] = {},
  more: Parameters<typeof opening>[1] = {},
): Round {
  const players = Object.entries(people).map(([id, one]): [string, Player] => {
    return [id, { id, joined: 1, team: 0, lives: 0, missed: 0, ...one }]
  })
  const settled = questions.map((answers, question) => {
    const outcomes = Object.entries(answers === 'void' ? {} : answers).map(
      ([id, one]) => [id, { ...usual, ...one }] as const,
    )
    const voided = answers === 'void' ? { voided: 'skipped' as const } : {}
    return { question, start, at: start, message: 'm', ...voided, outcomes: new Map(outcomes) }
  })
  const round = openRound(opening(some, more), { joined: 1 })
  return { ...round, players: OrderedMap(players), settled }
}
