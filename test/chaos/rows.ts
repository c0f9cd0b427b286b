/** What bouts come to, as rows of bars. */

import type { Rule } from '../../src/playground/violations.ts'
import type { Row } from '../load/row.ts'
import type { Bout } from './bout.ts'
import {
  doublePosts,
  doubles,
  lateCounted,
  longestStandstill,
  lostPresses,
  recovery,
  stuckGames,
  wrongWords,
} from './checker.ts'
import { unexplained, unhandled } from './checker-log.ts'
import { lostKeepings, strayed } from './checker-places.ts'

/** Rules that a bot breaks only because its own word, or Discord's, was lost or late on the way. */
const explained: ReadonlySet<Rule> = new Set<Rule>(['answered-late', 'answered-twice'])

/** Discord's own lines are 10,000 and 1,000 a day. */
const most = { invalid: 50, identifies: 20 } as const

export function rowsOf(bouts: readonly Bout[]): Row[] {
  const all = <T>(of: (bout: Bout) => readonly T[]) => bouts.flatMap(of)
  const presses = all((bout) => bout.presses)
  const acked = presses.filter(({ told }) => told === 'taken' || told === 'already').length
  const told = all((bout) => bout.kept).filter((one) => one.told === 'kept').length
  const posts = bouts.map(doublePosts)
  const broken = all((bout) => bout.violations.filter(({ rule }) => !explained.has(rule)))
  return [
    { bar: 'the storm', measured: stormText(bouts) },
    { bar: 'what it met', measured: textOf(all(({ struck }) => [...struck])) },
    none('acknowledged answers lost', all(lostPresses), `of ${acked}`),
    none(
      'answers, edits, pins and reports lost that were acknowledged',
      all(lostKeepings),
      `of ${told}`,
    ),
    none(
      'presses or scores that count twice, totals unlike the log',
      all(doubles),
      gamesText(bouts),
    ),
    none('reveals and boards that show something else than the log', all(wrongWords)),
    none(
      'questions, reveals and boards posted twice',
      posts.flatMap(({ wrong }) => wrong),
      `${posts.reduce((sum, { excused }) => sum + excused, 0)} replies stand twice`,
    ),
    none('late presses that count', all(lateCounted), `of ${presses.length}`),
    none('games that stand still for 60 s after calm', all(stuckGames), calmText(bouts)),
    {
      bar: 'people are answered everywhere within 60 s after calm',
      measured: bouts.map(({ answeredAfter }) => seconds(answeredAfter)).join(', '),
      met: bouts.every(({ answeredAfter }) => answeredAfter <= recovery),
    },
    none('anything of one server in another', all(strayed)),
    none('bugs that nothing caught', [
      ...all(({ lines }) => unhandled(lines)),
      ...all((bout) => bout.deaths),
    ]),
    none('errors in the log that no fault explains', all(unexplained)),
    atMost('invalid requests per 10 min', bouts, ({ invalid }) => invalid, most.invalid),
    atMost('IDENTIFYs per 10 min', bouts, ({ identifies }) => identifies, most.identifies),
    none(
      'rules of Discord’s broken that no fault explains',
      broken.map(({ rule, detail }) => `${rule}: ${detail}`),
      explainedText(bouts),
    ),
    {
      bar: 'at SIGTERM it ends with code 0 within 25 s',
      measured: bouts
        .map(({ exit }) => `${exit.code} after ${(exit.took / 1_000).toFixed(1)} s`)
        .join(', '),
      met: bouts.every(({ exit }) => exit.code === 0 && exit.took <= 25_000),
    },
  ]
}

/** The first of what is wrong, or that nothing is. */
function none(bar: string, wrong: readonly string[], of = ''): Row {
  const some = wrong.slice(0, 5).join('; ')
  const more = wrong.length > 5 ? ` and ${wrong.length - 5} more` : ''
  const measured = [`${wrong.length} ${of}`.trim(), ...(some === '' ? [] : [`${some}${more}`])]
  return { bar: `${bar}: 0`, measured: measured.join(': '), met: wrong.length === 0 }
}

/** A bout is shorter than ten minutes: what is counted in it counts whole. */
function atMost(
  bar: string,
  bouts: readonly Bout[],
  of: (bout: Bout) => number,
  least: number,
): Row {
  const counts = bouts.map(of)
  return {
    bar: `${bar} ≤ ${least}`,
    measured: counts.join(', '),
    met: counts.every((count) => count <= least),
  }
}

function stormText(bouts: readonly Bout[]): string {
  const seconds = bouts.reduce((sum, { lasted }) => sum + lasted, 0) / 1_000
  const asked = bouts.reduce((sum, { asked }) => sum + asked.answered + asked.unanswered, 0)
  const presses = bouts.reduce((sum, bout) => sum + bout.presses.length, 0)
  const requests = bouts.reduce((sum, bout) => sum + bout.requests, 0)
  return `${seconds} s in ${bouts.length} bouts; ${presses} presses, ${asked} questions asked, ${requests} requests; ${textOf(bouts.flatMap(({ dealt }) => dealt.map(({ what }) => [what, 1] as const)))}`
}

function textOf(counts: readonly (readonly [string, number])[]): string {
  const sums = new Map<string, number>()
  for (const [what, count] of counts) sums.set(what, (sums.get(what) ?? 0) + count)
  return [...sums]
    .map(([what, count]) => `${what} ${count}×`)
    .toSorted()
    .join(', ')
}

function gamesText(bouts: readonly Bout[]): string {
  const games = bouts.flatMap((bout) => bout.games)
  const lines = games.reduce((sum, { scores }) => sum + scores.length, 0)
  return `of ${lines} lines of ${games.length} games`
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`

function calmText(bouts: readonly Bout[]): string {
  const longest = bouts.map(({ games, calm }) =>
    Math.max(0, ...games.map((game) => longestStandstill(game, calm))),
  )
  const free = bouts.map(({ recovered }) => recovered)
  return `longest ${longest.map(seconds).join(', ')}; all over after ${free.map(seconds).join(', ')}`
}

function explainedText(bouts: readonly Bout[]): string {
  const of = bouts.flatMap(({ violations }) => violations).filter(({ rule }) => explained.has(rule))
  return textOf([...Map.groupBy(of, ({ rule }) => rule)].map(([rule, all]) => [rule, all.length]))
}
