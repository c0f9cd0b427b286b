import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lobbyQuestion, type RoundEvent } from '../../src/trivia/event.ts'
import { advance, replay } from '../../src/trivia/round/advance.ts'
import { deadlineOf, grace, openRound, type Round } from '../../src/trivia/round.ts'
import { pointBounds } from '../../src/trivia/scoring.ts'
import { standings, teamStandings } from '../../src/trivia/standings.ts'
import { boardOf, idAt, item, opening, play, player, pressOf, start } from './game.ts'

/** A game whose first question has just been posted. */
function asking(
  some: Parameters<typeof opening>[0] = {},
  more: Parameters<typeof opening>[1] = {},
) {
  let round = openRound(opening(some, more), { joined: 1 })
  const at = start + 20_000
  ;[round] = advance(round, { type: 'woke', at })
  ;[round] = advance(round, {
    type: 'posted',
    question: 0,
    attempt: 0,
    message: 'm0',
    at: at + 300,
  })
  return { round, at: at + 300 }
}

function told(round: Round, event: RoundEvent) {
  const [next, ...effects] = advance(round, event)
  const effect = effects.find((one) => one.do === 'tell')
  return { round: next, verdict: effect?.do === 'tell' ? effect.verdict : undefined }
}

const keyOf = (round: Round, question = 0) => round.opening.questions[question]?.key ?? -1

describe('a game', () => {
  test('starts by itself after the lobby and asks its first question', () => {
    const round = openRound(opening(), { joined: 1 })
    expect(advance(round, { type: 'woke', at: start + 19_999 })[0]).toBe(round)
    const [next, ...effects] = advance(round, { type: 'woke', at: start + 20_000 })
    expect(next.phase).toMatchObject({ name: 'posting', question: 0 })
    expect(effects).toEqual([{ do: 'ask' }])
  })

  test('asks every question once and is then over', () => {
    const { round } = play(opening({ questions: 5 }), (question, at) => [
      pressOf(question % 3, question, at, 3_000, 0),
    ])
    expect(round.phase).toMatchObject({ name: 'over', reason: 'played' })
    expect(round.settled.map(({ question }) => question)).toEqual([0, 1, 2, 3, 4])
  })

  test('ends by itself when three questions in a row had no answer', () => {
    const { round } = play(opening({ questions: 10 }), () => [])
    expect(round.phase).toMatchObject({ name: 'over', reason: 'idle' })
    expect(round.settled).toHaveLength(3)
  })

  test('can be joined by a press in the middle', () => {
    const { round } = play(opening(), (question, at) =>
      question === 1 ? [pressOf(7, 1, at, 1_000, 0)] : [],
    )
    expect(round.players.has(player(7))).toBe(true)
  })

  test('may be stopped in every phase, and what was being asked counts for nobody', () => {
    const { round, at } = asking()
    const [pressed] = advance(round, pressOf(1, 0, at, 2_000, keyOf(round)))
    const [over, ...effects] = advance(pressed, { type: 'stop', at: at + 3_000, by: 'host' })
    expect(over.phase).toMatchObject({ name: 'over', reason: 'stopped' })
    expect(standings(over).every(({ points }) => points === 0)).toBe(true)
    expect(effects.map((effect) => effect.do)).toEqual(['tell', 'reveal', 'finish'])
  })

  test('replays from its log to the same state, byte for byte', () => {
    const { round, events } = play(opening({ questions: 6 }), (question, at) =>
      [0, 1, 2, 3].map((who) => pressOf(who, question, at, 900 * (who + 1), (question + who) % 4)),
    )
    const again = replay(round.opening, 1, JSON.parse(JSON.stringify(events)))
    expect(boardOf(again)).toBe(boardOf(round))
    expect(JSON.stringify(standings(again))).toBe(JSON.stringify(standings(round)))
  })
})

describe('a press', () => {
  test('locks: the second one is told what the first one was', () => {
    const { round, at } = asking()
    const first = told(round, pressOf(1, 0, at, 2_000, 2))
    expect(first.verdict).toEqual({ kind: 'taken', choice: 2 })
    const second = told(first.round, pressOf(1, 0, at, 2_500, 0))
    expect(second.verdict).toEqual({ kind: 'already', choice: 2 })
  })

  test('of every button scores at most once', () => {
    const { round } = play(opening({ early: false }), (question, at) =>
      [0, 1, 2, 3].map((choice) => pressOf(1, question, at, 1_000 + choice * 100, choice)),
    )
    for (const { outcomes } of round.settled) {
      expect(outcomes.get(player(1))?.choice).toBe(0)
      expect(outcomes.size).toBe(1)
    }
  })

  test('that was made first counts although it arrives last', () => {
    const { round, at } = asking()
    const [later] = advance(round, pressOf(1, 0, at, 2_500, 0))
    const earlier = told(later, pressOf(1, 0, at, 2_000, 3))
    expect(earlier.verdict).toEqual({ kind: 'taken', choice: 3 })
  })

  test('that outruns the word of its own message is taken like any other', () => {
    let round = openRound(opening(), { joined: 1 })
    ;[round] = advance(round, { type: 'woke', at: deadlineOf(round) ?? 0 })
    expect(round.phase.name).toBe('posting')
    const at = start + 60_000
    const pressed = told(round, pressOf(1, 0, at, 20, 2))
    expect(pressed.verdict).toEqual({ kind: 'taken', choice: 2 })
    const again = told(pressed.round, pressOf(1, 0, at, 40, 3, 1))
    expect(again.verdict).toEqual({ kind: 'already', choice: 2 })
    const message = { question: 0, attempt: 0, message: idAt(at), at }
    const [posted] = advance(pressed.round, { type: 'posted', ...message })
    const [settled] = advance(posted, { type: 'woke', at: deadlineOf(posted) ?? 0 })
    expect(settled.settled[0]?.outcomes.get(player(1))?.choice).toBe(2)
  })

  test('is taken up to a second after the countdown and not later', () => {
    const { round, at } = asking()
    const closes = round.phase.name === 'open' ? round.phase.closes : 0
    const last = pressOf(1, 0, at, closes - at + grace, 1)
    expect(told(round, last).verdict).toEqual({ kind: 'taken', choice: 1 })
    const late = pressOf(1, 0, at, closes - at + grace + 1, 1)
    expect(told(round, late).verdict).toEqual({ kind: 'late' })
  })

  test('that comes in after the settlement is refused, whenever it was made', () => {
    const { round, at } = asking()
    const [revealed] = advance(round, { type: 'woke', at: at + 60_000 })
    expect(revealed.phase.name).toBe('reveal')
    const late = told(revealed, pressOf(1, 0, at, 2_000, 1))
    expect(late.verdict).toEqual({ kind: 'late' })
    expect(late.round.settled).toEqual(revealed.settled)
  })

  test('on another question, or before this one was asked, is not taken', () => {
    const { round, at } = asking()
    expect(told(round, pressOf(1, 1, at, 1_000, 0)).verdict).toEqual({ kind: 'closed' })
    expect(told(round, pressOf(1, 0, at, -500, 0)).verdict).toEqual({ kind: 'closed' })
  })

  test('that claims to be older than its button counts for nothing, whenever it comes in', () => {
    const { round: posted, at } = asking()
    let round = openRound(opening(), { joined: 1 })
    ;[round] = advance(round, { type: 'woke', at: start + 20_000 })
    ;[round] = advance(round, pressOf(1, 0, at, -1, keyOf(posted)))
    const message = { type: 'posted', question: 0, attempt: 0, message: 'm0', at } as const
    ;[round] = advance(round, message)
    ;[round] = advance(round, { type: 'woke', at: deadlineOf(round) ?? 0 })
    expect(round.settled[0]?.outcomes.size).toBe(0)
  })

  test('that was too late is too late as often as it is delivered', () => {
    const { round, at } = asking({ early: false })
    const tooLate = pressOf(1, 0, at, 21_001, 1)
    const first = told(round, tooLate)
    expect(first.verdict).toEqual({ kind: 'late' })
    const [counted] = advance(first.round, { type: 'woke', at: deadlineOf(round) ?? 0 })
    expect(told(counted, tooLate).verdict).toEqual({ kind: 'late' })
  })

  test('may be changed where the host allows it: the last one counts', () => {
    const { round } = play(opening({ change: true }), (question, at) => [
      pressOf(1, question, at, 2_000, 3),
      pressOf(1, question, at, 1_000, 0),
    ])
    expect(round.settled[0]?.outcomes.get(player(1))).toMatchObject({ choice: 3, response: 2_000 })
  })
})

describe('a question', () => {
  test('ends early once everyone who plays has answered', () => {
    const { round, at } = asking()
    const [one] = advance(round, pressOf(0, 0, at, 2_000, 1))
    expect(deadlineOf(one)).toBe(at + 2_000 + 1_500)
  })

  test('is lengthened once by a short interruption and its five seconds, which cost nobody time', () => {
    const { round, at } = asking({ early: false })
    const closes = round.phase.name === 'open' ? round.phase.closes : 0
    const [longer] = advance(round, { type: 'interrupted', from: at + 5_000, at: at + 15_000 })
    expect(longer.phase).toMatchObject({ name: 'open', closes: closes + 15_000 })
    const key = keyOf(round)
    const [pressed] = advance(longer, pressOf(1, 0, at, 16_000, key))
    const [settled] = advance(pressed, { type: 'woke', at: deadlineOf(pressed) ?? 0 })
    expect(settled.settled[0]?.outcomes.get(player(1))?.response).toBe(6_000)
    const [second] = advance(longer, { type: 'interrupted', from: at + 16_000, at: at + 20_000 })
    expect(second.settled[0]?.voided).toBe('interrupted')
  })

  test('is not touched by an interruption of two seconds, and void after more than a minute', () => {
    const { round, at } = asking()
    expect(advance(round, { type: 'interrupted', from: at + 1_000, at: at + 3_000 })[0]).toBe(round)
    const [gone] = advance(round, { type: 'interrupted', from: at + 1_000, at: at + 62_000 })
    expect(gone.settled[0]).toMatchObject({ voided: 'interrupted' })
    expect(gone.phase.name).toBe('reveal')
  })

  test('whose message is deleted is posted again once with its answers kept, then void', () => {
    const { round, at } = asking({ early: false })
    const [pressed] = advance(round, pressOf(1, 0, at, 2_000, 1))
    const [again, ...effects] = advance(pressed, { type: 'lost', message: 'm0', at: at + 3_000 })
    expect(effects).toEqual([{ do: 'ask' }])
    const posted: RoundEvent = {
      type: 'posted',
      question: 0,
      attempt: 1,
      message: 'm1',
      at: at + 3_500,
    }
    const [open] = advance(again, posted)
    const [both] = advance(open, pressOf(2, 0, at, 5_500, 1))
    const [over] = advance(both, { type: 'lost', message: 'm1', at: at + 6_000 })
    expect(over.settled[0]?.voided).toBe('lost')
    const [settled] = advance(both, { type: 'woke', at: at + 90_000 })
    expect(settled.settled[0]?.outcomes.get(player(1))?.response).toBe(2_000)
    expect(settled.settled[0]?.outcomes.get(player(2))?.response).toBe(2_000)
  })

  test('after a lobby that was deleted: it is posted once more, also after a restart, then not again', () => {
    const lobbyAt = (message: string, attempt: number): RoundEvent => ({
      ...{ type: 'posted', question: lobbyQuestion, attempt, message, at: start },
    })
    const lose = (round: Round, message: string) =>
      advance(round, { type: 'lost', message, at: start + 1_000 })
    const [shown] = advance(openRound(opening(), { joined: 1 }), lobbyAt('l0', 0))
    expect(lose(shown, 'another')[0]).toBe(shown)
    const [gone, ...effects] = lose(shown, 'l0')
    expect(effects).toEqual([{ do: 'invite' }])
    const restart: RoundEvent = { type: 'interrupted', from: start + 1_000, at: start + 9_000 }
    expect(advance(gone, restart)).toContainEqual({ do: 'invite' })
    const [again] = advance(gone, lobbyAt('l1', 1))
    expect(advance(again, restart)).not.toContainEqual({ do: 'invite' })
    const [without, ...nothing] = lose(again, 'l1')
    expect([without.lobby, nothing]).toEqual([undefined, []])
    expect(advance(without, restart)).not.toContainEqual({ do: 'invite' })
  })

  test('is skipped by more than half of those who play', () => {
    let { round } = asking()
    const at = start + 21_000
    for (const who of [1, 2, 3]) {
      const lobby = { ...round, phase: { name: 'lobby', startsAt: start } } as Round
      const [joined] = advance(lobby, { type: 'join', player: player(who), joined: 1, at })
      round = { ...joined, phase: round.phase }
    }
    const vote = (who: number): RoundEvent => ({ type: 'vote', player: player(who), at })
    const one = told(round, vote(1))
    expect(one.verdict).toEqual({ kind: 'voted', votes: 1, needed: 3 })
    const [two] = advance(one.round, vote(2))
    expect(advance(two, vote(2))[0]).toBe(two)
    const [three] = advance(two, vote(3))
    expect(three.settled[0]?.voided).toBe('skipped')
  })
})

describe('a pause', () => {
  test('begins after the question that is open, lasts at most an hour, and goes on where it was', () => {
    const { round, at } = asking()
    const paused = told(round, { type: 'pause', at: at + 1_000, by: 'host' })
    expect(paused.verdict).toEqual({ kind: 'soon' })
    const [reveal] = advance(paused.round, { type: 'woke', at: at + 60_000 })
    const [held] = advance(reveal, { type: 'woke', at: at + 90_000 })
    expect(held.phase).toMatchObject({ name: 'paused', next: 1 })
    const [on] = advance(held, { type: 'resume', at: at + 100_000, by: 'host' })
    expect(on.phase).toMatchObject({ name: 'posting', question: 1 })
    const [over] = advance(held, { type: 'woke', at: at + 90_000 + 3_600_000 })
    expect(over.phase).toMatchObject({ name: 'over', reason: 'abandoned' })
  })
})

describe('kinds of games', () => {
  const everyone = [0, 1, 2, 3]

  test('with lives: who is wrong is out, and the last one wins', () => {
    const { round } = play(opening({ lives: 1, questions: 10 }), (question, at) =>
      everyone.map((who) => {
        const key = keyOf(asking({ lives: 1, questions: 10 }).round, question)
        return pressOf(who, question, at, 2_000 + who, who > question ? key : (key + 1) % 4)
      }),
    )
    expect(round.phase).toMatchObject({ name: 'over', reason: 'survivor' })
    const [first] = standings(round)
    expect(first).toMatchObject({ player: player(3), rank: 1, survived: 3 })
  })

  test('with lives: where nobody knows it nobody falls', () => {
    const { round } = play(opening({ lives: 1 }), (question, at) =>
      everyone.map((who) => {
        const key = keyOf(asking({ lives: 1 }).round, question)
        return pressOf(who, question, at, 2_000 + who, (key + 1) % 4)
      }),
    )
    expect([...round.players.values()].every(({ lives }) => lives === 1)).toBe(true)
  })

  test('to a number of points: the game ends after the question in which someone has them', () => {
    const from = opening({ target: 1_500, questions: 10 })
    const { round } = play(from, (question, at) => [
      pressOf(1, question, at, 800, from.questions[question]?.key ?? 0),
    ])
    expect(round.phase).toMatchObject({ name: 'over', reason: 'target' })
    expect(round.settled).toHaveLength(2)
  })

  test('in teams: a late player goes to the smallest, and a team scores by member', () => {
    const from = opening({ teams: 2, scoring: 'accuracy', questions: 3 })
    const { round } = play(from, (question, at) =>
      everyone.map((who) => {
        const key = from.questions[question]?.key ?? 0
        return pressOf(who, question, at, 1_000 + who, who === 0 ? key : (key + 1) % 4)
      }),
    )
    const sizes = [0, 1].map((team) => [...round.players.values()].filter((p) => p.team === team))
    expect(sizes.map((members) => members.length)).toEqual([2, 2])
    const teams = teamStandings(round)
    expect(teams.map(({ points }) => points)).toEqual([150, 0])
    expect(teams.map(({ rank }) => rank)).toEqual([1, 2])
  })

  test('equal in points, right answers and quarter-seconds share a rank', () => {
    const from = opening({ early: false })
    const { round } = play(from, (question, at) => {
      const key = from.questions[question]?.key ?? 0
      return [
        pressOf(1, question, at, 3_010, key),
        pressOf(2, question, at, 3_240, key),
        pressOf(3, question, at, 9_000, key),
      ]
    })
    const ranks = standings(round).map((line) => [line.player, line.rank])
    expect(ranks.slice(0, 3)).toEqual([
      [player(1), 1],
      [player(2), 1],
      [player(3), 3],
    ])
  })

  test('with confidence: the word said last counts, in whatever order it comes', () => {
    const from = opening({ scoring: 'confidence', early: false })
    const sure = (question: number, at: number, serial: number, word: 'sure' | 'guess') =>
      ({
        type: 'sure',
        id: idAt(at, serial),
        at,
        player: player(1),
        question,
        sure: word,
      }) as const
    const { round } = play(from, (question, at) => [
      pressOf(1, question, at, 1_000, from.questions[question]?.key ?? 0),
      sure(question, at + 3_000, 2, 'sure'),
      sure(question, at + 2_000, 1, 'guess'),
    ])
    expect(round.settled[0]?.outcomes.get(player(1))).toMatchObject({ sure: 'sure', points: 990 })
  })

  test('typed: what is almost right may be typed again twice, the rest locks', () => {
    const questions = opening({ style: 'typed' }).questions.map((asked) => ({
      ...asked,
      item: item(1, { right: 'Ahtisaari', wrong: ['Annan', 'Eide', 'Rugova'] }),
    }))
    const from = opening({ style: 'typed' }, { questions })
    const typed = (at: number, after: number, text: string) => ({
      ...pressOf(1, 0, at, after, -1),
      text,
    })
    const { round, at } = asking({ style: 'typed' }, { questions })
    const first = told(round, typed(at, 1_000, 'Ahtsri'))
    expect(first.verdict).toEqual({ kind: 'almost' })
    const second = told(first.round, typed(at, 2_000, 'ahtisari'))
    expect(second.verdict).toEqual({ kind: 'taken', choice: -1, text: 'ahtisari' })
    const { round: played } = play(from, (question, begin) =>
      question === 0 ? [typed(begin, 2_000, 'Ahtisaari'), typed(begin, 1_000, 'Annan')] : [],
    )
    expect(played.settled[0]?.outcomes.get(player(1))).toMatchObject({ right: false })
  })
})

const shapes = [
  { early: true },
  { early: false },
  { change: true },
  { scoring: 'difficulty', teams: 3 },
  { scoring: 'confidence', early: false },
  { lives: 2, questions: 6 },
] as const

/** Presses of up to 12 players on each of a game's questions. */
const pressLog = fc.array(
  fc.record({
    who: fc.integer({ min: 0, max: 11 }),
    after: fc.integer({ min: 0, max: 24_000 }),
    choice: fc.integer({ min: 0, max: 3 }),
    order: fc.nat(),
    copies: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 14 },
)

describe('whatever the network does', () => {
  test('the order, the number and the delay of deliveries change no settlement', () => {
    let histories = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...shapes),
        fc.array(pressLog, { minLength: 6, maxLength: 6 }),
        (some, logs) => {
          const from = opening({ questions: 6, ...some })
          const eventsOn = (question: number, at: number) =>
            (logs[question] ?? []).map(({ who, after, choice }, serial) =>
              pressOf(who, question, at, after, choice, serial),
            )
          const shuffled = (question: number, at: number) => {
            const log = logs[question] ?? []
            const events = eventsOn(question, at)
            return log
              .flatMap(({ copies, order }, index) =>
                Array.from({ length: copies }, (_, copy) => ({
                  event: events[index],
                  key: (order * 7919 + copy * 104_729) % 100_003,
                })),
              )
              .sort((a, b) => a.key - b.key)
              .flatMap(({ event }) => (event === undefined ? [] : [event]))
          }
          const plain = play(from, (question, at) =>
            eventsOn(question, at).sort((a, b) => a.at - b.at),
          )
          const other = play(from, shuffled)
          histories += 1
          expect(boardOf(other.round)).toBe(boardOf(plain.round))
        },
      ),
      { numRuns: 1_000 },
    )
    expect(histories).toBeGreaterThanOrEqual(1_000)
  }, 60_000)

  test('points stay within the bounds of the scoring', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...shapes),
        fc.array(pressLog, { maxLength: 6 }),
        (some, logs) => {
          const from = opening({ questions: 6, ...some })
          const { round } = play(from, (question, at) =>
            (logs[question] ?? []).map(({ who, after, choice }, serial) =>
              pressOf(who, question, at, after, choice, serial),
            ),
          )
          const { most, least } = pointBounds[from.settings.scoring]
          for (const { outcomes } of round.settled)
            for (const { points } of outcomes.values()) {
              expect(Number.isInteger(points)).toBe(true)
              expect(points).toBeLessThanOrEqual(most)
              expect(points).toBeGreaterThanOrEqual(least)
            }
        },
      ),
      { numRuns: 500 },
    )
  }, 60_000)

  test('no sequence of events leaves a game open a minute after its last deadline', () => {
    const soon = fc.integer({ min: 0, max: 40_000 })
    const who = fc.integer({ min: 0, max: 4 })
    const event = fc.oneof(
      fc.record({ kind: fc.constant('press' as const), who, after: soon }),
      fc.record({
        kind: fc.constantFrom('join', 'leave', 'vote', 'lost', 'interrupted', 'posted', 'woke'),
        who,
        after: soon,
      }),
      fc.record({ kind: fc.constantFrom('pause', 'resume', 'skip', 'begin'), who, after: soon }),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...shapes),
        fc.array(event, { maxLength: 60 }),
        (some, events) => {
          let round = openRound(opening({ questions: 6, ...some }), { joined: 1 })
          let at = start
          for (const { kind, who, after } of events) {
            at += after
            ;[round] = advance(round, made(round, kind, who, at, after))
          }
          // From here on nobody does anything; timers only. A pause may be the last deadline.
          for (let wakes = 0; wakes < 40 && round.phase.name !== 'over'; wakes += 1) {
            const deadline = deadlineOf(round)
            if (deadline === undefined) break
            const before: Round = round
            at = Math.max(at, deadline)
            ;[round] = advance(round, { type: 'woke', at })
            expect(round, `stuck in ${before.phase.name}`).not.toBe(before)
          }
          expect(round.phase.name).toBe('over')
        },
      ),
      { numRuns: 2_000 },
    )
  }, 60_000)
})

function made(round: Round, kind: string, who: number, at: number, after: number): RoundEvent {
  const { phase } = round
  const question = 'question' in phase ? phase.question : 0
  switch (kind) {
    case 'press':
      return pressOf(who, question, at, 0, after % 4, after % 50)
    case 'join':
    case 'leave':
      return { type: kind, player: player(who), joined: 1, at }
    case 'vote':
      return { type: 'vote', player: player(who), at }
    case 'lost':
      return { type: 'lost', message: phase.name === 'open' ? phase.message : 'none', at }
    case 'interrupted':
      return { type: 'interrupted', from: at - after, at }
    case 'posted': {
      const attempt = phase.name === 'posting' ? phase.attempt : 0
      return { type: 'posted', question, attempt, message: `m${at}`, at }
    }
    case 'woke':
      return { type: 'woke', at }
    default:
      return { type: kind as 'pause', by: 'host', at }
  }
}
