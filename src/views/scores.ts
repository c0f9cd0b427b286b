/** How results look: the board of a game, what a player missed, and the boards of a server. */

import { type APIEmbed, ButtonStyle } from 'discord.js'
import type { Ending } from '../trivia/event.ts'
import { type RankingRules, rankingOf, type Unranked } from '../trivia/ranked.ts'
import type { Round } from '../trivia/round.ts'
import { mostMissed, type Standing, standings, teamStandings } from '../trivia/standings.ts'
import { cut, fitLines, limits } from './limits.ts'
import { button, type IdOf, points, rightAnswer, row, teams } from './round.ts'
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

const medals = ['🥇', '🥈', '🥉'] as const

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
  if (asked === undefined) return []
  const value = `${asked.item.question}\n✅ ${rightAnswer(asked)}`
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
  const missed = round.settled.flatMap(({ question, outcomes, voided }) => {
    const asked = round.opening.questions[question]
    if (asked === undefined || voided !== undefined || outcomes.get(player)?.right) return []
    const outcome = outcomes.get(player)
    const said = outcome === undefined ? '' : (outcome.text ?? asked.options[outcome.choice] ?? '')
    const yours = said === '' ? 'You did not answer.' : `You said: ${cut(said, 100)}`
    return [
      `**${question + 1}. ${asked.item.question}**\n${yours}\n✅ ${rightAnswer(asked)}\n${asked.item.note}`,
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
