/** How a challenge looks: its message, a person's questions, what they answered, and the board. */

import { type APIEmbed, ButtonStyle } from 'discord.js'
import {
  type Challenge,
  type ChallengeLine,
  challengeBoard,
  endOf,
  isRight,
  knownBy,
  pointsOfTurn,
  type Turn,
} from '../trivia/challenge.ts'
import type { ChallengeCheck } from '../trivia/challenge-proof.ts'
import type { Progress } from '../trivia/challenge-store.ts'
import { type Asked, fairnessCode } from '../trivia/draw.ts'
import { nobody } from '../trivia/round.ts'
import { cut, fitLines, limits } from './limits.ts'
import {
  button,
  describe,
  type IdOf,
  letters,
  optionLines,
  points,
  relative,
  rightAnswer,
  row,
  wording,
} from './round.ts'
import { medals } from './scores.ts'
import { colours, type View } from './view.ts'

/** The message in the channel. */
export function challengeView(
  challenge: Challenge,
  { begun, finished }: Progress,
  isOver: boolean,
  idOf: IdOf,
): View {
  const { closes, host, id, questions, seed, settings } = challenge
  const who =
    host === nobody
      ? 'The challenge that this server has planned'
      : `<@${host}> challenges everyone`
  const embed: APIEmbed = {
    title: `Challenge: ${questions.length} questions`,
    color: colours.question,
    description: [
      `${who}: ${describe(settings)}.`,
      '',
      isOver
        ? 'It is over: the board stands below.'
        : `**Open until <t:${Math.round(closes / 1_000)}:f> (${relative(closes)}).** Everyone gets the same questions, only you see yours, and your clock starts when you see one. Answers are shown when it is over.`,
    ].join('\n'),
    fields: [{ name: 'Players', value: `${begun} began, ${finished} came to the last question` }],
    footer: { text: `Fairness code ${fairnessCode(seed, questions)}` },
  }
  const components = isOver ? [] : [row(button('Play', ButtonStyle.Success, idOf('play', id)))]
  return { content: '', embeds: [embed], components }
}

/** A question, for the person whose clock runs. */
export function turnView(challenge: Challenge, turn: Turn, idOf: IdOf, note = ''): View {
  const asked = challenge.questions[turn.question]
  if (asked === undefined) return { content: '', embeds: [], components: [] }
  const about = [asked.item.topics[0], asked.item.difficulty].filter((word) => word !== undefined)
  const name = `Question ${turn.question + 1} of ${challenge.questions.length}`
  const embed: APIEmbed = {
    title: cut([name, ...about].join(' · '), limits.embedTitle),
    color: colours.question,
    description: [
      wording(asked),
      ...(asked.options.length === 0 ? [] : ['', ...optionLines(asked)]),
      '',
      `⏳ Your time ends ${relative(endOf(challenge, turn))}.`,
    ].join('\n'),
  }
  return { content: note, embeds: [embed], components: answerRows(challenge, asked, turn, idOf) }
}

function answerRows({ id }: Challenge, asked: Asked, { question }: Turn, idOf: IdOf) {
  const number = String(question)
  if (asked.style === 'typed')
    return [row(button('✏️ Type your answer', ButtonStyle.Primary, idOf('write', id, number)))]
  const buttons = asked.options.map((option, at) =>
    button(
      cut(`${letters[at]}  ${option}`, limits.buttonLabel),
      ButtonStyle.Secondary,
      idOf('pick', id, number, String(at)),
    ),
  )
  return [row(...buttons.slice(0, 2)), row(...buttons.slice(2))].filter(
    ({ components }) => components.length > 0,
  )
}

/** Between two questions: the clock waits for the press. */
export function pauseView(challenge: Challenge, answered: number, words: string, idOf: IdOf): View {
  const left = challenge.questions.length - answered
  if (left <= 0) return doneView(challenge, words)
  const next = button(`Question ${answered + 1}`, ButtonStyle.Primary, idOf('play', challenge.id))
  const content = `${words}\n\n**${left === 1 ? '1 question' : `${left} questions`} left.** The next clock starts when you press.`
  return { content, embeds: [], components: [row(next)] }
}

/** Nothing is left to play for this person. */
export function doneView({ closes }: Challenge, words: string): View {
  const content = `${words}\n\nYou have played this challenge. The board and all answers come ${relative(closes)}.`
  return { content, embeds: [], components: [] }
}

const bestShown = 20

/** The board at the end. */
export function challengeBoardView(challenge: Challenge, turns: readonly Turn[], idOf: IdOf): View {
  const lines = challengeBoard(challenge, turns)
  const { id, questions, seed } = challenge
  const rest = (left: number) => `and ${left} more`
  const embed: APIEmbed = {
    title: lines.length === 0 ? 'Nobody took the challenge' : '🏁 The challenge is over',
    color: colours.answer,
    description: fitLines(
      lines.slice(0, bestShown).map((line) => boardLine(line, questions.length)),
      2_500,
      rest,
    ),
    fields: lines.length === 0 ? [] : [hardest(challenge, turns)].flat(),
    footer: { text: `Challenge ${id} · seed ${seed} · /trivia verify game: ${id}` },
  }
  const mine = button('My answers', ButtonStyle.Secondary, idOf('mine', id))
  return { content: '', embeds: [embed], components: lines.length === 0 ? [] : [row(mine)] }
}

function boardLine({ rank, player, points: sum, right, time }: ChallengeLine, asked: number) {
  const seconds = (time / 1_000).toFixed(1)
  return `**${rank}.** ${medals[rank - 1] ?? ''} <@${player}> · **${points(sum)}** · ${right} of ${asked} right · ${seconds} s`
}

/** The question that fewest knew. */
function hardest(challenge: Challenge, turns: readonly Turn[]): NonNullable<APIEmbed['fields']> {
  const shares = knownBy(challenge, turns).map(({ seen, right }) => (seen === 0 ? 1 : right / seen))
  const least = Math.min(...shares)
  const asked = challenge.questions[shares.indexOf(least)]
  if (asked === undefined || least === 1) return []
  const value = `${asked.item.question}\n✅ ${rightAnswer(asked)}`
  return [{ name: 'Most missed', value: cut(value, limits.fieldValue) }]
}

/** What a person answered, with what was right. */
export function ownAnswersView(challenge: Challenge, turns: readonly Turn[]): View {
  const lines = turns.map((turn) => {
    const asked = challenge.questions[turn.question]
    if (asked === undefined) return ''
    const said = turn.at === 0 ? 'nothing in time' : turn.said || (asked.options[turn.choice] ?? '')
    const mark = isRight(challenge, turn) ? '✅' : '❌'
    const right = isRight(challenge, turn) ? '' : `\nRight: ${rightAnswer(asked)}`
    return `**${turn.question + 1}. ${asked.item.question}**\n${mark} You said ${quoted(said)} · ${points(pointsOfTurn(challenge, turn))}${right}\n${asked.item.note}\n`
  })
  const embed: APIEmbed = {
    title: 'What you answered',
    description: fitLines(lines, limits.embedDescription, (left) => `… and ${left} more`),
    color: colours.answer,
    footer: { text: `Challenge ${challenge.id}` },
  }
  return { content: '', embeds: [embed], components: [] }
}

function quoted(said: string): string {
  return `“${cut(said, 100).replace(/[*_~`|\\<>[\]]/g, '\\$&')}”`
}

/** What looking a challenge over again came to. */
export function challengeCheckView(
  { id, seed }: Challenge,
  { code, checked, broken, isKept, wrongPoints }: ChallengeCheck,
): View {
  const ok = broken.length === 0 && wrongPoints.length === 0
  const lineAbout = (what: string, players: readonly string[]) =>
    players.length === 0
      ? []
      : [
          what,
          fitLines(
            players.map((player) => `<@${player}>`),
            1_000,
            (left) => `and ${left} more`,
          ),
        ]
  const embed: APIEmbed = {
    title: ok ? '✅ The challenge was played as announced' : '⚠️ This challenge does not add up',
    description: [
      ...(ok
        ? [`All ${checked} answers were given to the question that was due, and in its time.`]
        : []),
      ...(ok && isKept ? ['I computed their points again: equal to those that were kept.'] : []),
      ...lineAbout('These turns cannot have come to be by the rules:', broken),
      ...lineAbout('These points differ from those that were kept:', wrongPoints),
      '',
      `Code \`${code}\``,
      `Seed \`${seed}\``,
      'The code is the SHA-256 of the seed and, on a line each, every question as it was shown. It must be the one that stands under the challenge since it was opened.',
    ].join('\n'),
    footer: { text: `Challenge ${id}` },
    color: ok ? colours.answer : colours.contested,
  }
  return { content: '', embeds: [embed], components: [] }
}
