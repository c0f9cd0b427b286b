/** The checker is shown a game that is as it should be, and then each thing that it must not let pass. */

import { describe, expect, test } from 'vitest'
import { snowflakeTime } from '../../src/playground/snowflake.ts'
import type { RoundEvent } from '../../src/trivia/event.ts'
import { replayed } from '../../src/trivia/explain.ts'
import { rankingRules } from '../../src/trivia/ranked.ts'
import { resultOf } from '../../src/trivia/result.ts'
import { boardView } from '../../src/views/scores.ts'
import { asked, idAt, opening, player, pressOf, start } from '../trivia/game.ts'
import {
  doublePosts,
  doubles,
  lateCounted,
  lostPresses,
  stuckGames,
  wordsOf,
  wrongWords,
} from './checker.ts'
import { strayed } from './checker-places.ts'
import type { Evidence, Game, Pressed, Shown } from './evidence.ts'

const calm = start + 5_000
const questions = [asked('choice'), asked('choice')]
const begun = opening({ change: false }, { questions })
const message = (question: number) => idAt(start + 1_000 + question * 60_000, question)
const postedAt = (question: number) => snowflakeTime(message(question))
const posted = (question: number): RoundEvent => ({
  ...{ type: 'posted', question, attempt: 0, message: message(question) },
  at: postedAt(question),
})

/** Three players answer both questions within seconds. */
const presses = [0, 1].flatMap((question) =>
  [0, 1, 2].map((who) =>
    pressOf(who, question, postedAt(question), 1_500 + who * 300, (who + question) % 4),
  ),
)
const on = (number: number) => presses.filter(({ question }) => question === number)
const events: readonly RoundEvent[] = [
  { type: 'begin', at: start + 500, by: player(0) },
  posted(0),
  ...on(0),
  { type: 'woke', at: postedAt(0) + 40_000 },
  { type: 'woke', at: postedAt(1) - 500 },
  posted(1),
  ...on(1),
  { type: 'woke', at: postedAt(1) + 40_000 },
  { type: 'woke', at: postedAt(1) + 60_000 },
]

function gameOf(log: readonly RoundEvent[], more: Partial<Game> = {}): Game {
  const logged = { opening: begun, hostJoined: 1, events: log }
  const round = replayed(logged)
  if (round.phase.name !== 'over') throw new Error(`the game is not over but ${round.phase.name}`)
  const scores = resultOf(round, rankingRules).scores.map((score) => ({
    guild: begun.guild,
    ...score,
  }))
  const { id, guild, channel } = begun
  return { id, guild, channel, overAt: round.phase.at, isClosed: true, logged, scores, ...more }
}

const pressed = (at: number, more: Partial<Pressed> = {}): Pressed => {
  const { id, question, choice, player: who } = presses[at] as (typeof presses)[number]
  return {
    ...{ id, question, choice, player: who, game: begun.id, guild: begun.guild },
    ...{ channel: begun.channel, message: message(question), told: 'taken', named: choice },
    ...more,
  }
}

const all = presses.map((_press, at) => pressed(at))
const shownAs = (what: Shown['what'], question: number, more: Partial<Shown> = {}): Shown => ({
  ...{ message: message(question), guild: begun.guild, channel: begun.channel, game: begun.id },
  ...{ what, question, isReply: false, text: '' },
  ...more,
})
const place = (id: string, people: readonly string[], channels: readonly string[]) => ({
  ...{ id, people: new Set(people), channels: new Set(channels) },
})
const town: Evidence = {
  ...{ presses: all, games: [gameOf(events)], kept: [], stored: [], leaks: [], lines: [], calm },
  ...{ pauses: [], waits: [] },
  shown: [0, 1].flatMap((at) => [shownAs('question', at), shownAs('reveal', at)]),
  guilds: [
    place(begun.guild, [0, 1, 2].map(player), [begun.channel]),
    place('other', [player(9)], ['elsewhere']),
  ],
}

test('nothing is wrong with a game that is as it should be', () => {
  expect(lostPresses(town)).toEqual([])
  expect(doubles(town)).toEqual([])
  expect(stuckGames({ ...town, calm: postedAt(1) + 60_000 })).toEqual([])
  expect(doublePosts(town)).toEqual({ wrong: [], excused: 0 })
  expect(lateCounted(town)).toEqual([])
  expect(strayed(town)).toEqual([])
})

describe('a press that was acknowledged', () => {
  const without = events.filter((event) => event !== presses[1])

  test('and is not in the log is lost', () => {
    expect(lostPresses({ presses: all, games: [gameOf(without)] })).toEqual([
      expect.stringContaining('it is not in the log'),
    ])
  })

  test('in a game that is not kept is lost', () => {
    expect(lostPresses({ presses: all, games: [] })).toHaveLength(all.length)
  })

  test('of which nothing was heard may be lost', () => {
    const unheard = all.map((press, at) => (at === 1 ? { ...press, told: undefined } : press))
    expect(lostPresses({ presses: unheard, games: [gameOf(without)] })).toEqual([])
  })

  test('with another option in the log is lost', () => {
    const changed = all.map((press, at) => (at === 1 ? { ...press, choice: 3, named: 3 } : press))
    expect(lostPresses({ ...town, presses: changed })).toHaveLength(1)
  })

  test('may stand behind an earlier one of the same player, not behind a later one', () => {
    const [first] = presses as [(typeof presses)[number]]
    const earlier = pressOf(0, 0, postedAt(0), 1_400, 3)
    const log = events.flatMap((event) => (event === first ? [first, earlier] : [event]))
    expect(lostPresses({ presses: all, games: [gameOf(log)] })).toEqual([])
    // As a bot would have it that lets the last one win.
    const later = pressOf(0, 0, postedAt(0), 1_600, 3)
    const swapped = events.map((event) => (event === first ? later : event))
    const told = [pressed(0, { told: 'already' }), ...all.slice(1)]
    expect(lostPresses({ presses: told, games: [gameOf(swapped)] })).toEqual([
      expect.stringContaining('another press counts'),
    ])
  })
})

describe('what counts twice', () => {
  const scored = gameOf(events)
  const [line, ...others] = scored.scores
  if (line === undefined) throw new Error('nobody has scored')

  test('a press that stands in the log twice', () => {
    // The rules pass it over; that it is there at all is wrong.
    const log = [...events.slice(0, 3), presses[0] as RoundEvent, ...events.slice(3)]
    expect(doubles({ games: [gameOf(log)] })).toEqual([expect.stringContaining('stands twice')])
  })

  test('a line of the scores that is there twice, is missing, or has other points', () => {
    const found = (scores: Game['scores']) => doubles({ games: [{ ...scored, scores }] }).join()
    expect(found([line, line, ...others])).toContain('has a line twice')
    expect(found(others)).toContain('lacks the line')
    expect(found([{ ...line, points: line.points * 2 + 1 }, ...others])).toContain('too many')
    expect(found([{ ...line, guild: 'other' }, ...others])).toContain('in another guild')
  })
})

test('a board whose totals are not those of the log', () => {
  const { embeds } = boardView(replayed(gameOf(events).logged), rankingRules, () => '')
  const text = wordsOf(embeds)
  const found = (words: string) =>
    wrongWords({ games: town.games, shown: [shownAs('board', -1, { text: words })] })
  expect(found(text)).toEqual([])
  expect(text).toContain('points')
  expect(found(text.replace(/\*\*\d+ points|\*\*[\d,]+ points/, '**7 points'))).toHaveLength(1)
})

describe('a game after the storm', () => {
  const game = gameOf(events)

  test('that is not over, or whose board is still to come, is stuck', () => {
    expect(stuckGames({ games: [{ ...game, overAt: 0 }], calm })).toHaveLength(1)
    expect(stuckGames({ games: [{ ...game, isClosed: false }], calm: game.overAt })).toHaveLength(1)
  })

  test('that stands still for over a minute is stuck, however it goes on', () => {
    const overAt = game.overAt + 61_000
    expect(stuckGames({ games: [{ ...game, overAt }], calm })).toEqual([
      expect.stringContaining('stood still'),
    ])
  })
})

describe('what is posted twice', () => {
  const again = idAt(start + 1_200, 7)

  test('a question or a reveal', () => {
    for (const what of ['question', 'reveal'] as const) {
      const shown = [...town.shown, shownAs(what, 0, { message: again })]
      expect(doublePosts({ ...town, shown }).wrong).toEqual([
        expect.stringContaining('stands 2 times'),
      ])
    }
  })

  test('a reply may stand twice, where both take answers', () => {
    const shown = [...town.shown, shownAs('question', 0, { message: again, isReply: true })]
    expect(doublePosts({ ...town, shown })).toEqual({ wrong: [], excused: 1 })
    const deaf = [...all, pressed(0, { message: again, told: 'refused' })]
    expect(doublePosts({ shown, presses: deaf }).wrong).toEqual([
      expect.stringContaining('takes no answers'),
    ])
  })
})

test('a press counts only in its time by Discord’s clock, whatever the log says', () => {
  const late = { ...pressOf(1, 0, postedAt(0), 300_000, 2), at: postedAt(0) + 2_000 }
  const early = { ...pressOf(2, 0, postedAt(0), -2_000, 2), at: postedAt(0) + 2_000 }
  const log = events.map((event) =>
    event === presses[1] ? late : event === presses[2] ? early : event,
  )
  const found = lateCounted({ games: [gameOf(log)] })
  expect(found).toEqual([expect.stringContaining('too early'), expect.stringContaining('too late')])
})

test('a press after the deadline counts where the bot has given time back', () => {
  const gap: RoundEvent = {
    ...{ type: 'interrupted', from: postedAt(0) + 2_000, at: postedAt(0) + 12_000 },
  }
  const late = pressOf(1, 0, postedAt(0), 31_000, 2)
  const log = [...events.filter((event) => event !== presses[1]).slice(0, 4), gap, late]
  const rest = events.filter((event) => event !== presses[1]).slice(4)
  expect(lateCounted({ games: [gameOf([...log, ...rest])] })).toEqual([])
})

describe('what strays', () => {
  test('a press of somebody else’s guild, or made in another channel', () => {
    const foreign = { ...pressOf(9, 0, postedAt(0), 2_000, 1) }
    const log = [...events.slice(0, 4), foreign, ...events.slice(4)]
    expect(strayed({ ...town, games: [gameOf(log)] })).toHaveLength(1)
    const moved = [pressed(0, { channel: 'elsewhere' }), ...all.slice(1)]
    expect(strayed({ ...town, presses: moved })).toHaveLength(1)
  })

  test('a game, a message or an answer in another guild', () => {
    expect(
      strayed({ ...town, games: [gameOf(events, { guild: 'other' })] }).length,
    ).toBeGreaterThan(0)
    const shown = [shownAs('reveal', 0, { guild: 'other', channel: 'elsewhere' })]
    expect(strayed({ ...town, shown })).toHaveLength(1)
    const stored = [
      { what: 'answer', guild: 'other', by: player(1), key: 'When?', value: 'at 8' } as const,
    ]
    expect(strayed({ ...town, stored })).toHaveLength(1)
    expect(strayed({ ...town, leaks: ['words'] })).toEqual(['words'])
  })
})
