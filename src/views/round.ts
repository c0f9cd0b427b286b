/** How a game looks while it is played: lobby, question, reveal. Nothing before a reveal depends on the answer. */

import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIButtonComponentWithCustomId,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import { type Asked, fairnessCode } from '../trivia/draw.ts'
import { nobody, type Round } from '../trivia/round.ts'
import type { Settings } from '../trivia/settings.ts'
import { countedAs, type Settled } from '../trivia/settle.ts'
import { fastest } from '../trivia/standings.ts'
import { cut, cutAtSentence, fitLines, limits } from './limits.ts'
import { colours, type View } from './view.ts'

/** Makes the `custom_id` of a button from what it is for. */
export type IdOf = (...args: readonly string[]) => string

export const letters = ['A', 'B', 'C', 'D'] as const

/** Teams by number: a sign and a word, so that neither colour nor word is needed alone. */
export const teams = ['🔺 Red', '🔷 Blue', '🟩 Green', '⭐ Gold'] as const

/** The lobby, and what is left of it once the game has begun. */
export function lobbyView(round: Round, idOf: IdOf): View {
  const { opening, phase, players } = round
  const { settings } = opening
  const waiting = phase.name === 'lobby'
  const names = [...players.values()].map(({ id, team }) =>
    settings.teams === 0 ? `<@${id}>` : `<@${id}> ${teams[team] ?? ''}`,
  )
  const rest = (left: number) => `and ${left} more`
  const embed: APIEmbed = {
    title: `Trivia: ${opening.questions.length} questions`,
    color: colours.question,
    description: [
      opening.host === nobody
        ? `The game that this server has planned: ${describe(settings)}.`
        : `<@${opening.host}> opened a game: ${describe(settings)}.`,
      '',
      waiting
        ? `**It begins ${relative(phase.startsAt)}.** Press *Join*, or just answer when a question comes.`
        : lobbyOver(round),
    ].join('\n'),
    fields: [
      { name: `Players (${players.size})`, value: fitLines(names, limits.fieldValue, rest) || '–' },
    ],
    footer: { text: `Fairness code ${fairnessCode(opening.seed, opening.questions)}` },
  }
  return { content: '', embeds: [embed], components: waiting ? lobbyButtons(round, idOf) : [] }
}

function lobbyOver({ phase, settled }: Round): string {
  if (phase.name === 'paused') return 'The game is paused. `/trivia resume` goes on.'
  if (phase.name === 'over' && settled.length === 0) return 'The game was called off.'
  return 'The game has begun: answer when a question comes, it is never too late to join.'
}

function lobbyButtons({ opening }: Round, idOf: IdOf): Row[] {
  const { id, settings } = opening
  const joins =
    settings.teams === 0
      ? [button('Join', ButtonStyle.Success, idOf('join', id))]
      : teams
          .slice(0, settings.teams)
          .map((name, team) =>
            button(`Join ${name}`, ButtonStyle.Secondary, idOf('join', id, String(team))),
          )
  return [
    row(...joins),
    row(
      button('Leave', ButtonStyle.Secondary, idOf('leave', id)),
      button('Start now', ButtonStyle.Primary, idOf('begin', id)),
    ),
  ]
}

const styleWords: Readonly<Record<Settings['style'], string>> = {
  choice: 'four choices',
  truefalse: 'true or false',
  typed: 'typed answers',
  mixed: 'mixed kinds of questions',
}

const scoringWords: Readonly<Record<Settings['scoring'], string>> = {
  speed: 'faster answers get more points',
  accuracy: 'every right answer counts the same',
  difficulty: 'harder questions count more',
  confidence: 'say how sure you are: sure pays when right and costs when wrong',
}

/** The settings in half a sentence. */
export function describe(settings: Settings): string {
  const topics = settings.topics.map(({ topic, weight }) =>
    weight === 1 ? topic : `${topic} (×${weight})`,
  )
  return [
    topics.length === 0 ? 'all topics' : topics.join(', '),
    ...(settings.difficulty === 'mixed' ? [] : [`${settings.difficulty} questions`]),
    styleWords[settings.style],
    `${settings.seconds} s each`,
    scoringWords[settings.scoring],
    ...(settings.teams > 0 ? [`${settings.teams} teams`] : []),
    ...(settings.lives > 0
      ? [`${settings.lives === 1 ? 'one life' : `${settings.lives} lives`}`]
      : []),
    ...(settings.target > 0 ? [`first to ${points(settings.target)}`] : []),
  ].join(', ')
}

/** A question that is open. */
export function questionView(round: Round, idOf: IdOf): View {
  const { phase, opening, presses } = round
  const number = 'question' in phase ? phase.question : 0
  const asked = opening.questions[number]
  if (asked === undefined) return { content: '', embeds: [], components: [] }
  const count = presses.size === 1 ? '1 answer' : `${presses.size} answers`
  const closes = phase.name === 'open' ? phase.closes : undefined
  const embed: APIEmbed = {
    title: heading(round, number),
    color: colours.question,
    description: [
      wording(asked),
      ...(asked.options.length === 0 ? [] : ['', ...optionLines(asked)]),
      '',
      closes === undefined ? '⏳ The clock starts now.' : `⏳ Answers close ${relative(closes)}.`,
    ].join('\n'),
    footer: {
      text: [count, ...(round.pausing ? ['a pause follows'] : [])].join(' · '),
    },
  }
  return { content: '', embeds: [embed], components: answerButtons(round, asked, number, idOf) }
}

function heading({ opening }: Round, number: number): string {
  const { item } = opening.questions[number] ?? {}
  const about = [item?.topics[0], item?.difficulty].filter((word) => word !== undefined)
  const name = `Question ${number + 1} of ${opening.questions.length}`
  return cut([name, ...about].join(' · '), limits.embedTitle)
}

export function wording({ item, claim }: Asked): string {
  const question = `**${item.question}**`
  return claim === undefined ? question : `${question}\n\nIs it **${claim}**?`
}

export function optionLines({ options }: Asked): string[] {
  return options.map((option, at) => `**${letters[at]}**  ${option}`)
}

function answerButtons({ opening }: Round, asked: Asked, number: number, idOf: IdOf): Row[] {
  const { id } = opening
  if (asked.style === 'typed')
    return [
      row(button('✏️ Type your answer', ButtonStyle.Primary, idOf('type', id, String(number)))),
    ]
  const buttons = asked.options.map((option, at) =>
    button(
      cut(`${letters[at]}  ${option}`, limits.buttonLabel),
      ButtonStyle.Secondary,
      idOf('answer', id, String(number), String(at)),
    ),
  )
  return [row(...buttons.slice(0, 2)), row(...buttons.slice(2))].filter(
    ({ components }) => components.length > 0,
  )
}

/** A question that is settled: the answer, who chose what, why it is so. */
export function revealView(round: Round, number: number, idOf: IdOf): View {
  const { opening, phase } = round
  const shown = opening.questions[number]
  const settled = round.settled.find(({ question }) => question === number)
  if (shown === undefined || settled === undefined)
    return { content: '', embeds: [], components: [] }
  const asked = countedAs(shown, settled)
  const [source] = asked.item.sources
  const embed: APIEmbed = {
    title: heading(round, number),
    color: settled.voided === undefined ? colours.answer : colours.contested,
    description: cutAtSentence(revealText(round, asked, settled), limits.embedDescription),
    footer: {
      text:
        source === undefined
          ? ' '
          : cut(`${source.title} · ${source.publisher}, ${source.year}`, 300),
    },
  }
  const buttons = [
    ...(asked.item.entry === ''
      ? []
      : [button('Read more', ButtonStyle.Secondary, idOf('more', opening.id, String(number)))]),
    button('My points', ButtonStyle.Secondary, idOf('points', opening.id, String(number))),
    button('Report', ButtonStyle.Secondary, idOf('report', opening.id, String(number))),
  ]
  const paused = phase.name === 'paused' && phase.next === number + 1
  const content = paused ? '⏸️ The game is paused. `/trivia resume` goes on.' : ''
  return { content, embeds: [embed], components: [row(...buttons)] }
}

const voidWords: Readonly<Record<NonNullable<Settled['voided']>, string>> = {
  skipped: 'Skipped: this question counts for nobody.',
  stopped: 'The game was stopped: this question counts for nobody.',
  interrupted: 'I could not receive your answers for a while, so this question counts for nobody.',
  lost: 'The question was deleted, so it counts for nobody.',
  corrected: 'A moderator took this question back: it counts for nobody.',
}

function revealText(round: Round, asked: Asked, settled: Settled): string {
  const chart = settled.voided === undefined ? ['', barChart(asked, settled)] : []
  return [
    wording(asked),
    '',
    `✅ **${rightAnswer(asked)}**`,
    ...(settled.voided === undefined ? [] : [`⚠️ ${voidWords[settled.voided]}`]),
    ...chart,
    ...speedLine(settled),
    ...fallenLine(round, settled),
    '',
    asked.item.note,
  ].join('\n')
}

/** The right answer as a player reads it, with its letter where it had one. */
export function rightAnswer({ item, key, options, claim }: Asked): string {
  if (claim !== undefined) {
    if (key === 0) return `True: ${claim}`
    // Where the claim was the answer, and was found wrong, nobody knows the right one.
    return item.right === claim ? 'False' : `False. It is ${item.right}`
  }
  return options.length === 0 ? item.right : `${letters[key]}  ${item.right}`
}

function speedLine(settled: Settled): string[] {
  const quickest = fastest(settled)
  const [first] = quickest
  if (first === undefined) return []
  const seconds = ((settled.outcomes.get(first)?.response ?? 0) / 1_000).toFixed(2)
  const names = quickest.slice(0, 3).map((player) => `<@${player}>`)
  return [`⚡ ${names.join(', ')} in ${seconds} s`]
}

function fallenLine({ opening, players, settled: all }: Round, settled: Settled): string[] {
  if (opening.settings.lives === 0 || all.at(-1) !== settled) return []
  const alive = [...players.values()].filter(({ lives }) => lives > 0).length
  return [`❤️ ${alive === 1 ? '1 player' : `${alive} players`} still in the game`]
}

const barLength = 8

/** How many chose each option, as text that reads without colour. */
export function barChart(asked: Asked, { outcomes }: Settled): string {
  const given = [...outcomes.values()]
  const lines =
    asked.style === 'typed'
      ? [
          { mark: '✓', name: 'Right', count: given.filter(({ right }) => right).length },
          { mark: '✗', name: 'Wrong', count: given.filter(({ right }) => !right).length },
        ]
      : asked.options.map((option, at) => ({
          mark: at === asked.key ? '✓' : ' ',
          name: `${letters[at]} ${option}`,
          count: given.filter(({ choice }) => choice === at).length,
        }))
  const most = Math.max(1, ...lines.map(({ count }) => count))
  const width = Math.min(16, Math.max(...lines.map(({ name }) => name.length)))
  const text = lines.map(({ mark, name, count }) => {
    const bar = '█'.repeat(Math.round((count / most) * barLength)).padEnd(barLength, '░')
    return `${mark} ${cut(name, width).replaceAll('`', "'").padEnd(width)} ${bar} ${count}`
  })
  return ['```', ...text, '```'].join('\n')
}

/** `1,250 points`. */
export function points(count: number): string {
  return `${count.toLocaleString('en-GB')} ${Math.abs(count) === 1 ? 'point' : 'points'}`
}

/** A moment as Discord shows it, counting by itself; `at` in milliseconds since 1970. */
export function relative(at: number): string {
  return `<t:${Math.round(at / 1_000)}:R>`
}

type Row = APIActionRowComponent<APIButtonComponent>

export function row(...components: APIButtonComponent[]): Row {
  return { type: ComponentType.ActionRow, components }
}

export function button(
  label: string,
  style: APIButtonComponentWithCustomId['style'],
  custom_id: string,
): APIButtonComponent {
  return { type: ComponentType.Button, style, label, custom_id }
}
