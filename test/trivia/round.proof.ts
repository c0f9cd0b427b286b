import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Opening, RoundEvent } from '../../src/trivia/event.ts'
import { advance } from '../../src/trivia/round/advance.ts'
import { deadlineOf, openRound, type Round } from '../../src/trivia/round.ts'
import { pointBounds } from '../../src/trivia/scoring.ts'
import { proofSize, tellMeasured } from '../support/proof-size.ts'
import { boardOf, idAt, item, opening, play, player, pressOf } from './game.ts'
import { type Line, limitOn, type Made, settlementOf } from './model.ts'

/** Presses that are under way longer than this may come too late, in milliseconds. */
const drain = 1_500

const shapes = [
  { early: false },
  { early: false, change: true },
  { early: false, scoring: 'accuracy', seconds: 5 },
  { early: false, scoring: 'difficulty', teams: 3, style: 'truefalse' },
  { early: false, scoring: 'confidence' },
  { early: false, lives: 1, questions: 6 },
  { early: false, lives: 2, questions: 6, scoring: 'accuracy' },
] as const

const press = fc.record({
  who: fc.integer({ min: 0, max: 9 }),
  question: fc.integer({ min: 0, max: 3 }),
  after: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 21_500 }) },
    { weight: 1, arbitrary: fc.integer({ min: -400, max: 300 }) },
  ),
  choice: fc.integer({ min: 0, max: 3 }),
  /** How long each of its deliveries is under way; not even in order. */
  delays: fc.array(fc.integer({ min: 0, max: drain }), { minLength: 1, maxLength: 3 }),
})

const history = fc.record({
  shape: fc.constantFrom(...shapes),
  presses: fc.array(press, { maxLength: 40 }),
  /** How long the word that each question's message stands is under way. */
  posting: fc.array(fc.integer({ min: 0, max: drain }), { minLength: 6, maxLength: 6 }),
})

interface Delivered {
  readonly at: number
  readonly event: RoundEvent
}

interface Played {
  readonly round: Round
  /** Every press with what its player was told. */
  readonly told: readonly {
    who: string
    question: number
    kind: string
    id: string
    after: number
  }[]
}

/** Plays a game over a network that delivers as `history` says; timers ring when they are due. */
function deliver(
  from: Opening,
  made: readonly (Made & { delays: readonly number[] })[],
  posting: readonly number[],
): Played {
  let round = openRound(from, { joined: 1 })
  const told: Played['told'][number][] = []
  let queue: Delivered[] = []
  const apply = (event: RoundEvent, started: number) => {
    const [next, ...effects] = advance(round, event)
    round = next
    const verdict = effects.find((effect) => effect.do === 'tell')
    if (event.type === 'press' && verdict?.do === 'tell')
      told.push({
        who: event.player,
        question: event.question,
        kind: verdict.verdict.kind,
        id: event.id,
        after: event.at - started,
      })
  }
  let started = 0
  for (let guard = 0; guard < 2_000; guard += 1) {
    const { phase } = round
    const deadline = deadlineOf(round)
    if (deadline === undefined) return { round, told }
    if (
      phase.name === 'posting' &&
      queue.every(({ event }) => event.type === 'press' && event.question !== phase.question)
    ) {
      started = phase.until - 30_000 + 200
      queue.push(...eventsOf(from, made, phase.question, started, posting[phase.question] ?? 0))
      queue = queue.sort((a, b) => a.at - b.at)
    }
    const next = queue[0]
    if (next !== undefined && (next.at <= deadline || phase.name === 'posting')) {
      queue.shift()
      apply(next.event, started)
    } else apply({ type: 'woke', at: deadline }, started)
  }
  throw new Error('the game does not end')
}

function eventsOf(
  from: Opening,
  made: readonly (Made & { delays: readonly number[] })[],
  question: number,
  started: number,
  latency: number,
): Delivered[] {
  const message = idAt(started)
  const posted = { type: 'posted', question, attempt: 0, message, at: started } as const
  const pressed = made
    .filter((one) => one.question === question)
    .flatMap(({ who, after, choice, delays, id }) =>
      delays.map((delay): Delivered => {
        const event = { ...pressOf(0, question, started, after, choice), id, player: who }
        return { at: started + after + delay, event }
      }),
    )
  const options = from.questions[question]?.options.length ?? 0
  const possible = pressed.filter(({ event }) => event.type === 'press' && event.choice < options)
  return [{ at: started + latency, event: posted }, ...possible]
}

const linesOf = (round: Round): Line[][] =>
  round.settled.map(({ outcomes }) =>
    [...outcomes]
      .map(([who, { choice, points, response }]) => ({ who, choice, points, response }))
      .sort((a, b) => (a.who < b.who ? -1 : 1)),
  )

/** The presses of a history, with ids that rise with their times. */
function madeOf(
  from: Opening,
  presses: readonly {
    who: number
    question: number
    after: number
    choice: number
    delays: readonly number[]
  }[],
) {
  const options = (question: number) => from.questions[question]?.options.length ?? 0
  return presses
    .filter(({ question, choice }) => choice < options(question))
    .map(({ who, question, after, choice, delays }, serial) => ({
      who: player(who),
      question,
      after,
      choice,
      delays,
      id: idAt(1_790_000_000_000 + question * 1_000_000 + after, serial),
    }))
}

describe('whatever the network does to the presses of a game', () => {
  test('its settlement is what the published rules say, in any history', (context) => {
    let histories = 0
    let counted = 0
    fc.assert(
      fc.property(history, ({ shape, presses, posting }) => {
        const from = opening({ questions: 4, ...shape })
        const made = madeOf(from, presses)
        const { round } = deliver(from, made, posting)
        const lines = linesOf(round)
        histories += 1
        counted += lines.flat().length
        expect(lines).toEqual(settlementOf(from, made))
      }),
      { numRuns: proofSize.histories },
    )
    expect(counted).toBeGreaterThan(histories)
    tellMeasured(
      context,
      `${histories} histories, ${counted} answers counted, all as the rules say`,
    )
  })

  test('who was told "Got it" has an answer that counts, and no answer counts that nobody was told of', () => {
    fc.assert(
      fc.property(history, ({ shape, presses, posting }) => {
        const from = opening({ questions: 4, ...shape })
        const made = madeOf(from, presses).filter(({ after }) => after >= 0)
        const { round, told } = deliver(from, made, posting)
        for (const { question, outcomes } of round.settled) {
          const taken = told.filter((one) => one.question === question && one.kind === 'taken')
          for (const { who } of taken) expect(outcomes.has(who)).toBe(true)
          for (const [who, { id }] of outcomes)
            expect(taken.some((one) => one.who === who && one.id === id)).toBe(true)
        }
      }),
      { numRuns: proofSize.histories / 4 },
    )
  })

  test('typed answers settle alike in whatever order they come', () => {
    const words = ['Ahtisaari', 'ahtisari', 'Ahtsri', 'Athsri', 'Annan', 'Ahtisaari!']
    const said = fc.record({
      who: fc.integer({ min: 0, max: 4 }),
      after: fc.integer({ min: 0, max: 20_000 }),
      word: fc.constantFrom(...words),
      copies: fc.integer({ min: 1, max: 3 }),
      order: fc.nat({ max: 1_000 }),
    })
    fc.assert(
      fc.property(fc.array(said, { maxLength: 25 }), (all) => {
        const from = typedOpening()
        const inOrder = (by: (one: (typeof all)[number]) => number, copies: boolean) =>
          play(from, (question, at) =>
            all
              .toSorted((a, b) => by(a) - by(b))
              .flatMap((one) => Array.from({ length: copies ? one.copies : 1 }, () => one))
              .flatMap((one) => typedEvents(one, question, at, all.indexOf(one))),
          )
        const plain = inOrder(({ after }) => after, false)
        expect(boardOf(inOrder(({ order }) => order, true).round)).toBe(boardOf(plain.round))
      }),
      { numRuns: proofSize.histories / 10 },
    )
  })

  test('points stay within what the scoring allows, and a player scores once a question', () => {
    fc.assert(
      fc.property(history, ({ shape, presses, posting }) => {
        const from = opening({ questions: 4, ...shape })
        const { round } = deliver(from, madeOf(from, presses), posting)
        const { most, least } = pointBounds[from.settings.scoring]
        for (const { question, outcomes } of round.settled) {
          const ids = [...outcomes.values()].map(({ id }) => id)
          expect(new Set(ids).size).toBe(ids.length)
          for (const { points, response } of outcomes.values()) {
            expect(Number.isInteger(points)).toBe(true)
            expect(points).toBeLessThanOrEqual(most)
            expect(points).toBeGreaterThanOrEqual(least)
            expect(response).toBeLessThanOrEqual(limitOn(from, question) + 1_000)
          }
        }
      }),
      { numRuns: proofSize.histories / 4 },
    )
  })
})

function typedOpening(): Opening {
  const from = opening({ style: 'typed', scoring: 'accuracy', early: false, questions: 3 })
  const named = item(1, { right: 'Ahtisaari', wrong: ['Annan', 'Eide', 'Rugova'] })
  return { ...from, questions: from.questions.map((asked) => ({ ...asked, item: named })) }
}

function typedEvents(
  { who, after, word }: { who: number; after: number; word: string },
  question: number,
  at: number,
  serial: number,
): RoundEvent[] {
  return [{ ...pressOf(who, question, at, after, -1, serial), text: word }]
}
