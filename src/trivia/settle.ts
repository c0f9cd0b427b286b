/** Counts the answers to one question: which press of each player counts, what it is worth, who is out. */

import { OrderedMap } from 'immutable'
import type { Asked } from './draw.ts'
import { byId, type Press } from './event.ts'
import { smallestTeam } from './round/players.ts'
import { grace, type Open, type Player, type Round } from './round.ts'
import { inhuman, pointsOf, type Sureness } from './scoring.ts'
import { judge } from './typed.ts'

/** What one player's answer came to. */
export interface Outcome {
  /** The interaction that counted. */
  readonly id: string
  /** The option's place; -1 for a typed answer. */
  readonly choice: number
  readonly text?: string
  readonly right: boolean
  readonly points: number
  /** From the question to the press by Discord's clock, without interruptions, in milliseconds. */
  readonly response: number
  readonly sure: Sureness
  /** Pressed sooner than anyone reads. */
  readonly hasty: boolean
}

/** A question that has been asked and counted. */
export interface Settled {
  readonly question: number
  /** Why it counts for nobody; absent where it counts. */
  readonly voided?: 'skipped' | 'stopped' | 'interrupted' | 'lost' | 'corrected'
  /** The option that a moderator found to be right instead; absent where the key stands. */
  readonly key?: number
  readonly start: number
  readonly at: number
  /** By player, in order of their interaction ids; empty where the question is void. */
  readonly outcomes: ReadonlyMap<string, Outcome>
  readonly message: string
}

/** The answers that are right for a question, and those known to be wrong, when it is typed. */
export function keyOf({ item }: Asked) {
  return { accepted: [item.right, ...item.accept], wrong: item.wrong }
}

/** An answer that is nearly right may be typed again so often. */
const secondChances = 2

/**
 * The press of a player that counts for the current question: the one with the lowest id, whatever order they
 * came in; where answers may be changed, the highest. A typed answer that is almost right does not lock, twice.
 */
export function lockOf(round: Round, player: string): Press | undefined {
  const { phase, opening } = round
  if (!('question' in phase)) return undefined
  const made = round.presses.get(player) ?? []
  // A press cannot be older than its button: one that claims to be was made up, while the question was posted.
  const [from, to] =
    phase.name === 'open' ? [phase.starts[0] ?? 0, phase.closes + grace] : [0, Infinity]
  const counting = made.filter(({ at }) => at >= from && at <= to)
  const asked = opening.questions[phase.question]
  if (asked === undefined) return undefined
  if (asked.style !== 'typed') return opening.settings.change ? counting.at(-1) : counting[0]
  let chances = secondChances
  return counting.find(({ text = '' }) => {
    if (judge(text, keyOf(asked)) !== 'almost') return true
    chances -= 1
    return chances < 0
  })
}

/** The question as it counts by now: under the key that a moderator has put right, if one has. */
export function countedAs(asked: Asked, { key }: Pick<Settled, 'key'>): Asked {
  if (key === undefined) return asked
  const right =
    asked.claim === undefined ? (asked.options[key] ?? asked.item.right) : asked.item.right
  return { ...asked, key, item: { ...asked.item, right } }
}

/**
 * A counted question under another key, an option's place, or with -1 counted for nobody; undefined where it has no such
 * option or counts for nobody already. Who answered what and when stays; points follow from it as they always do.
 */
export function corrected(
  { opening }: Pick<Round, 'opening'>,
  settled: Settled,
  key: number,
): Settled | undefined {
  const asked = opening.questions[settled.question]
  if (asked === undefined || settled.voided !== undefined) return undefined
  if (key === -1) return { ...settled, voided: 'corrected', outcomes: new Map() }
  if (asked.options[key] === undefined) return undefined
  const outcomes = [...settled.outcomes].map(([player, outcome]): [string, Outcome] => {
    const right = outcome.choice === key
    return [
      player,
      { ...outcome, right, points: pointsOf(opening.settings, asked, { ...outcome, right }) },
    ]
  })
  return { ...settled, key, outcomes: new Map(outcomes) }
}

/** Counts the question of `phase`; returns it with the players as they are afterwards. */
export function settleQuestion(
  round: Round,
  phase: Open,
  at: number,
  voided?: Settled['voided'],
): [Settled, OrderedMap<string, Player>] {
  const settled = {
    question: phase.question,
    start: phase.starts[0] ?? at,
    at,
    message: phase.message,
  }
  if (voided !== undefined) return [{ ...settled, voided, outcomes: new Map() }, round.players]
  const locks = [...round.presses.keys()]
    .flatMap((player) => lockOf(round, player) ?? [])
    .sort((a, b) => byId(a.id, b.id))
  const outcomes = new Map(locks.map((lock) => [lock.player, outcomeOf(round, phase, lock)]))
  return [{ ...settled, outcomes }, playersAfter(round, locks, outcomes)]
}

function outcomeOf(round: Round, phase: Open, lock: Press): Outcome {
  const { opening } = round
  const asked = opening.questions[phase.question] as Asked
  const response = responseOf(phase, lock.at)
  const right =
    asked.style === 'typed'
      ? judge(lock.text ?? '', keyOf(asked)) === 'right'
      : lock.choice === asked.key
  const sure = round.sure.get(lock.player)?.sure ?? 'likely'
  const points = pointsOf(opening.settings, asked, { right, response, sure })
  const { id, choice, text } = lock
  const said = text === undefined ? { choice } : { choice, text }
  return { id, ...said, right, points, response, sure, hasty: response < inhuman }
}

/** Time since the latest posting of the question, less what fell into interruptions, in milliseconds. */
function responseOf({ starts, gaps }: Open, at: number): number {
  const start = starts.findLast((one) => one <= at) ?? starts[0] ?? at
  const lost = gaps.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(at, to) - Math.max(start, from)),
    0,
  )
  return Math.max(0, at - start - lost)
}

function playersAfter(
  round: Round,
  locks: readonly Press[],
  outcomes: ReadonlyMap<string, Outcome>,
): OrderedMap<string, Player> {
  const { settings } = round.opening
  const players = new Map(round.players)
  for (const { player, joined } of locks) {
    if (players.has(player)) continue
    const team = settings.teams === 0 ? 0 : smallestTeam({ players, opening: round.opening })
    players.set(player, { id: player, joined, team, lives: settings.lives, missed: 0 })
  }
  const failing = [...players.values()].filter(
    ({ id, lives }) => lives > 0 && !(outcomes.get(id)?.right ?? false),
  )
  const alive = [...players.values()].filter(({ lives }) => lives > 0).length
  // Where nobody knew it, nobody loses a life: otherwise a hard question would end the game without a winner.
  const fallen = new Set(failing.length === alive ? [] : failing.map(({ id }) => id))
  for (const player of players.values()) {
    const missed = outcomes.has(player.id) ? 0 : player.missed + 1
    const lives = fallen.has(player.id) ? player.lives - 1 : player.lives
    players.set(player.id, { ...player, missed, lives })
  }
  return OrderedMap(players)
}
