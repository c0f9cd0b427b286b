/** Holds what people were told against what the bot keeps. Each function returns what is wrong, in words; nothing is fine. */

import type { APIEmbed } from 'discord-api-types/v10'
import { snowflakeTime } from '../../src/playground/snowflake.ts'
import { byId, type RoundEvent } from '../../src/trivia/event.ts'
import { replayed } from '../../src/trivia/explain.ts'
import { rankingRules } from '../../src/trivia/ranked.ts'
import { resultOf } from '../../src/trivia/result.ts'
import { shortGap } from '../../src/trivia/round/mishaps.ts'
import { grace } from '../../src/trivia/round.ts'
import { limitOf } from '../../src/trivia/scoring.ts'
import type { Settled } from '../../src/trivia/settle.ts'
import { revealView } from '../../src/views/round.ts'
import { boardView } from '../../src/views/scores.ts'
import type { Evidence, Game, Pressed, Shown } from './evidence.ts'

/** No game stands still for longer once nothing is struck any more, in milliseconds. */
export const recovery = 60_000

/** I1: whoever read that their answer was taken finds it in the log; and it counts, or an earlier one of their own does. */
export function lostPresses({ presses, games }: Pick<Evidence, 'presses' | 'games'>): string[] {
  const byGame = new Map(games.map((game) => [game.id, settledOf(game)]))
  return presses.flatMap((press) => {
    if (press.told !== 'taken' && press.told !== 'already') return []
    const game = byGame.get(press.game)
    const why = game === undefined ? 'its game is not kept' : whyLost(press, game)
    return why === undefined ? [] : [`${nameOf(press)} was told “${press.told}”, but ${why}`]
  })
}

interface Replayed {
  readonly events: ReadonlyMap<string, RoundEvent & { type: 'press' }>
  readonly settled: readonly Settled[]
  readonly change: boolean
}

function settledOf({ logged }: Game): Replayed {
  const presses = logged.events.filter((event) => event.type === 'press')
  return {
    events: new Map(presses.map((event) => [event.id, event])),
    settled: replayed(logged).settled,
    change: logged.opening.settings.change,
  }
}

function whyLost(press: Pressed, { events, settled, change }: Replayed): string | undefined {
  const event = events.get(press.id)
  if (press.told === 'taken' && event === undefined) return 'it is not in the log'
  if (event !== undefined && (event.choice !== press.choice || event.player !== press.player))
    return 'the log has something else under its id'
  const result = settled.find(({ question }) => question === press.question)
  // A question that was never counted, or for nobody, takes nothing from anybody.
  if (result === undefined || result.voided !== undefined) return undefined
  const counted = result.outcomes.get(press.player)
  if (counted === undefined) return 'the player has no answer'
  const order = byId(counted.id, press.id)
  if (change ? order < 0 : order > 0) return 'another press counts that should not'
  // What the words named was the answer at that moment; an older press may have arrived since.
  const stands = !change && order === 0
  return stands && press.named !== undefined && press.named !== counted.choice
    ? 'another option counts than the one that was named'
    : undefined
}

/** I2: nothing counts twice, and every line of the scores is what the log comes to. */
export function doubles({ games }: Pick<Evidence, 'games'>): string[] {
  const seen = new Map<string, string>()
  return games.flatMap((game) => [...repeatedPresses(game, seen), ...wrongScores(game)])
}

function repeatedPresses({ id, logged }: Game, seen: Map<string, string>): string[] {
  return logged.events.flatMap((event) => {
    if (event.type !== 'press') return []
    const before = seen.get(event.id)
    seen.set(event.id, id)
    return before === undefined ? [] : [`press ${event.id} stands twice: in ${before} and ${id}`]
  })
}

function wrongScores({ id, guild, overAt, logged, scores }: Game): string[] {
  const round = replayed(logged)
  if (round.phase.name !== 'over')
    return overAt === 0 && scores.length === 0 ? [] : [`${id} has scores but its log is not over`]
  if (overAt === 0) return []
  const { scores: due } = resultOf(round, rankingRules)
  const line = (one: (typeof due)[number]) =>
    [one.player, one.rank, one.points, one.right, one.answered, one.time].join(' ')
  const wanted = due.filter(({ answered }) => answered > 0).map(line)
  const found = scores.map((one) => line({ ...one, won: false }))
  const twice = found.filter((one, at) => found.indexOf(one) !== at)
  const foreign = scores.filter((one) => one.guild !== guild)
  return [
    ...twice.map((one) => `${id} has a line twice: ${one}`),
    ...foreign.map(({ player }) => `${id} has the line of ${player} in another guild`),
    ...wanted.filter((one) => !found.includes(one)).map((one) => `${id} lacks the line ${one}`),
    ...found
      .filter((one) => !wanted.includes(one))
      .map((one) => `${id} has a line too many: ${one}`),
  ]
}

/** I2: what boards and reveals show is what the log comes to. */
export function wrongWords({ games, shown }: Pick<Evidence, 'games' | 'shown'>): string[] {
  const idOf = (...args: readonly string[]) => args.join(':')
  return games.flatMap(({ id, logged }) => {
    const round = replayed(logged)
    return shown.flatMap(({ game, what, question, text }) => {
      if (game !== id || (what !== 'board' && what !== 'reveal')) return []
      const { embeds } =
        what === 'board' ? boardView(round, rankingRules, idOf) : revealView(round, question, idOf)
      return wordsOf(embeds) === text ? [] : [`the ${what} ${question} of ${id} shows other words`]
    })
  })
}

/** The words of a message of a game, as they are compared. */
export const wordsOf = (embeds: readonly APIEmbed[]) =>
  JSON.stringify(embeds.map(({ title, description }) => [title, description?.trim()]))

/** I3: once calm has returned every game goes on soon, step by step to its end, and is done with. */
export function stuckGames({ games, calm }: Pick<Evidence, 'games' | 'calm'>): string[] {
  return games.flatMap((game) => {
    if (game.overAt === 0) return [`${game.id} is not over`]
    const still = longestStandstill(game, calm)
    if (still > recovery) return [`${game.id} stood still for ${Math.round(still / 1_000)} s`]
    return game.isClosed ? [] : [`${game.id} is over but its board is still to come`]
  })
}

/** The longest time after calm in which a game came no step further, in milliseconds. */
export function longestStandstill({ overAt, logged }: Game, calm: number): number {
  if (overAt <= calm) return 0
  const steps = logged.events.filter(({ type }) => type === 'posted' || type === 'woke')
  const times = [calm, ...steps.map(({ at }) => at).filter((at) => at > calm), overAt]
  return Math.max(...times.map((at, step) => at - (times[step - 1] ?? at)))
}

/** I4: of each question there is one message and one reveal, of each game one lobby and one board. */
export function doublePosts({ shown, presses }: Pick<Evidence, 'shown' | 'presses'>): {
  readonly wrong: readonly string[]
  /** Replies that stand twice, as Discord's word was lost. */
  readonly excused: number
} {
  const wrong: string[] = []
  let excused = 0
  const posts = Map.groupBy(shown, ({ game, what, question }) => `${game} ${what} ${question}`)
  for (const [name, all] of posts) {
    const own = all.filter(({ isReply }) => !isReply)
    if (all.length === 1) continue
    if (own.length > 1 || all[0]?.what === 'reveal')
      wrong.push(`${name} stands ${all.length} times`)
    else {
      excused += 1
      wrong.push(
        ...deafMessages(all, presses).map((message) => `${name}: ${message} takes no answers`),
      )
    }
  }
  return { wrong, excused }
}

/** Those of a question's messages where only refusals were heard, while answers were taken on another. */
function deafMessages(all: readonly Shown[], presses: readonly Pressed[]): string[] {
  const took = (message: string) =>
    presses.some(
      (one) => one.message === message && (one.told === 'taken' || one.told === 'already'),
    )
  const refused = (message: string) =>
    presses.some((one) => one.message === message && one.told === 'refused')
  const ids = all.map(({ message }) => message)
  return ids.some(took) ? ids.filter((one) => refused(one) && !took(one)) : []
}

/** I5: no press counts that Discord dates after the deadline and its grace, or before its question. */
export function lateCounted({ games }: Pick<Evidence, 'games'>): string[] {
  return games.flatMap((game) =>
    replayed(game.logged).settled.flatMap(({ question, outcomes }) => {
      const [from, to] = windowOf(game, question)
      return [...outcomes].flatMap(([player, { id }]) => {
        const at = snowflakeTime(id)
        if (at >= from && at <= to) return []
        const off = at < from ? `${from - at} ms too early` : `${at - to} ms too late`
        return [`${game.id} question ${question}: the press ${id} of ${player} counts, ${off}`]
      })
    }),
  )
}

/** When presses on a question count, out of its log: from its first message to its last deadline, in milliseconds. */
function windowOf({ logged: { opening, events } }: Game, question: number): [number, number] {
  const starts = events.filter((event) => event.type === 'posted' && event.question === question)
  const first = starts[0]?.at ?? Number.POSITIVE_INFINITY
  const last = starts.at(-1)?.at ?? Number.NEGATIVE_INFINITY
  const asked = opening.questions[question]
  const limit = asked === undefined ? 0 : limitOf(opening.settings, asked)
  // Only one interruption lengthens a question; the longest there was bounds it.
  const gaps = events.flatMap((event) =>
    event.type === 'interrupted' && event.at >= first && event.at <= last + limit + 130_000
      ? [event.at - Math.max(event.from, first)]
      : [],
  )
  const lost = Math.max(0, ...gaps.filter((gap) => gap > shortGap).map((gap) => gap + 5_000))
  return [first, last + limit + lost + grace]
}

const nameOf = ({ id, player, game, question }: Pressed) =>
  `press ${id} of ${player} on question ${question} of ${game}`
