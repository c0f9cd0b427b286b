/** Discord and its people as far as one game needs them: messages by nonce, and players who press at their times. */

import type { RoundEvent } from '../../../src/trivia/event.ts'
import type { Answer, Scene, Stage } from '../../../src/trivia/host.ts'
import { lobbyQuestion } from '../../../src/trivia/round.ts'
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

export function fakeDiscord(): FakeDiscord {
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

/** How the game goes: to its last question, or until its host stops it in the second. */
export type Story = 'played' | 'stopped'

const stopAt = (at: number): Deed => ({
  event: { type: 'stop', at, by: player(0) },
  answer: undefined,
})

/** Everything that people do in this game, as far as it has come; the same objects at each call. */
export function createDeeds(discord: FakeDiscord, ending: Story): () => readonly Deed[] {
  const all = joins()
  const seen = new Set<string>()
  return () => {
    for (const posted of discord.posted) {
      const question = Number(posted.nonce.split(':')[1])
      if (seen.has(posted.nonce) || !Number.isInteger(question)) continue
      seen.add(posted.nonce)
      all.push(...pressesOn(question, posted))
      if (ending === 'stopped' && question === 1) all.push(stopAt(posted.at + 2_000))
    }
    return all
  }
}

export const lobbyPosted = { message: idAt(start, 77), at: start, question: lobbyQuestion }
