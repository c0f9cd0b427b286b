/** Discord and its people as far as one game needs them: messages by nonce, and players who press at their times. */

import { lobbyQuestion, type RoundEvent } from '../../../src/trivia/event.ts'
import type { Answer } from '../../../src/trivia/host/committing.ts'
import type { RoundStore } from '../../../src/trivia/round-store.ts'
import { type Scene, type Stage, StageError } from '../../../src/trivia/stage.ts'
import { idAt, player, settings, start } from '../game.ts'

/** One message in the channel. */
export interface Posted {
  readonly nonce: string
  readonly message: string
  readonly at: number
  /** What it shows, and what it showed first. */
  scene: Scene
  edits: number
}

export interface FakeDiscord extends Stage {
  readonly posted: readonly Posted[]
  /** Discord's time, wound by the driver. */
  now: number
}

/** In the story 'deleted' somebody deletes this question's message while it is being counted, and nobody is told. */
const unnoticed = 2

export function fakeDiscord(story: Story = 'played'): FakeDiscord {
  const posted: Posted[] = []
  const discord: FakeDiscord = {
    posted,
    now: start,
    canReply: () => false,
    async post(_round, scene, nonce) {
      const known = posted.find((one) => one.nonce === nonce)
      if (known !== undefined) return known
      const message = idAt(discord.now, posted.length)
      const fresh = { nonce, message, at: discord.now, scene, edits: 0 }
      posted.push(fresh)
      return fresh
    },
    async edit(_round, scene, message) {
      const known = posted.find((one) => one.message === message)
      // The lobby is posted by the command.
      if (known === undefined) return
      const isDeleted =
        story === 'deleted' && scene.kind === 'reveal' && scene.question === unnoticed
      if (isDeleted && known.nonce.endsWith(`:${unnoticed}:0`)) throw new StageError('message-gone')
      known.scene = scene
      known.edits += 1
    },
  }
  return discord
}

export const request = {
  guild: 'guild',
  channel: 'channel',
  host: player(0),
  joined: 1,
  settings: settings({ questions: 4, lobby: 10 }),
}

/** Something somebody does, at a time of the game. */
export interface Deed {
  readonly event: RoundEvent
  /** What they were told in the end. */
  answer: Answer | undefined
}

const joins = (): Deed[] =>
  [1, 2].map((who) => ({
    event: { type: 'join', player: player(who), joined: 1, at: start + 1_000 * who },
    answer: undefined,
  }))

/** What the four players do on a question: three answer at once, the fourth on every other; one presses twice. */
function pressesOn(question: number, { at }: Posted): Deed[] {
  const whoPress = question % 2 === 0 ? [0, 1, 2, 3] : [0, 1, 2]
  return whoPress.flatMap((who) => {
    const first = pressAt(at, question, who, 900 + who * 700 + question * 130, (who + question) % 4)
    const second = pressAt(at, question, who, 1_100 + who * 700 + question * 130, who)
    return who === 1 ? [first, second] : [first]
  })
}

function pressAt(
  posted: number,
  question: number,
  who: number,
  after: number,
  choice: number,
): Deed {
  const at = posted + after
  const id = idAt(at, who)
  const event: RoundEvent = {
    ...{ type: 'press', id, at, received: at, player: player(who), joined: 1 },
    ...{ question, choice },
  }
  return { event, answer: undefined }
}

/**
 * How the game goes: to its last question, or until its host stops it in the second; with its lobby and some of its
 * questions deleted; or opened although the store's word was lost.
 */
export type Story = 'played' | 'stopped' | 'deleted' | 'unsure'

export const stories: readonly Story[] = ['played', 'stopped', 'deleted', 'unsure']

/** In the story 'unsure' the first game is stored, but nobody hears of it. */
export function unsureStore(store: RoundStore): RoundStore {
  let isFirst = true
  return {
    ...store,
    async open(logged) {
      const isOpen = await store.open(logged)
      if (!isFirst) return isOpen
      isFirst = false
      throw new Error('no word from the store')
    },
  }
}

const lostAt = (at: number, message: string): Deed => ({
  event: { type: 'lost', at, message },
  answer: undefined,
})

const stopAt = (at: number): Deed => ({
  event: { type: 'stop', at, by: player(0) },
  answer: undefined,
})

/** Everything that people do in this game, as far as it has come; the same objects at each call. */
export function createDeeds(discord: FakeDiscord, ending: Story): () => readonly Deed[] {
  const all = joins()
  if (ending === 'deleted') all.push(lostAt(start + 3_000, lobbyPosted.message))
  const seen = new Set<string>()
  return () => {
    for (const posted of discord.posted) {
      const question = Number(posted.nonce.split(':')[1])
      if (seen.has(posted.nonce) || !Number.isInteger(question)) continue
      seen.add(posted.nonce)
      all.push(...pressesOn(question, posted))
      if (ending === 'stopped' && question === 1) all.push(stopAt(posted.at + 2_000))
      if (ending === 'deleted' && posted.nonce.endsWith(':1:0'))
        all.push(lostAt(posted.at + 500, posted.message))
    }
    return all
  }
}

export const lobbyPosted = { message: idAt(start, 77), at: start, question: lobbyQuestion }
