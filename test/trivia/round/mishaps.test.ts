import { describe, expect, test } from 'vitest'
import { advance } from '../../../src/trivia/round/advance.ts'
import type { Round } from '../../../src/trivia/round.ts'
import {
  asked,
  lobby,
  moment,
  open,
  paused,
  people,
  posting,
  press,
  pressed,
  reveal,
} from './moment.ts'

const minute = 60_000
const gap = (from: number, at: number) =>
  ({ type: 'interrupted', from: asked + from, at: asked + at }) as const

describe('an interruption', () => {
  test('of more than half an hour ends the game, but for one that is paused', () => {
    const long = gap(0, 30 * minute + 1)
    for (const phase of [lobby, posting, reveal]) {
      const [next, ...effects] = advance(moment(phase), long)
      expect(next.phase).toEqual({ name: 'over', reason: 'interrupted', at: long.at })
      expect(effects).toEqual([{ do: 'finish' }])
      expect(advance(moment(phase), gap(0, 30 * minute))[0].phase.name).toBe(phase.name)
    }
    const round = moment(paused)
    expect(advance(round, long)).toEqual([round])
  })

  test('leaves the lobby five seconds at least, and brings back one that is missing', () => {
    const [next, ...effects] = advance(moment(lobby), gap(0, 10_000))
    expect(next.phase).toEqual({ name: 'lobby', startsAt: asked + 15_000 })
    expect(effects).toEqual([])
    const far = { name: 'lobby', startsAt: asked + minute } as const
    expect(advance(moment(far), gap(0, 10_000))[0].phase).toEqual(far)
    const invites = (more: Partial<Round>) => advance(moment(lobby, more), gap(0, 10_000)).slice(1)
    expect(invites({ lobbiesLost: 1 })).toEqual([{ do: 'invite' }])
    expect(invites({ lobbiesLost: 1, lobby: 'm' })).toEqual([])
    expect(invites({ lobbiesLost: 2 })).toEqual([])
  })

  test('gives a question that is being posted its whole time again', () => {
    const phase = { ...posting, attempt: 1, starts: [asked] } as Round['phase']
    const [next, ...effects] = advance(moment(phase), gap(0, 10_000))
    expect(next.phase).toEqual({ ...phase, until: asked + 40_000 })
    expect(effects).toEqual([{ do: 'ask' }])
  })

  test('leaves a reveal three seconds at least', () => {
    const [next, ...effects] = advance(moment(reveal), gap(0, 29_000))
    expect(next.phase).toEqual({ name: 'reveal', question: 0, until: asked + 32_000 })
    expect(effects).toEqual([{ do: 'reveal', question: 0 }])
    expect(advance(moment(reveal), gap(0, 10_000))[0].phase).toEqual(reveal)
  })

  test('of two seconds to a minute lengthens a question once, by itself and five seconds', () => {
    for (const lasts of [2_001, minute]) {
      const [next, ...effects] = advance(moment(open), gap(5_000, 5_000 + lasts))
      expect(next.phase).toEqual({
        ...open,
        ...{ closes: asked + 25_000 + lasts, settles: asked + 27_500 + lasts },
        gaps: [{ from: asked + 5_000, to: asked + 5_000 + lasts }],
      })
      expect(effects).toEqual([{ do: 'show' }])
      const [second, ...shown] = advance(next, gap(6_000 + lasts, 9_000 + lasts))
      expect(second.settled[0]?.voided).toBe('interrupted')
      expect(shown).toEqual([{ do: 'reveal', question: 0 }])
    }
    const round = moment(open)
    expect(advance(round, gap(5_000, 7_000))).toEqual([round])
    const [voided] = advance(round, gap(5_000, 5_001 + minute))
    expect(voided.settled[0]?.voided).toBe('interrupted')
  })

  test('counts from the question on', () => {
    const [next] = advance(moment(open), gap(-9_000, 3_000))
    expect(next.phase).toMatchObject({ gaps: [{ from: asked, to: asked + 3_000 }] })
    const round = moment(open)
    expect(advance(round, gap(-9_000, 2_000))).toEqual([round])
  })

  test('after everything was in changes nothing', () => {
    const round = moment(open)
    expect(advance(round, gap(21_000, 30_000))).toEqual([round])
    expect(advance(round, gap(20_999, 30_000))[0].phase).not.toBe(round.phase)
    const early = moment(
      { ...open, settles: asked + 6_000 },
      { players: people({}), presses: pressed(press(0, 4_500)) },
    )
    expect(advance(early, gap(6_000, 15_000))).toEqual([early])
    expect(advance(early, gap(5_999, 15_000))[0].phase).toMatchObject({ settles: asked + 6_000 })
  })
})

describe('a message that is gone', () => {
  const lost = (message: string) => ({ type: 'lost', message, at: asked + 7_000 }) as const

  test('is posted once more with its whole time, then the question is void', () => {
    const presses = pressed(press(1, 2_000))
    const [next, ...effects] = advance(moment(open, { presses }), lost('m0'))
    expect(next.phase).toEqual({
      ...{ name: 'posting', question: 0, attempt: 1, starts: [asked] },
      until: asked + 37_000,
    })
    expect(next.presses).toBe(presses)
    expect(effects).toEqual([{ do: 'ask' }])
    const [voided, ...shown] = advance(moment({ ...open, attempt: 1 }), lost('m0'))
    expect(voided.settled[0]?.voided).toBe('lost')
    expect(shown).toEqual([{ do: 'reveal', question: 0 }])
  })

  test('of something else changes nothing', () => {
    for (const phase of [open, posting, reveal, paused, lobby]) {
      const round = moment(phase, { lobby: 'l0' })
      expect(advance(round, lost(phase === open ? 'm1' : 'm0'))).toEqual([round])
    }
  })

  test('the lobby comes back once', () => {
    const [once, ...effects] = advance(moment(lobby, { lobby: 'l0' }), lost('l0'))
    expect(once).toEqual({ ...moment(lobby), lobbiesLost: 1 })
    expect(effects).toEqual([{ do: 'invite' }])
    const [twice, ...none] = advance({ ...once, lobby: 'l1' }, lost('l1'))
    expect(twice).toEqual({ ...moment(lobby), lobbiesLost: 2 })
    expect(none).toEqual([])
  })
})
