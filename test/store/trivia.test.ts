import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { forgetOldLogs, logLife } from '../../src/store/old-logs.ts'
import { createRoundStore } from '../../src/store/rounds.ts'
import { createRecords } from '../../src/store/scores.ts'
import { type Logged, replayed } from '../../src/trivia/explain.ts'
import type { Records } from '../../src/trivia/records.ts'
import { resultOf } from '../../src/trivia/result.ts'
import type { RoundStore } from '../../src/trivia/round-store.ts'
import { opening, play, player, pressOf, settings, start } from '../trivia/game.ts'
import { onEveryEngine } from './engines.ts'

const rules = { players: 3, accountAge: 0 }

/** A game of three, `won` always by player 1, who answers all questions right. */
function played(id: string, players = [1, 2, 3], at = start): Logged {
  const from = opening({ questions: 4, early: false }, { id, at, channel: `channel-${id}` })
  const { round, events } = play(from, (question, begins) =>
    players.map((who) => {
      const key = from.questions[question]?.key ?? 0
      const right = who === 1 || (who + question) % 2 === 0
      return pressOf(who, question, begins, who * 1_500, right ? key : (key + 1) % 4)
    }),
  )
  return { opening: round.opening, hostJoined: 1, events }
}

onEveryEngine((place) => {
  let database: Database
  let store: RoundStore
  let records: Records
  beforeEach(async () => {
    database = await (await place()).open()
    store = createRoundStore(database, () => ({ difficulty: 'medium', options: 4 }))
    records = createRecords(database)
  })
  afterEach(() => database.close())

  const entries = ({ opening: { id }, events }: Logged) =>
    events.map((event, seq) => ({ round: id, seq, event }))
  const keep = async (game: Logged) => {
    await store.open({ ...game, events: [] })
    await store.append(entries(game))
    await store.finish(resultOf(replayed(game), rules))
  }

  test('a game is read as it was written, and replays to the same board', async () => {
    const game = played('game01')
    expect(await store.open({ ...game, events: [] })).toBe(true)
    expect(await store.append(entries(game))).toEqual([])
    expect(await store.unclosed()).toEqual([game])
    expect(resultOf(replayed((await store.unclosed())[0] ?? game), rules)).toEqual(
      resultOf(replayed(game), rules),
    )
    await store.close('game01')
    expect(await store.unclosed()).toEqual([])
  })

  test('the log of a game is forgotten 30 days after its end, its scores are not', async () => {
    const [old, young] = [played('game01'), played('game02', [1, 2, 3], start + 1)]
    await keep(old)
    await keep(young)
    const ends = [old, young].map((game) => resultOf(replayed(game), rules).at)
    expect(await forgetOldLogs(database, (ends[0] ?? 0) + logLife - 1)).toBe(0)
    expect(await forgetOldLogs(database, (ends[0] ?? 0) + logLife)).toBe(1)
    const left = await database.db.selectFrom('game_events').select('game').distinct().execute()
    expect(left).toEqual([{ game: 'game02' }])
    expect(await records.game('g', 'game01')).toBeUndefined()
    const scores = await database.db.selectFrom('scores').select('game').distinct().execute()
    expect(scores).toHaveLength(2)
    expect(await forgetOldLogs(database, (ends[1] ?? 0) + logLife)).toBe(1)
  })

  test('a game that is not over keeps its log, however old', async () => {
    const game = played('game01')
    await store.open({ ...game, events: [] })
    await store.append(entries(game))
    expect(await forgetOldLogs(database, start + 10 * logLife)).toBe(0)
  })

  test('a channel has one game at a time', async () => {
    const game = played('game01')
    const other = { ...game, opening: { ...game.opening, id: 'game02' }, events: [] }
    expect(await store.open({ ...game, events: [] })).toBe(true)
    expect(await store.open(other)).toBe(false)
    await store.finish(resultOf(replayed(game), rules))
    expect(await store.open(other)).toBe(true)
  })

  test('storing events twice is harmless; somebody else’s events are told', async () => {
    const game = played('game01')
    await store.open({ ...game, events: [] })
    const all = entries(game)
    await store.append(all.slice(0, 5))
    expect(await store.append(all)).toEqual([])
    const [first] = all
    if (first === undefined) throw new Error('no events')
    const foreign = { ...first, event: { type: 'woke', at: 1 } as const }
    expect(await store.append([foreign])).toEqual(['game01'])
    expect((await store.unclosed())[0]?.events).toEqual(game.events)
  })

  test('a result is kept once, whoever repeats it', async () => {
    const game = played('game01')
    await keep(game)
    await store.finish(resultOf(replayed(game), rules))
    const board = await records.board('guild', 0)
    const first = board.find((line) => line.player === player(1))
    expect(first).toMatchObject({ games: 1, wins: 1, right: 4, questions: 4 })
    const points = resultOf(replayed(game), rules).scores.map(
      (one) => [one.player, one.points] as const,
    )
    expect(await records.points('game01')).toEqual(
      new Map(points.filter(([id]) => id !== game.opening.host)),
    )
    const asked = [...(await store.history('guild')).values()]
    expect(asked.map(({ times }) => times)).toEqual([1, 1, 1, 1])
  })

  test('a board has ranked games of its period and guild, without those who are hidden', async () => {
    await keep(played('game01'))
    await keep(played('game02', [1, 2]))
    expect((await records.board('guild', 0)).map(({ games }) => games)).toEqual([1, 1, 1])
    expect(await records.board('guild', start + 86_400_000)).toEqual([])
    expect(await records.board('another', 0)).toEqual([])
    await records.setHidden('guild', player(2), true)
    await records.setHidden('guild', player(2), true)
    expect(await records.isHidden('guild', player(2))).toBe(true)
    expect((await records.board('guild', 0)).map((line) => line.player).sort()).toEqual(
      [player(1), player(3)].sort(),
    )
    await records.setHidden('guild', player(2), false)
    expect(await records.board('guild', 0)).toHaveLength(3)
    expect(await records.profile('guild', player(2))).toMatchObject({ games: 2, unranked: 1 })
  })

  test('ratings rise for those who know more, and a question’s is shared by all servers', async () => {
    const game = played('game01')
    await keep(game)
    const strong = await records.rating('guild', 'player', player(1))
    const weak = await records.rating('guild', 'player', player(2))
    expect(strong?.answers).toBe(4)
    expect(strong?.value).toBeGreaterThan(weak?.value ?? 9)
    const item = game.opening.questions[0]?.item.id ?? ''
    expect(await records.rating('another', 'item', item)).toMatchObject({ answers: 3 })
  })

  test('answers are found by question with how much their player knows, only those of the guild', async () => {
    const game = played('game01')
    await keep(game)
    const evidence = await records.evidence('guild', 100)
    expect([...evidence.keys()].sort()).toEqual(
      game.opening.questions.map(({ item }) => item.id).sort(),
    )
    const answers = evidence.get(game.opening.questions[0]?.item.id ?? '') ?? []
    const ability = (await records.rating('guild', 'player', player(1)))?.value
    expect(answers.filter(({ right }) => right).map((one) => one.ability)).toContain(ability)
    expect(answers).toHaveLength(3)
    expect([...(await records.evidence('guild', 5)).values()].flat()).toHaveLength(5)
    expect(await records.evidence('another', 100)).toEqual(new Map())
  })

  test('a question has earned its label after ten answers, in whatever server', async () => {
    for (const id of ['game01', 'game02', 'game03']) await keep(played(id))
    expect(await records.earnedRatings()).toEqual(new Map())
    const last = played('game04')
    await keep({ ...last, opening: { ...last.opening, guild: 'another' } })
    const earned = await records.earnedRatings()
    const ids = last.opening.questions.map(({ item }) => item.id)
    expect([...earned.keys()].sort()).toEqual(ids.sort())
    expect(earned.get(ids[0] ?? '')).toEqual(await records.rating('guild', 'item', ids[0] ?? ''))
  })

  test('past games are listed newest first, and read only by their own guild', async () => {
    await keep(played('game01'))
    await keep(played('game02', [1, 2, 3], start + 1_000_000))
    const games = await records.games('guild', 5)
    expect(games.map(({ id, questions }) => [id, questions])).toEqual([
      ['game02', 4],
      ['game01', 4],
    ])
    expect((await records.game('guild', 'game01'))?.opening.id).toBe('game01')
    expect(await records.game('another', 'game01')).toBeUndefined()
  })

  test('what a player got wrong last time is found, newest first', async () => {
    await keep(played('game01'))
    const wrong = await records.missed('guild', player(2), 10)
    expect(wrong).toHaveLength(2)
    expect(await records.missed('guild', player(1), 10)).toEqual([])
  })

  test('a game that is over is counted again with a key put right: log, scores and answers together', async () => {
    await keep(played('game01'))
    const before = await records.points('game01')
    const event = { type: 'corrected', at: start, by: 'marek', question: 0, key: -1 } as const
    expect(await records.correct('other', 'game01', event, rules)).toBe('gone')
    expect(await records.correct('guild', 'nothing', event, rules)).toBe('gone')
    expect(await records.correct('guild', 'game01', { ...event, question: 9 }, rules)).toBe(
      'refused',
    )
    expect(await records.points('game01')).toEqual(before)
    expect(await records.correct('guild', 'game01', event, rules)).toBe('done')
    expect(await records.correct('guild', 'game01', event, rules)).toBe('refused')
    const logged = await records.game('guild', 'game01')
    const expected = resultOf(replayed(logged as Logged), rules)
    expect(logged?.events.at(-1)).toEqual(event)
    const points = await records.points('game01')
    expect(points).toEqual(
      new Map(
        expected.scores.flatMap((line) => (line.answered > 0 ? [[line.player, line.points]] : [])),
      ),
    )
    expect(points.get(player(1))).toBeLessThan(before.get(player(1)) ?? 0)
    expect((await records.profile('guild', player(1))).right).toBe(3)
  })

  test('presets are saved, replaced and removed', async () => {
    await records.savePreset('guild', { name: 'a', settings: settings() }, 'me', 1)
    await records.savePreset('guild', { name: 'a', settings: settings({ seconds: 9 }) }, 'me', 2)
    expect(await records.presets('guild')).toEqual([
      { name: 'a', settings: settings({ seconds: 9 }) },
    ])
    expect(await records.removePreset('guild', 'a')).toBe(true)
    expect(await records.removePreset('guild', 'a')).toBe(false)
  })

  test('the last sign of life is kept', async () => {
    expect(await store.lastAlive()).toBe(0)
    await store.alive(5)
    await store.alive(7)
    expect(await store.lastAlive()).toBe(7)
  })
})
