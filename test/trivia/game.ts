/** Games for tests: questions, openings, ids that carry their time, and a way to play a log of presses. */

import { type Asked, arrange, drawQuestions } from '../../src/trivia/draw.ts'
import type { Opening, Press, RoundEvent } from '../../src/trivia/event.ts'
import type { TriviaItem } from '../../src/trivia/question.ts'
import { createDice } from '../../src/trivia/random.ts'
import { advance } from '../../src/trivia/round/advance.ts'
import { deadlineOf, openRound, type Round } from '../../src/trivia/round.ts'
import { type Settings, settingsSchema } from '../../src/trivia/settings.ts'

export const start = 1_790_000_000_000

export function item(at: number, more: Partial<TriviaItem> = {}): TriviaItem {
  return {
    id: `item-${at}`,
    question: `What is number ${at}?`,
    right: `right ${at}`,
    wrong: [`wrong ${at} a`, `wrong ${at} b`, `wrong ${at} c`],
    note: 'Because it is so.',
    sources: [{ title: 'A book', publisher: 'A house', year: 2020 }],
    difficulty: (['easy', 'medium', 'hard'] as const)[at % 3] ?? 'easy',
    entry: `entry-${at}`,
    topics: at % 2 === 0 ? ['courts'] : ['history'],
    accept: [],
    ...more,
  }
}

export const pool = (size: number) => Array.from({ length: size }, (_, at) => item(at))

export function settings(some: Partial<Settings> = {}): Settings {
  return settingsSchema.parse(some)
}

/** An opening with `questions` questions. */
export function opening(some: Partial<Settings> = {}, more: Partial<Opening> = {}): Opening {
  const chosen = settings({ questions: 3, ...some })
  return {
    id: 'game0001',
    guild: 'guild',
    channel: 'channel',
    host: idAt(start - 90 * 86_400_000, 1),
    at: start,
    settings: chosen,
    seed: '00112233445566778899aabbccddeeff',
    questions: drawQuestions(pool(60), chosen, '00112233445566778899aabbccddeeff', new Map()),
    insiders: [],
    ...more,
  }
}

export function asked(style: Settings['style'], more: Partial<TriviaItem> = {}): Asked {
  return arrange(item(1, more), style, createDice('seed'))
}

/** A Discord id of that moment. */
export function idAt(time: number, serial = 0): string {
  return String((BigInt(time - 1_420_070_400_000) << 22n) + BigInt(serial))
}

/** Someone who has been there for long; different for different numbers. */
export const player = (number: number) => idAt(start - 90 * 86_400_000, number + 1)

/** A press by player `who`, `after` milliseconds after the question's message. */
export function pressOf(
  who: number,
  question: number,
  startedAt: number,
  after: number,
  choice: number,
  serial = 0,
): Press {
  const at = startedAt + after
  const id = idAt(at, who * 100 + serial)
  return {
    type: 'press',
    id,
    at,
    received: at + 50,
    player: player(who),
    joined: 1,
    question,
    choice,
  }
}

/** Plays a game to its end: `pressesOn` gives the presses on each question, in order of delivery. */
export function play(
  from: Opening,
  pressesOn: (question: number, startedAt: number) => readonly RoundEvent[],
): { round: Round; events: RoundEvent[] } {
  let round = openRound(from, { joined: 1 })
  const events: RoundEvent[] = []
  const apply = (event: RoundEvent) => {
    events.push(event)
    ;[round] = advance(round, event)
  }
  for (let guard = 0; guard < 1_000; guard += 1) {
    const { phase } = round
    const deadline = deadlineOf(round)
    if (deadline === undefined) return { round, events }
    if (phase.name === 'posting') {
      const at = phase.until - 30_000 + 200
      const { question, attempt } = phase
      apply({ type: 'posted', question, attempt, message: idAt(at), at })
      for (const event of pressesOn(question, at)) apply(event)
    } else apply({ type: 'woke', at: deadline })
  }
  throw new Error('the game does not end')
}

/** What a board says, as text that is equal for equal boards. */
export function boardOf(round: Round): string {
  return JSON.stringify(
    round.settled.map(({ question, voided, outcomes }) => [question, voided, ...outcomes]),
  )
}
