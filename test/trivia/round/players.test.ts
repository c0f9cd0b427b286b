import { expect, test } from 'vitest'
import { advance } from '../../../src/trivia/round/advance.ts'
import { expected, smallestTeam } from '../../../src/trivia/round/players.ts'
import { player } from '../game.ts'
import { counted, lobby, moment, open, over, people } from './moment.ts'

const join = (who: number, team?: number) =>
  ({
    type: 'join',
    player: player(who),
    joined: 7,
    at: 1,
    ...(team === undefined ? {} : { team }),
  }) as const
const leave = (who: number) => ({ type: 'leave', player: player(who), at: 1 }) as const

test('whoever joins in the lobby is in, with all their lives, and the lobby shows it', () => {
  const [next, ...effects] = advance(moment(lobby, {}, { lives: 3 }), join(1))
  expect(next.players.get(player(1))).toEqual({
    ...{ id: player(1), joined: 7, team: 0, lives: 3, missed: 0 },
  })
  expect(effects).toEqual([{ do: 'tell', verdict: { kind: 'joined', team: 0 } }, { do: 'show' }])
})

test('joining twice changes nothing, but for another team', () => {
  const round = moment(lobby, { players: people({}, { team: 1 }) }, { teams: 3 })
  expect(advance(round, join(1, 1))).toEqual([
    round,
    { do: 'tell', verdict: { kind: 'in', team: 1 } },
  ])
  const [next, ...effects] = advance(round, join(1, 2))
  expect(next.players.get(player(1))?.team).toBe(2)
  expect(effects[0]).toEqual({ do: 'tell', verdict: { kind: 'joined', team: 2 } })
  expect(advance(round, join(1, 5))[0].players.get(player(1))?.team).toBe(2)
})

test('without teams nobody gets one, whatever they choose', () => {
  const [next] = advance(moment(lobby), join(1, 2))
  expect(next.players.get(player(1))?.team).toBe(0)
})

test('who chooses no team goes to the smallest, the first of several', () => {
  const round = moment(lobby, { players: people({ team: 0 }, { team: 2 }) }, { teams: 3 })
  expect(advance(round, join(5))[0].players.get(player(5))?.team).toBe(1)
  expect(smallestTeam({ ...round, players: people({ team: 1 }) })).toBe(0)
  expect(smallestTeam(moment(lobby))).toBe(0)
})

test('after the lobby one is in by pressing; with lives only until the first reveal', () => {
  const told = (round: ReturnType<typeof moment>, who: number) => {
    const [next, ...effects] = advance(round, join(who))
    expect(next).toBe(round)
    return effects
  }
  const late = (kind: string, team?: number) => [
    { do: 'tell', verdict: team === undefined ? { kind } : { kind, team } },
  ]
  const settled = [counted(0, 1)]
  expect(told(moment(open, { players: people({ team: 2 }) }, { teams: 3 }), 0)).toEqual(
    late('in', 2),
  )
  expect(told(moment(open), 1)).toEqual(late('in'))
  expect(told(moment(open, { settled }), 1)).toEqual(late('in'))
  expect(told(moment(open, {}, { lives: 2 }), 1)).toEqual(late('in'))
  expect(told(moment(open, { settled }, { lives: 2 }), 1)).toEqual(late('out'))
})

test('one leaves in the lobby only, and only if one was in', () => {
  const [left, ...effects] = advance(moment(lobby), leave(0))
  expect(left.players.size).toBe(0)
  expect(effects).toEqual([{ do: 'tell', verdict: { kind: 'left' } }, { do: 'show' }])
  const refused = { do: 'tell', verdict: { kind: 'refused' } }
  for (const [round, who] of [
    [moment(lobby), 1],
    [moment(open), 0],
    [moment(open), 1],
  ] as const)
    expect(advance(round, leave(who))).toEqual([round, refused])
})

test('a game that is over takes nothing any more', () => {
  const round = moment(over)
  for (const event of [join(1), leave(0), { type: 'stop', by: player(0), at: 1 } as const])
    expect(advance(round, event)).toEqual([round, { do: 'tell', verdict: { kind: 'over' } }])
})

test('expected are those who live and were not silent for two questions', () => {
  const players = people(
    { lives: 1 },
    { lives: 0 },
    { lives: 2, missed: 1 },
    { lives: 2, missed: 2 },
  )
  const ids = (lives: number) => expected(moment(open, { players }, { lives })).map(({ id }) => id)
  expect(ids(3)).toEqual([player(0), player(2)])
  expect(ids(0)).toEqual([player(0), player(1), player(2)])
})
