/** What follows what: asking, closing, counting, votes, orders, the end. */

import { describe, expect, test } from 'vitest'
import { advance, replay } from '../../../src/trivia/round/advance.ts'
import { endingOf } from '../../../src/trivia/round/ending.ts'
import { votesNeeded } from '../../../src/trivia/round/vote.ts'
import { deadlineOf, nobody, openRound, type Round } from '../../../src/trivia/round.ts'
import { item, opening, player } from '../game.ts'
import {
  asked,
  counted,
  lobby,
  moment,
  open,
  over,
  paused,
  people,
  posting,
  press,
  pressed,
  reveal,
  tell,
} from './moment.ts'

const at = asked + 5_000
const woke = (when: number) => ({ type: 'woke', at: when }) as const
const order = (type: 'begin' | 'pause' | 'resume' | 'stop' | 'skip') =>
  ({ type, at, by: player(0) }) as const
const asking = (question: number, when: number) => ({
  ...{ name: 'posting', question, attempt: 0, until: when + 30_000, starts: [] },
})

describe('a game that opens', () => {
  test('has its host in it, with all lives; one that was planned has nobody', () => {
    const from = opening({ lives: 2, lobby: 60 }, { host: player(0) })
    const round = openRound(from, { joined: 5 })
    expect([...round.players.values()]).toEqual([
      { id: player(0), joined: 5, team: 0, lives: 2, missed: 0 },
    ])
    expect(round).toMatchObject({ phase: { name: 'lobby', startsAt: from.at + 60_000 } })
    expect(round).toMatchObject({ settled: [], pausing: false, votes: new Set() })
    expect(openRound(opening({}, { host: nobody }), { joined: 0 }).players.size).toBe(0)
    expect(replay(from, 5, []).players.get(player(0))?.joined).toBe(5)
  })

  test('must be looked at again at the end of each phase, and never once it is over', () => {
    const deadlines = [lobby, posting, open, reveal, paused, over].map((phase) =>
      deadlineOf(moment(phase)),
    )
    expect(deadlines).toEqual([
      (lobby as { startsAt: number }).startsAt,
      ...[asked + 30_000, asked + 22_500, asked + 30_000, asked + 3_600_000, undefined],
    ])
  })
})

describe('a timer', () => {
  test('too early changes nothing, whatever is on', () => {
    for (const phase of [lobby, posting, open, reveal, paused]) {
      const round = moment(phase)
      expect(advance(round, woke((deadlineOf(round) ?? 0) - 1))).toEqual([round])
    }
  })

  test('at its time asks the first question, with nothing left of what was before', () => {
    const before = { presses: pressed(press(1, 1)), votes: new Set(['x']) }
    const [next, ...effects] = advance(moment(lobby, before), woke(at))
    expect(next.phase).toEqual(asking(0, at))
    expect([next.presses.size, next.sure.size, next.votes.size]).toEqual([0, 0, 0])
    expect(effects).toEqual([{ do: 'ask' }])
  })

  test('ends a game whose question could not be posted, or that was paused for too long', () => {
    for (const [phase, reason] of [
      [posting, 'unreachable'],
      [paused, 'abandoned'],
    ] as const) {
      const when = phase.name === 'posting' ? asked + 30_000 : asked + 3_600_000
      const [next, ...effects] = advance(moment(phase), woke(when))
      expect(next.phase).toEqual({ name: 'over', reason, at: when })
      expect(effects).toEqual([{ do: 'finish' }])
    }
  })

  test('counts the question; the reveal stands for five seconds and for reading, thirteen at most', () => {
    const when = asked + 22_500
    for (const [note, lasts] of [
      ['', 5_000],
      ['x'.repeat(24), 6_000],
      ['x'.repeat(25), 7_000],
      ['x'.repeat(500), 13_000],
    ] as const) {
      const round = moment(open)
      const questions = round.opening.questions.map((one) => ({ ...one, item: item(1, { note }) }))
      const [next, ...effects] = advance(
        { ...round, opening: { ...round.opening, questions } },
        woke(when),
      )
      expect(next.phase).toEqual({ name: 'reveal', question: 0, until: when + lasts })
      expect(effects).toEqual([{ do: 'reveal', question: 0 }])
      expect(next.settled).toHaveLength(1)
    }
  })

  test('after the last reveal ends the game, also where the log lacks a question', () => {
    const when = asked + 30_000
    const last = moment({ ...reveal, question: 2 } as Round['phase'])
    const [next, ...effects] = advance(last, woke(when))
    expect(next.phase).toEqual({ name: 'over', reason: 'played', at: when })
    expect(effects).toEqual([{ do: 'finish' }])
  })
})

describe('the message of a question', () => {
  const message = { type: 'posted', question: 0, attempt: 0, message: 'm9', at } as const

  test('opens it: the clock starts with it', () => {
    const [next, ...effects] = advance(
      moment({ ...posting, starts: [asked] } as Round['phase']),
      message,
    )
    expect(next.phase).toEqual({
      ...{ name: 'open', question: 0, attempt: 0, message: 'm9', starts: [asked, at], gaps: [] },
      ...{ closes: at + 20_000, settles: at + 22_500 },
    })
    expect(effects).toEqual([{ do: 'show' }])
  })

  test('of another question or another attempt, or in another phase, changes nothing', () => {
    for (const [phase, event] of [
      [posting, { ...message, question: 1 }],
      [posting, { ...message, attempt: 1 }],
      [{ ...posting, question: 9 } as Round['phase'], { ...message, question: 9 }],
      [reveal, message],
      [open, message],
    ] as const) {
      const round = moment(phase)
      expect(advance(round, event)).toEqual([round])
    }
  })

  test('of the lobby is remembered, in any phase', () => {
    const [next, ...effects] = advance(moment(open), { ...message, question: -1 })
    expect(next.lobby).toBe('m9')
    expect(effects).toEqual([])
  })
})

describe('a question closes', () => {
  const settles = (some: Parameters<typeof moment>[2], more: Partial<Round>, who = 1) => {
    const [next] = advance(moment(open, more, some), press(who, 3_000))
    return next.phase.name === 'open' ? next.phase.settles - asked : undefined
  }
  const both = people({}, {})

  test('a second and a half after the last of its players, and not before all have answered', () => {
    expect(settles({}, { players: both, presses: pressed(press(0, 4_000)) })).toBe(5_500)
    expect(settles({}, { players: both })).toBe(22_500)
    expect(settles({}, { players: both, presses: pressed(press(0, 20_900)) })).toBe(22_400)
    expect(settles({}, { players: both, presses: pressed(press(0, 21_000)) })).toBe(22_500)
  })

  test('at its time where that is wished, where answers may change, and where nobody is expected', () => {
    const presses = pressed(press(0, 4_000))
    expect(settles({ early: false }, { players: both, presses })).toBe(22_500)
    expect(settles({ change: true }, { players: both, presses })).toBe(22_500)
    expect(settles({}, { players: people({ missed: 2 }) })).toBe(22_500)
  })

  test('at its time again where an answer that closed it turns out not to count', () => {
    const phase = { ...open, settles: asked + 5_500 }
    const [next] = advance(moment(phase, { players: both }), press(1, 3_000))
    expect(next.phase).toEqual(open)
  })

  test('as the same value where nothing has changed', () => {
    const round = moment(open, { players: both })
    expect(advance(round, press(1, 3_000))[0].phase).toBe(round.phase)
  })
})

describe('a vote', () => {
  const vote = (who: number) => ({ type: 'vote', player: player(who), at }) as const

  test('counts once; more than half of the players skip the question', () => {
    const round = moment(open, { players: people({}, {}, {}) })
    expect(votesNeeded(round)).toBe(2)
    const [one, ...first] = advance(round, vote(0))
    expect(one.phase).toBe(round.phase)
    expect(first).toEqual([tell({ kind: 'voted', votes: 1, needed: 2 })])
    expect(advance(one, vote(0))).toEqual([one, tell({ kind: 'voted', votes: 1, needed: 2 })])
    const [two, ...second] = advance(one, vote(1))
    expect(two.phase.name).toBe('reveal')
    expect(two.settled[0]?.voided).toBe('skipped')
    expect(second).toEqual([
      tell({ kind: 'voted', votes: 2, needed: 2 }),
      { do: 'reveal', question: 0 },
    ])
  })

  test('is refused to who does not play, and while no question is open', () => {
    for (const [phase, who] of [
      [open, 5],
      [reveal, 0],
      [lobby, 0],
    ] as const) {
      const round = moment(phase)
      expect(advance(round, vote(who))).toEqual([round, tell({ kind: 'refused' })])
    }
  })
})

describe('an order', () => {
  const done = tell({ kind: 'done' })
  const refuses =
    (...phases: readonly Round['phase'][]) =>
    (type: Parameters<typeof order>[0]) => {
      for (const phase of phases) {
        const round = moment(phase)
        expect(advance(round, order(type))).toEqual([round, tell({ kind: 'refused' })])
      }
    }

  test('to begin asks the first question, in the lobby only', () => {
    const [next, ...effects] = advance(moment(lobby), order('begin'))
    expect(next.phase).toEqual(asking(0, at))
    expect(effects).toEqual([done, { do: 'ask' }])
    refuses(posting, open, reveal, paused)('begin')
  })

  test('to stop ends the game; the question that was open counts for nobody', () => {
    const settled = [counted(0, 500)]
    const phase = { ...open, question: 1 }
    const [next, ...effects] = advance(moment(phase, { settled }), order('stop'))
    expect(next.phase).toEqual({ name: 'over', reason: 'stopped', at })
    expect(next.settled).toMatchObject([settled[0], { question: 1, voided: 'stopped' }])
    expect(effects).toEqual([done, { do: 'reveal', question: 1 }, { do: 'finish' }])
    expect(advance(moment(lobby), order('stop')).slice(1)).toEqual([done, { do: 'finish' }])
  })

  test('to pause: at once between questions, otherwise after the one that is open', () => {
    for (const [phase, next] of [
      [lobby, 0],
      [reveal, 1],
    ] as const) {
      const [round, ...effects] = advance(moment(phase), order('pause'))
      expect(round.phase).toEqual({ name: 'paused', next, until: at + 3_600_000 })
      expect(effects).toEqual([done, { do: 'show' }])
    }
    for (const phase of [open, posting]) {
      const [round, ...effects] = advance(moment(phase), order('pause'))
      expect(round).toEqual({ ...moment(phase), pausing: true })
      expect(effects).toEqual([tell({ kind: 'soon' }), { do: 'show' }])
      expect(advance(round, order('pause'))).toEqual([round, tell({ kind: 'refused' })])
    }
    refuses(paused)('pause')
    const [later] = advance(moment(reveal, { pausing: true }), woke(asked + 30_000))
    expect(later).toMatchObject({ pausing: false, phase: { name: 'paused', next: 1 } })
  })

  test('to resume asks the next question, or takes the pause back', () => {
    const [next, ...effects] = advance(moment(paused), order('resume'))
    expect(next.phase).toEqual(asking(1, at))
    expect(effects).toEqual([done, { do: 'ask' }])
    const [back, ...told] = advance(moment(open, { pausing: true }), order('resume'))
    expect(back).toEqual(moment(open))
    expect(told).toEqual([done, { do: 'show' }])
    refuses(lobby, posting, open, reveal)('resume')
  })

  test('to skip: the lobby, the question that is open, the reveal', () => {
    const [first, ...begun] = advance(moment(lobby), order('skip'))
    expect(first.phase).toEqual(asking(0, at))
    expect(begun).toEqual([done, { do: 'ask' }])
    const [shown, ...skipped] = advance(moment(open), order('skip'))
    expect(shown.settled[0]?.voided).toBe('skipped')
    expect(skipped).toEqual([done, { do: 'reveal', question: 0 }])
    const [second] = advance(moment(reveal), order('skip'))
    expect(second.phase).toEqual(asking(1, at))
    refuses(posting, paused)('skip')
  })

  test('to put a key right changes that question alone, also after the game, and is refused without one', () => {
    const settled = [counted(0, 500), counted(1, 500)]
    const correct = (question: number) =>
      ({ type: 'corrected', at, by: player(0), question, key: -1 }) as const
    const [next, ...effects] = advance(moment(over, { settled }), correct(1))
    expect(next.settled).toMatchObject([settled[0], { question: 1, voided: 'corrected' }])
    expect(effects).toEqual([done])
    const round = moment(over, { settled })
    expect(advance(round, correct(2))).toEqual([round, tell({ kind: 'refused' })])
  })
})

describe('a game is over', () => {
  const ending = (settings: Parameters<typeof moment>[2], more: Partial<Round>) =>
    endingOf(moment(reveal, more, { questions: 10, ...settings }))

  test('once somebody has the points, over all questions', () => {
    const settled = [counted(0, 600, 100), counted(1, 400, undefined)]
    expect(ending({ target: 1_000 }, { settled })).toBe('target')
    expect(ending({ target: 1_500 }, { settled })).toBeUndefined()
  })

  test('once one of several lives, or none of one', () => {
    const settled = [counted(0, 1)]
    const left = (...lives: readonly number[]) => ({
      settled,
      players: people(...lives.map((one) => ({ lives: one }))),
    })
    expect(ending({ lives: 2 }, left(1, 0))).toBe('survivor')
    expect(ending({ lives: 2 }, left(1, 2))).toBeUndefined()
    expect(ending({ lives: 2 }, left(1))).toBeUndefined()
    expect(ending({ lives: 2 }, left(0))).toBe('survivor')
    expect(ending({ lives: 2 }, { ...left(1, 0), settled: [] })).toBeUndefined()
    expect(ending({}, left(0, 0))).toBeUndefined()
  })

  test('after three questions in a row without an answer; those that were void are no silence', () => {
    const silent = [counted(1), counted(2), counted(3)]
    expect(ending({}, { settled: [counted(0, 1), ...silent] })).toBe('idle')
    expect(ending({}, { settled: silent.slice(1) })).toBeUndefined()
    expect(ending({}, { settled: [...silent.slice(1), counted(4, 1)] })).toBeUndefined()
    const skipped = { ...counted(2), voided: 'skipped' } as const
    expect(ending({}, { settled: [counted(1), skipped, counted(3)] })).toBeUndefined()
  })

  test('after its last question', () => {
    const settled = [counted(0, 1), counted(1, 1), counted(2, 1)]
    expect(ending({ questions: 3 }, { settled })).toBe('played')
    expect(ending({ questions: 3 }, { settled: settled.slice(1) })).toBeUndefined()
  })

  test('when its channel is gone, with the reason', () => {
    const [next, ...effects] = advance(moment(reveal), { type: 'failed', at, reason: 'forbidden' })
    expect(next.phase).toEqual({ name: 'over', reason: 'forbidden', at })
    expect(effects).toEqual([{ do: 'finish' }])
  })
})
