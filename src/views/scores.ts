/** How results look: the board of a game, what a player missed, and the boards of a server. */

import { type APIEmbed, ButtonStyle } from 'discord.js'
import { accuracy, type Kind, leastGames, type Period, type RankedLine } from '../trivia/board.ts'
import type { Ending } from '../trivia/event.ts'
import type { Audited, Explained, Verification } from '../trivia/explain.ts'
import { type RankingRules, rankingOf, type Unranked } from '../trivia/ranked.ts'
import type { Rating } from '../trivia/rating.ts'
import type { BoardLine, Measure, PastGame, Played } from '../trivia/records.ts'
import { nobody, type Round } from '../trivia/round.ts'
import { countedAs } from '../trivia/settle.ts'
import { mostMissed, type Standing, standings, teamStandings } from '../trivia/standings.ts'
import { cut, fitLines, limits } from './limits.ts'
import { button, type IdOf, letters, points, rightAnswer, row, teams } from './round.ts'
import { colours, type View } from './view.ts'

const endings: Readonly<Record<Ending, string>> = {
  played: 'All questions were played.',
  target: 'Someone has reached the points to play for.',
  survivor: 'The last one standing has won.',
  idle: 'Three questions in a row had no answer, so the game is over.',
  stopped: 'The game was stopped.',
  abandoned: 'The game was paused for an hour, so it is over.',
  interrupted: 'I was away for too long, so the game is over. Everything asked before counts.',
  gone: 'The channel is gone.',
  forbidden: 'I may no longer write there.',
  unreachable: 'I could not post the next question, so the game is over.',
}

export const unrankedWords: Readonly<Record<Unranked, string>> = {
  'few-players': 'too few people answered at least half of the questions',
  'new-accounts': 'too many of the accounts are new',
  'same-hand': 'several players answered as one hand would',
  'few-questions': 'too few questions count',
  insider: 'they saw the questions beforehand',
  inhuman: 'their answers came faster than anyone reads',
}

/** The end of a game. */
export function boardView(round: Round, rules: RankingRules, idOf: IdOf): View {
  const { opening, phase } = round
  const lines = standings(round).filter(({ answered }) => answered > 0)
  const ending = phase.name === 'over' ? endings[phase.reason] : ''
  const embed: APIEmbed = {
    title: lines.length === 0 ? 'The game is over' : `🏁 ${winners(round, lines)}`,
    color: colours.answer,
    description: [
      ending,
      '',
      fitLines(
        lines.slice(0, 20).map((line) => standingLine(line, round)),
        2_500,
        (left) => `and ${left} more`,
      ),
    ].join('\n'),
    fields: [
      ...teamField(round),
      ...gridField(round, lines),
      ...missedField(round),
      ...rankedField(round, rules),
    ],
    footer: {
      text: `Game ${opening.id} · seed ${opening.seed} · /trivia verify computes every point again`,
    },
  }
  const again = button('Play again', ButtonStyle.Success, idOf('again', opening.id))
  const missed = button('Review what I missed', ButtonStyle.Secondary, idOf('missed', opening.id))
  return {
    content: '',
    embeds: [embed],
    components: [lines.length === 0 ? row(again) : row(again, missed)],
  }
}

function winners(round: Round, lines: readonly Standing[]): string {
  const [first] = teamStandings(round)
  if (first !== undefined) {
    const level = teamStandings(round).filter(({ rank }) => rank === 1)
    const names = level.map(({ team }) => teams[team] ?? '')
    return level.length > 1 ? `A draw: ${names.join(' and ')}` : `${names[0]} wins`
  }
  const level = lines.filter(({ rank }) => rank === 1).length
  return level > 1 ? `${level} share the first place` : 'Final standings'
}

export const medals = ['🥇', '🥈', '🥉'] as const

function standingLine(line: Standing, { opening, settled }: Round): string {
  const medal = medals[line.rank - 1] ?? ''
  const team = opening.settings.teams === 0 ? '' : ` ${teams[line.team] ?? ''}`
  const asked = settled.filter(({ voided }) => voided === undefined).length
  return `**${line.rank}.** ${medal} <@${line.player}>${team} · **${points(line.points)}** · ${line.right} of ${asked} right`
}

function teamField(round: Round): NonNullable<APIEmbed['fields']> {
  const lines = teamStandings(round).map(
    ({ team, rank, points: sum, members }) =>
      `**${rank}.** ${teams[team]} · ${points(sum)} a member · ${members} playing`,
  )
  return lines.length === 0 ? [] : [{ name: 'Teams', value: lines.join('\n') }]
}

const widestGrid = 20

function gridField(
  { settled }: Round,
  lines: readonly Standing[],
): NonNullable<APIEmbed['fields']> {
  if (settled.length > widestGrid || lines.length === 0) return []
  const grid = lines.slice(0, 10).map(({ player }) => {
    const marks = settled.map(({ outcomes, voided }) => {
      if (voided !== undefined) return '➖'
      const outcome = outcomes.get(player)
      return outcome === undefined ? '⬜' : outcome.right ? '✅' : '❌'
    })
    return `${marks.join('')} <@${player}>`
  })
  const rest = (left: number) => `and ${left} more`
  return [{ name: 'Question by question', value: fitLines(grid, limits.fieldValue, rest) }]
}

function missedField(round: Round): NonNullable<APIEmbed['fields']> {
  const at = mostMissed(round)
  const settled = at === undefined ? undefined : round.settled[at]
  const asked = settled === undefined ? undefined : round.opening.questions[settled.question]
  if (asked === undefined || settled === undefined) return []
  const value = `${asked.item.question}\n✅ ${rightAnswer(countedAs(asked, settled))}`
  return [{ name: 'Most missed', value: cut(value, limits.fieldValue) }]
}

function rankedField(round: Round, rules: RankingRules): NonNullable<APIEmbed['fields']> {
  const { unranked, excluded } = rankingOf(round, rules)
  if (round.settled.length === 0) return []
  if (unranked !== undefined) {
    const value = `This game does not count for the server's boards: ${unrankedWords[unranked]}.`
    return [{ name: 'Unranked', value }]
  }
  const lines = [...excluded].map(([player, why]) => `<@${player}>: ${unrankedWords[why]}`)
  return lines.length === 0 ? [] : [{ name: 'Unranked', value: cut(lines.join('\n'), 1_000) }]
}

/** What a player got wrong or did not answer, for themselves. */
export function missedView(round: Round, player: string): View {
  const missed = round.settled.flatMap((settled) => {
    const { question, outcomes, voided } = settled
    const asked = round.opening.questions[question]
    if (asked === undefined || voided !== undefined || outcomes.get(player)?.right) return []
    const outcome = outcomes.get(player)
    const said = outcome === undefined ? '' : (outcome.text ?? asked.options[outcome.choice] ?? '')
    const yours = said === '' ? 'You did not answer.' : `You said: ${cut(said, 100)}`
    return [
      `**${question + 1}. ${asked.item.question}**\n${yours}\n✅ ${rightAnswer(countedAs(asked, settled))}\n${asked.item.note}`,
    ]
  })
  const embed: APIEmbed =
    missed.length === 0
      ? { title: 'You missed nothing', description: 'Every question right.', color: colours.answer }
      : {
          title: missed.length === 1 ? 'One to remember' : `${missed.length} to remember`,
          description: fitLines(
            missed.map((text) => `${text}\n`),
            limits.embedDescription,
            (left) => `… and ${left} more`,
          ),
          color: colours.question,
        }
  return { content: '', embeds: [embed], components: [] }
}

export const measureWords: Readonly<Record<Measure, string>> = {
  points: 'points',
  wins: 'games won',
  accuracy: 'right answers',
}

export const periodWords: Readonly<Record<Period, string>> = {
  day: 'today',
  week: 'this week',
  month: 'this month',
  season: 'this season',
  all: 'of all time',
}

/** A board of the server; `own` is the line of whoever asks. */
export function serverBoardView(lines: readonly RankedLine[], kind: Kind, own: string): View {
  const { measure, played } = kind
  const shown = lines.slice(0, 15)
  const text = shown.map((line) => serverLine(line, kind))
  const mine = lines.find(({ player }) => player === own)
  const embed: APIEmbed = {
    title: boardTitle(kind),
    color: colours.answer,
    description:
      lines.length === 0
        ? nobodyYet[played]
        : [
            ...text,
            ...(mine === undefined || shown.includes(mine) ? [] : ['…', serverLine(mine, kind)]),
          ].join('\n'),
    footer: {
      text:
        measure === 'accuracy'
          ? `From ${leastGames} ${played} on. /trivia hide takes you off the boards.`
          : '/trivia hide takes you off the boards.',
    },
  }
  return { content: '', embeds: [embed], components: [] }
}

const nobodyYet = {
  games: 'Nobody is on it yet. A game counts with three players or more: `/trivia start`.',
  challenges:
    'Nobody is on it yet. A challenge counts once it is over, with three players or more: `/trivia challenge start`.',
} as const

/** What stands over a board. */
export function boardTitle({ played, measure, period }: Kind): string {
  const what = played === 'games' ? 'The board' : 'The board of challenges'
  const won =
    measure === 'wins' && played === 'challenges' ? 'challenges won' : measureWords[measure]
  return `${what} ${periodWords[period]}, by ${won}`
}

/** So many games, or challenges, in words. */
export function playedWords(count: number, played: Played): string {
  return count === 1 ? `1 ${played.slice(0, -1)}` : `${count} ${played}`
}

function serverLine(line: RankedLine, { measure, played }: Kind): string {
  const value =
    measure === 'points'
      ? points(line.points)
      : measure === 'wins'
        ? `${line.wins} won`
        : `${percent(accuracy(line))} of ${line.questions}`
  return `**${line.rank}.** ${medals[line.rank - 1] ?? ''} <@${line.player}> · **${value}** · ${playedWords(line.games, played)}`
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** One player's record in the server. */
export function profileView(
  player: string,
  line: BoardLine & { readonly unranked: number },
  rating: Rating | undefined,
  hidden: boolean,
): View {
  const fields = [
    { name: 'Games', value: `${line.games} (${line.unranked} unranked)`, inline: true },
    { name: 'Won', value: String(line.wins), inline: true },
    { name: 'Points', value: line.points.toLocaleString('en-GB'), inline: true },
    {
      name: 'Right',
      value: `${line.right} of ${line.questions}${line.questions === 0 ? '' : ` (${percent(accuracy(line))})`}`,
      inline: true,
    },
    {
      name: 'Rating',
      value: rating === undefined ? 'after a ranked game' : ratingText(rating),
      inline: true,
    },
  ]
  const embed: APIEmbed = {
    title: 'Trivia record',
    description: `<@${player}>${hidden ? ', hidden from the boards' : ''}`,
    fields,
    color: colours.answer,
  }
  return { content: '', embeds: [embed], components: [] }
}

/** On the scale of chess ratings, which people know: 1,500 is a player who gets a middling question half the time. */
function ratingText({ value, answers }: Rating): string {
  const rating = Math.round(1_500 + value * (400 / Math.LN10))
  return `${rating}${answers < 30 ? ' (provisional)' : ''}`
}

/** The latest games of a server. */
export function gamesView(games: readonly PastGame[]): View {
  const lines = games.map(
    ({ id, channel, host, overAt, questions, unranked }) =>
      `\`${id}\` <t:${Math.round(overAt / 1_000)}:f> in <#${channel}>, ${host === nobody ? 'planned' : `by <@${host}>`} · ${questions} questions${unranked === '' ? '' : ' · unranked'}`,
  )
  const embed: APIEmbed = {
    title: 'The latest games',
    description:
      lines.length === 0
        ? 'No game has been played here yet. `/trivia start` opens one.'
        : fitLines(lines, limits.embedDescription, (left) => `and ${left} more`),
    color: colours.answer,
  }
  return { content: '', embeds: [embed], components: [] }
}

/** Why a player got each of their points. */
export function explainView(lines: readonly Explained[], source: string): View {
  const total = lines.reduce((sum, line) => sum + line.points, 0)
  const text = lines.map(
    ({ question, points: worth, why }) => `**${question + 1}.** ${points(worth)}: ${why}`,
  )
  const embed: APIEmbed = {
    title: `Your ${points(total)}`,
    description:
      fitLines(text, limits.embedDescription, (left) => `and ${left} more`) ||
      'Nothing was asked yet.',
    footer: { text: source },
    color: colours.answer,
  }
  return { content: '', embeds: [embed], components: [] }
}

/** What computing a game again came to. */
export function verifyView(round: Round, result: Verification): View {
  const { opening } = round
  const ok = result.codeFits && result.wrongPoints.length === 0
  const embed: APIEmbed = {
    title: ok ? '✅ The game was played as announced' : '⚠️ This game does not add up',
    description: [
      result.codeFits
        ? 'Seed and questions give the code that was shown before the first question.'
        : 'Seed and questions do not give the code that was shown before the first question.',
      result.wrongPoints.length === 0
        ? `I computed the points of ${result.checked} answers again from the log: all equal.`
        : `These points differ from the log: ${result.wrongPoints.map((player) => `<@${player}>`).join(', ')}`,
      '',
      `Code \`${result.code}\``,
      `Seed \`${opening.seed}\``,
      'The code is the SHA-256 of the seed and, on a line each, every question as it was shown.',
    ].join('\n'),
    footer: { text: `Game ${opening.id}` },
    color: ok ? colours.answer : colours.contested,
  }
  return { content: '', embeds: [embed], components: [] }
}

/** Every press of a game, as a table to read or to keep. */
export function auditText(lines: readonly Audited[]): string {
  const head = 'question\tplayer\tanswer\tdiscord_time\treceived\trule\tpoints'
  const rows = lines.map(({ question, player, choice, text, at, received, rule, points: worth }) =>
    [
      question + 1,
      player,
      text === undefined ? (letters[choice] ?? '') : JSON.stringify(text),
      new Date(at).toISOString(),
      new Date(received).toISOString(),
      rule,
      worth,
    ].join('\t'),
  )
  return [head, ...rows, ''].join('\n')
}
