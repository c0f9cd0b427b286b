/** Who stands where: totals, ranks with ties, teams, and what the players learn about the questions. */

import type { Round } from './round.ts'
import { step } from './scoring.ts'

export interface Standing {
  readonly player: string
  /** 1 is best; players who are level share a rank, and the next one is passed over (1, 1, 3). */
  readonly rank: number
  readonly points: number
  readonly right: number
  readonly answered: number
  /** Sum of response times in whole steps of 250 ms, in milliseconds. */
  readonly time: number
  readonly team: number
  /** Questions survived, in a game with lives; otherwise the number asked. */
  readonly survived: number
}

export interface TeamStanding {
  readonly team: number
  readonly rank: number
  /** Points for each member who answered at all, rounded. */
  readonly points: number
  readonly members: number
}

/**
 * Everyone who answered or joined, best first. Level points are parted by more right answers, then by less
 * time in steps of 250 ms; who is still level shares the rank. Never by arrival, name or id.
 */
export function standings(round: Round): readonly Standing[] {
  const lines = [...round.players.values()].map(({ id, team }) => lineOf(round, id, team))
  const sorted = lines.sort((a, b) => better(a, b) || (a.player < b.player ? -1 : 1))
  let rank = 0
  return sorted.map((line, at) => {
    const before = sorted[at - 1]
    if (before === undefined || better(before, line) !== 0) rank = at + 1
    return { ...line, rank }
  })
}

function lineOf(round: Round, player: string, team: number): Omit<Standing, 'rank'> {
  const line = { points: 0, right: 0, answered: 0, time: 0, survived: 0 }
  let lives = Math.max(1, round.opening.settings.lives)
  for (const { outcomes } of round.settled) {
    const outcome = outcomes.get(player)
    if (outcome !== undefined) {
      line.points += outcome.points
      line.right += outcome.right ? 1 : 0
      line.answered += 1
      line.time += Math.floor(outcome.response / step) * step
    }
    if (lives > 0) line.survived += 1
    const missed = !(outcome?.right ?? false)
    // Where nobody knew it, and where it counts for nobody, nobody lost a life.
    if (round.opening.settings.lives > 0 && missed && anyRight(outcomes)) lives -= 1
  }
  return { player, team, ...line }
}

function anyRight(outcomes: Round['settled'][number]['outcomes']): boolean {
  return [...outcomes.values()].some(({ right }) => right)
}

/** Negative where `a` stands above `b`, 0 where they are level. */
function better(a: Omit<Standing, 'rank'>, b: Omit<Standing, 'rank'>): number {
  return b.survived - a.survived || b.points - a.points || b.right - a.right || a.time - b.time
}

/** The teams, best first; none where everyone plays for themselves. */
export function teamStandings(round: Round): readonly TeamStanding[] {
  const { teams } = round.opening.settings
  const lines = Array.from({ length: teams }, (_, team) => {
    const members = standings(round).filter((line) => line.team === team && line.answered > 0)
    const sum = members.reduce((total, { points }) => total + points, 0)
    const points = members.length === 0 ? 0 : Math.round(sum / members.length)
    return { team, points, members: members.length }
  }).sort((a, b) => b.points - a.points)
  return lines.map((line) => ({
    ...line,
    rank: 1 + lines.filter(({ points }) => points > line.points).length,
  }))
}

/** The question most players got wrong, by its place in `settled`; undefined where none was missed. */
export function mostMissed(round: Round): number | undefined {
  const misses = round.settled.map(
    ({ outcomes }) => [...outcomes.values()].filter(({ right }) => !right).length,
  )
  const most = Math.max(0, ...misses)
  return most === 0 ? undefined : misses.indexOf(most)
}

/** Who answered right first among those who did; several where they are level in steps of 250 ms. */
export function fastest(settled: Round['settled'][number]): readonly string[] {
  const right = [...settled.outcomes].filter(([, { right, hasty }]) => right && !hasty)
  const steps = right.map(([, { response }]) => Math.floor(response / step))
  const least = Math.min(...steps)
  return right.filter((_, at) => steps[at] === least).map(([player]) => player)
}
