/** A game of three questions that three people play up to one of eleven points, and on from there to its board. */

import type { APIMessage } from 'discord-api-types/v10'
import type { VirtualClock } from '../../src/playground/clock.ts'
import type { Person, Reply } from '../../src/playground/people.ts'
import { snowflakeTime } from '../../src/playground/snowflake.ts'
import type { Channel } from '../../src/playground/world.ts'
import type { BotWorld } from '../support/world.ts'

const questions = 3
/** How long a question is open, in milliseconds: the pool's are too short for reading time. */
const open = 10_000
const rightIs = 100

export interface SeatedGame {
  /** The host. */
  readonly ana: Person
  readonly ben: Person
  readonly zoe: Person
  /** Lets time pass, in steps that leave requests time to arrive. */
  pass(ms: number, step?: number): Promise<void>
  start(): Promise<void>
  join(): Promise<void>
  begin(): Promise<void>
  /** Begins, while the first question's request is held up before or after it takes effect. */
  beginSlowly(when: 'before' | 'after'): Promise<void>
  /** Waits until the question is open. */
  question(number: number): Promise<APIMessage>
  /** Ana and Zoe answer the question that is open; Ben too where all do. */
  answer(number: number, who: 'some' | 'all'): Promise<void>
  /** Waits until its time is nearly over. */
  nearlyOver(number: number): Promise<void>
  /** Waits until it has become its reveal. */
  reveal(number: number): Promise<void>
  /** Whether something can be pressed under a message that changes the game. */
  isLive(message: APIMessage): boolean
  /** Whether Ben can play by a live message. */
  canPlay(message: APIMessage): Promise<boolean>
  /** Plays what is left, with whoever is left; resolves with the board. */
  playOn(): Promise<APIMessage>
  /** What the questions that were revealed so far are worth to everybody who answered one. */
  settledPoints(): Record<string, number>
}

/** Ten points of a game and one more: a question may be held up on its way there, or its word on the way back. */
export const points = {
  async 'with its lobby just opened'(game: SeatedGame) {
    await game.start()
  },
  async 'with players in its lobby'(game: SeatedGame) {
    await game.start()
    await game.join()
  },
  async 'with its first question on its way'(game: SeatedGame) {
    await points['with players in its lobby'](game)
    await game.beginSlowly('before')
  },
  async 'with its first question just posted'(game: SeatedGame) {
    await points['with players in its lobby'](game)
    await game.beginSlowly('after')
  },
  async 'with a question that nobody has answered'(game: SeatedGame) {
    await points['with players in its lobby'](game)
    await game.begin()
    await game.question(1)
  },
  async 'with a question that some have answered'(game: SeatedGame) {
    await points['with a question that nobody has answered'](game)
    await game.answer(1, 'some')
  },
  async 'just before a deadline'(game: SeatedGame) {
    await points['with a question that some have answered'](game)
    await game.nearlyOver(1)
  },
  async 'at a reveal'(game: SeatedGame) {
    await points['with a question that some have answered'](game)
    await game.reveal(1)
  },
  async 'between two questions'(game: SeatedGame) {
    await points['at a reveal'](game)
    await game.pass(4_800)
  },
  async 'in its last question'(game: SeatedGame) {
    await points['at a reveal'](game)
    await game.answer(2, 'all')
    await game.reveal(2)
    await game.answer(3, 'some')
  },
  async 'at its last reveal'(game: SeatedGame) {
    await points['in its last question'](game)
    await game.reveal(3)
  },
} as const satisfies Record<string, (game: SeatedGame) => Promise<void>>

/** Three new people at a game in `channel`; nothing has happened yet. */
export function seatGame(world: BotWorld, clock: VirtualClock, channel: Channel): SeatedGame {
  const seat = (name: string) => world.addPerson(name).in(channel)
  const [ana, ben, zoe] = [seat('Host'), seat('Ben'), seat('Zoe')]
  /** For each question, who has answered it, and whether rightly. */
  const answers = new Map<number, Map<string, boolean>>()
  let revealed = 0
  let lobby: Reply | undefined

  const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const pass = async (ms: number, step = 500) => {
    for (let left = ms; left > 0; left -= step) {
      await clock.advance(Math.min(step, left))
      await rest(2)
    }
    for (let turn = 0; turn < 3; turn += 1) {
      await rest(8)
      await clock.advance(0)
    }
  }
  const shown = async (fits: (message: APIMessage) => boolean, within = 60_000) => {
    for (let waited = 0; waited <= within; waited += 250) {
      const found = ana.sees().findLast(fits)
      if (found !== undefined) return found
      await clock.advance(250)
      await rest(3)
    }
    throw new Error(`not seen in time; there is ${ana.sees().map(titleOf).join(' | ')}`)
  }
  const isHere = ({ id }: Person) => world.guild.members.has(id)
  const isOpen = (message: APIMessage) => JSON.stringify(message).includes(':answer:')
  const isQuestion = (number: number) => (message: APIMessage) =>
    titleOf(message).startsWith(`Question ${number} of`)

  const question = (number: number) => shown((one) => isQuestion(number)(one) && isOpen(one))
  const press = async (who: Person, number: number, message: APIMessage) => {
    const known = answers.get(number) ?? new Map<string, boolean>()
    answers.set(number, known)
    if (known.has(who.id) || !isHere(who)) return
    const isRight = who === ana || (who === zoe) === (number % 2 === 1)
    const { content } = await who.press(message, buttonOf(message, isRight))
    if (!content.startsWith('Got it')) throw new Error(`not taken: ${content}`)
    known.set(who.id, isRight)
  }
  const answer = async (number: number, who: 'some' | 'all') => {
    const message = await question(number)
    // A press within the millisecond of its message would be older than it by id.
    await pass(500)
    for (const one of who === 'all' ? [ana, zoe, ben] : [ana, zoe])
      await press(one, number, message)
  }
  const reveal = async (number: number) => {
    await shown((one) => isQuestion(number)(one) && !isOpen(one))
    revealed = number
  }

  return {
    ...{ ana, ben, zoe, pass, question, answer, reveal },
    async start() {
      const settings = { questions, seconds: open / 1_000, scoring: 'accuracy', lobby: 30 }
      lobby = await ana.slash('trivia start', settings)
      await pass(0)
    },
    async join() {
      for (const one of [ben, zoe]) await one.press(lobby as Reply, 'Join')
      await pass(0)
    },
    async begin() {
      await ana.press(lobby as Reply, 'Start now')
    },
    async beginSlowly(when) {
      const match = `POST /channels/${channel.id}/messages`
      world.faults.arm({ on: 'request', match, do: 'delay', ms: 1_500, when, times: 1 })
      await ana.press(lobby as Reply, 'Start now')
      await pass(500)
      if (world.faults.list().length > 0) throw new Error('the question was not held up')
    },
    async nearlyOver(number) {
      const closes = snowflakeTime((await question(number)).id) + open
      await pass(closes - 300 - clock.now())
    },
    isLive: (message) => isOpen(message) || JSON.stringify(message).includes(':join:'),
    async canPlay(message) {
      if (isOpen(message)) await press(ben, 1 + revealed, message)
      return isOpen(message) || (await ben.press(message, 'Join')).content.startsWith('You are in')
    },
    async playOn() {
      for (let number = revealed + 1; number <= questions; number += 1) {
        await answer(number, 'all')
        await reveal(number)
      }
      const board = await shown((message) => JSON.stringify(message).includes('verify computes'))
      await pass(0)
      return board
    },
    settledPoints() {
      const sums: Record<string, number> = {}
      for (const [number, known] of answers)
        for (const [player, isRight] of number <= revealed ? known : [])
          sums[player] = (sums[player] ?? 0) + (isRight ? rightIs : 0)
      return sums
    },
  }
}

const titleOf = ({ embeds }: APIMessage) => embeds[0]?.title ?? ''

/** The label of the button with the right answer, or with a wrong one. */
function buttonOf({ components }: APIMessage, isRight: boolean): string {
  const labels = JSON.stringify(components).match(/"label":"[A-D] {2}[^"]*"/g) ?? []
  const found = labels.find((label) => label.includes('right') === isRight)
  if (found === undefined) throw new Error('no such button')
  return found.slice(9, -1)
}
