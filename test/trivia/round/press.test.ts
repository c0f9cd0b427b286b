import { Map as Persistent } from 'immutable'
import { describe, expect, test } from 'vitest'
import type { Press } from '../../../src/trivia/event.ts'
import { advance } from '../../../src/trivia/round/advance.ts'
import { grace, type Round } from '../../../src/trivia/round.ts'
import { asked as askedIn, player } from '../game.ts'
import {
  asked,
  counted,
  lobby,
  moment,
  open,
  people,
  posting,
  press,
  pressed,
  reveal,
  tell,
} from './moment.ts'

const kept = (round: Round, who: number) => round.presses.get(player(who))

/** The game with one question that is answered by typing. */
function typing(presses: readonly Press[] = []): Round {
  const round = moment(open, { presses: pressed(...presses) })
  const question = askedIn('typed', { right: 'Pristina', accept: [] })
  return { ...round, opening: { ...round.opening, questions: [question] } }
}
const typed = (text: string, after: number): Press => ({ ...press(1, after, -1), text })

describe('a press', () => {
  test('is kept, told and shown', () => {
    const round = moment(open, {}, { early: false })
    const [next, ...effects] = advance(round, press(1, 2_000, 3))
    expect(kept(next, 1)).toEqual([press(1, 2_000, 3)])
    expect(effects).toEqual([tell({ kind: 'taken', choice: 3 }), { do: 'show' }])
  })

  test('counts from the very moment of the question, and not before', () => {
    expect(advance(moment(open), press(1, 0))[1]).toEqual(tell({ kind: 'taken', choice: 0 }))
    const round = moment(open)
    expect(advance(round, press(1, -1))).toEqual([round, tell({ kind: 'closed' })])
  })

  test('on another question, or in the lobby, is closed', () => {
    for (const round of [moment(lobby), moment({ ...open, question: 1 })])
      expect(advance(round, press(1, 500))).toEqual([round, tell({ kind: 'closed' })])
  })

  test('while its question is being posted is never late, and closes nothing', () => {
    const round = moment(posting)
    const [next, told] = advance(round, press(0, 900_000, 1))
    expect(next.phase).toBe(round.phase)
    expect(told).toEqual(tell({ kind: 'taken', choice: 1 }))
  })

  test('that is late is kept for the audit, up to eight of a player', () => {
    const late = (serial: number) => press(1, 20_000 + grace + 1, 0, serial)
    let round = moment(open)
    for (let serial = 0; serial < 8; serial += 1) {
      const [next, ...effects] = advance(round, late(serial))
      expect(effects).toEqual([tell({ kind: 'late' })])
      round = next
    }
    expect(kept(round, 1)).toHaveLength(8)
    expect(advance(round, late(9))).toEqual([round, tell({ kind: 'late' })])
  })

  test('under the reveal is late', () => {
    const [next, ...effects] = advance(moment(reveal), press(1, 2_000))
    expect(effects).toEqual([tell({ kind: 'late' })])
    expect(kept(next, 1)).toEqual([press(1, 2_000)])
  })

  test('of which eight are kept: an older one takes the place of the youngest, a younger one is told the first', () => {
    const eight = Array.from({ length: 8 }, (_, at) => press(1, 3_000 + at * 100, at % 4))
    const round = moment(open, { presses: pressed(...eight) })
    expect(advance(round, press(1, 9_000, 2))).toEqual([
      round,
      tell({ kind: 'already', choice: 0 }),
    ])
    const [next, told] = advance(round, press(1, 3_350, 2))
    expect(kept(next, 1)).toEqual([...eight.slice(0, 4), press(1, 3_350, 2), ...eight.slice(4, 7)])
    expect(told).toEqual(tell({ kind: 'already', choice: 0 }))
    const seven = moment(open, { presses: pressed(...eight.slice(0, 7)) })
    expect(kept(advance(seven, press(1, 9_000, 2))[0], 1)).toHaveLength(8)
  })

  test('that is delivered twice is told the same', () => {
    const round = moment(open, { presses: pressed(press(1, 2_000, 2)) })
    expect(advance(round, press(1, 2_000, 2))).toEqual([round, tell({ kind: 'taken', choice: 2 })])
  })

  test('that is delivered again after the reveal is told what counted', () => {
    const settled = [counted(0, undefined, 10)]
    const first = { ...press(1, 2_000), id: '1' }
    const second = press(1, 2_500)
    const round = moment(reveal, { settled, presses: pressed(first, second, press(2, 100)) })
    expect(advance(round, first)).toEqual([round, tell({ kind: 'taken', choice: 0 })])
    expect(advance(round, second)).toEqual([round, tell({ kind: 'already', choice: 0 })])
    expect(advance(round, press(2, 100))).toEqual([round, tell({ kind: 'late' })])
  })

  test('of somebody without lives is out; who comes in is in for the first question only', () => {
    const lives = { lives: 2 }
    const out = [tell({ kind: 'out' })]
    const told = (round: Round, event: Press) => advance(round, event).slice(1)
    const players = people({ lives: 0 }, { lives: 1 })
    expect(told(moment(open, { players }, lives), press(0, 500))).toEqual(out)
    expect(told(moment(open, { players }, lives), press(1, 500))[0]).toEqual(
      tell({ kind: 'taken', choice: 0 }),
    )
    expect(told(moment(open, { players }, lives), press(2, 500))[0]).toEqual(
      tell({ kind: 'taken', choice: 0 }),
    )
    const second = { ...press(2, 500), question: 1 }
    expect(told(moment({ ...open, question: 1 }, { players }, lives), second)).toEqual(out)
    expect(told(moment(open, { players }), press(0, 500))[0]).toEqual(
      tell({ kind: 'taken', choice: 0 }),
    )
  })
})

describe('a typed answer', () => {
  test('that locks is told as it was typed', () => {
    expect(advance(typing(), typed('Pristina', 900))[1]).toEqual(
      tell({ kind: 'taken', choice: -1, text: 'Pristina' }),
    )
    const round = typing([typed('Pristina', 900)])
    expect(advance(round, typed('Skopje', 1_900))[1]).toEqual(
      tell({ kind: 'already', choice: -1, text: 'Pristina' }),
    )
  })

  test('that is almost right is told so, also when it comes in after one that locks, and when there are too many', () => {
    const almost = tell({ kind: 'almost' })
    expect(advance(typing(), typed('Pristi', 900))[1]).toEqual(almost)
    const round = typing([typed('Pristina', 1_900)])
    expect(advance(round, typed('Pristi', 900))[1]).toEqual(almost)
    const late = typed('Pristi', 20_500 + grace)
    const full = typing([
      typed('Pristi', 100),
      ...Array.from({ length: 7 }, (_, at) => ({ ...late, id: late.id + at })),
    ])
    expect(advance(full, { ...typed('Pristi', 5_000), id: `${late.id}9` })).toEqual([full, almost])
  })

  test('a choice that comes in before one that locks where answers may be changed is told what counts', () => {
    const presses = pressed(press(1, 2_000, 2))
    const round = moment(open, { presses }, { change: true })
    expect(advance(round, press(1, 1_000, 1))[1]).toEqual(tell({ kind: 'already', choice: 2 }))
  })
})

describe('a word on how sure one is', () => {
  const word = (after: number, sure: 'sure' | 'guess', question = 0) => ({
    ...({ type: 'sure', id: press(1, after).id, at: asked + after, player: player(1) } as const),
    ...{ question, sure },
  })
  const answered = (more: Partial<Round> = {}) =>
    moment(open, { presses: pressed(press(1, 2_000)), ...more })

  test('is kept, and told; the one said last counts, in whatever order they come', () => {
    const [next, ...effects] = advance(answered(), word(3_000, 'guess'))
    expect(next.sure.get(player(1))).toEqual({ id: press(1, 3_000).id, sure: 'guess' })
    expect(effects).toEqual([tell({ kind: 'sure', sure: 'guess' })])
    expect(advance(next, word(2_500, 'sure'))).toEqual([next, tell({ kind: 'sure', sure: 'sure' })])
    expect(advance(next, word(3_000, 'sure'))[0]).toBe(next)
    const [later] = advance(next, word(3_001, 'sure'))
    expect(later.sure).toEqual(Persistent([[player(1), { id: press(1, 3_001).id, sure: 'sure' }]]))
  })

  test('is refused to whoever has not answered', () => {
    const round = moment(open)
    expect(advance(round, word(3_000, 'sure'))).toEqual([round, tell({ kind: 'refused' })])
  })

  test('is late after the question, and for another one', () => {
    const late = tell({ kind: 'late' })
    const last = 20_000 + grace
    expect(advance(answered(), word(last, 'sure'))[1]).toEqual(tell({ kind: 'sure', sure: 'sure' }))
    for (const [round, event] of [
      [answered(), word(last + 1, 'sure')],
      [answered(), word(3_000, 'sure', 1)],
      [answered({ phase: reveal }), word(3_000, 'sure')],
    ] as const)
      expect(advance(round, event)).toEqual([round, late])
  })
})
