/** What people do all day: games from the lobby to the board, questions, suggestions, feedback. */

import type { APIMessage } from 'discord-api-types/v10'
import type { Person, Reply } from '../../src/playground/people.ts'
import { buttonsOf } from '../load/crowd.ts'

/** What came of it. */
export interface Done {
  games: number
  questions: number
  interactions: number
  /** Without an answer in time, by the fast clock. */
  unanswered: number
  apologies: number
}

export const nothingDone = (): Done => ({
  games: 0,
  questions: 0,
  interactions: 0,
  unanswered: 0,
  apologies: 0,
})

/** Patience in real milliseconds. */
const patience = 20_000

export function createPlay(done: Done) {
  const counted = async (doing: Promise<Reply>): Promise<Reply> => {
    const reply = await doing
    done.interactions += 1
    if (reply.failure !== null) done.unanswered += 1
    if (reply.content.startsWith('Sorry')) done.apologies += 1
    return reply
  }
  /** Answers the question once it is there; false where the game ended before. */
  const answerQuestion = async (players: readonly Person[], number: number, lobby: string) => {
    const question = await players[0]?.awaits(
      (message) => isAfter(message, lobby) && (isQuestion(message, number) || isBoard(message)),
      patience,
    )
    if (question === undefined || isBoard(question)) return
    const buttons = buttonsOf(question)
    await Promise.all(players.map((who, at) => counted(who.press(question, buttons[at % 4] ?? ''))))
  }
  return {
    /** A game of three questions in a channel of its own. */
    async game(players: readonly [Person, ...Person[]]): Promise<void> {
      const [host, ...others] = players
      const lobby = await counted(host.slash('trivia start', { questions: 3, seconds: 20 }))
      const { message } = lobby
      if (message === null || buttonsOf(message).length === 0) return
      await Promise.all(others.map((who) => counted(who.press(lobby, 'Join'))))
      await counted(host.press(lobby, 'Start now'))
      for (let number = 1; number <= 3; number += 1)
        await answerQuestion(players, number, message.id)
      await host.awaits((one) => isAfter(one, message.id) && isBoard(one), patience)
      done.games += 1
    },
    /** Some questions: found, unclear, unknown; with what people do about the answer. */
    async questions(who: Person): Promise<void> {
      done.questions += 1
      const asked = done.questions
      const topic = topics[asked % topics.length] ?? ''
      await who
        .suggest('ask', { question: topic.slice(0, 6) }, 'question')
        .catch(() => (done.unanswered += 1))
      const answer = await counted(who.slash('ask', { question: topic }))
      const helped = answer.message && JSON.stringify(answer.message).includes('"Helped"')
      if (helped) await counted(who.press(answer, 'Helped'))
      await counted(who.slash('ask', { question: `zxq ${asked % 50} unknown wording` }))
      // A picture takes as long as a hundred presses.
      if (asked % 20 === 0) await counted(who.slash('trivia board', {}))
    },
  }
}

const topics = [
  'why did russia get angry about kosovo peacekeepers',
  'kosovo money',
  'is kosovo a country',
  'international court of justice opinion',
  'who recognised kosovo',
]

/** Whether a message was posted after another: a channel still shows the games before. */
const isAfter = ({ id }: APIMessage, other: string) => BigInt(id) > BigInt(other)
const isQuestion = ({ embeds, components }: APIMessage, number: number) =>
  (embeds[0]?.title?.startsWith(`Question ${number} `) ?? false) && (components?.length ?? 0) > 0
const isBoard = ({ embeds }: APIMessage) => /^🏁|^The game is over/.test(embeds[0]?.title ?? '')
