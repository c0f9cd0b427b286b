import type { APIMessage } from 'discord-api-types/v10'
import { expect, test } from 'vitest'
import type { Person, Reply } from '../../src/playground/people.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'
import { openDatabase } from '../../src/store/database.ts'
import { readGame } from '../../src/store/game-logs.ts'
import { type Logged, replayed } from '../../src/trivia/explain.ts'
import type { Settled } from '../../src/trivia/settle.ts'
import { inFolder } from '../load/bot.ts'
import { buttonsOf } from '../load/crowd.ts'
import { type ChildBot, startChild } from '../support/child-bot.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const isReveal = (message: APIMessage) => JSON.stringify(message).includes('█')
const isQuestion = (message: APIMessage) =>
  (message.embeds[0]?.title ?? '').startsWith('Question 1 ') &&
  JSON.stringify(message).includes('Answers close')

interface Scene {
  readonly playground: Playground
  readonly bot: ChildBot
  readonly question: APIMessage
  /** When the question closes, in milliseconds since 1970. */
  readonly closes: number
}

/** A bot with a question of some 10 s open; gives the game as its database has it in the end. */
const duringQuestion = (act: (scene: Scene) => Promise<void>): Promise<Logged> =>
  inFolder(async (folder) => {
    const playground = await createPlayground({
      ...{ page: false, identifyWindow: 0, token: 'stalled'.repeat(9) },
    })
    const bot = await startChild(playground, folder)
    try {
      const host = playground.person('owner')
      const lobby = await host.slash('trivia start', { questions: 3, seconds: 10, wait: true })
      await host.press(lobby, 'Start now')
      const question = await host.awaits(isQuestion, 15_000)
      const closes = Number(/<t:(\d+):R>/.exec(JSON.stringify(question))?.[1]) * 1_000
      await act({ playground, bot, question, closes })
      await host.awaits(isReveal, 60_000)
      await host.slash('trivia stop')
      expect(await bot.stop()).toBe(0)
    } finally {
      bot.kill()
      await playground.close()
    }
    return theGame(folder)
  })

async function theGame(folder: string): Promise<Logged> {
  const database = await openDatabase({ folder, onError: () => {} })
  const { id } = await database.db.selectFrom('games').select('id').executeTakeFirstOrThrow()
  const game = await readGame(database.db as never, id)
  await database.close()
  if (game === undefined) throw new Error('the game is gone')
  return game
}

const firstOf = (game: Logged) => replayed(game).settled[0] as Settled

interface Pressed {
  readonly who: Person
  readonly reply: Reply
}

/** One of a crowd presses each 150 ms from now on until `until`. */
async function pressEvenly(
  { playground, question }: Scene,
  until: number,
): Promise<readonly Pressed[]> {
  const doing: Promise<Pressed>[] = []
  while (Date.now() < until) {
    const at = doing.length
    const who = playground.addPerson(`Player ${at}`)
    doing.push(
      who.press(question, buttonsOf(question)[at % 4] ?? '').then((reply) => ({ who, reply })),
    )
    await pause(150)
  }
  return Promise.all(doing)
}

const inTime = (pressed: readonly Pressed[]) =>
  pressed.filter(({ reply }) => reply.failure === null && reply.took <= 3_000).length

/** Everybody who pressed has the answer they gave, whether they heard of it or not. */
function expectAllCounted(game: Logged, pressed: readonly Pressed[]): void {
  const { voided, outcomes } = firstOf(game)
  expect(voided).toBe(undefined)
  const chosen = [...outcomes].map(([who, { choice }]) => [who, choice])
  expect(Object.fromEntries(chosen)).toEqual(
    Object.fromEntries(pressed.map(({ who }, at) => [who.id, at % 4])),
  )
}

test.concurrent.each([
  { ms: 1_000, acknowledged: 1 },
  { ms: 2_500, acknowledged: 0.95 },
  { ms: 4_000, acknowledged: 0 },
])(
  'a stall of $ms ms in the middle of a question loses no answer',
  async ({ ms, acknowledged }) => {
    let pressed: readonly Pressed[] = []
    const game = await duringQuestion(async (scene) => {
      setTimeout(() => scene.bot.stall(ms), 3_000)
      pressed = await pressEvenly(scene, scene.closes)
    })
    expect(pressed.length).toBeGreaterThan(50)
    expect(inTime(pressed) / pressed.length).toBeGreaterThanOrEqual(acknowledged)
    expectAllCounted(game, pressed)
  },
  120_000,
)

test.concurrent('a stall over the end of a question loses no answer that was given in time', async () => {
  let pressed: readonly Pressed[] = []
  const game = await duringQuestion(async (scene) => {
    setTimeout(() => scene.bot.stall(5_000), scene.closes - Date.now() - 1_000)
    pressed = await pressEvenly(scene, scene.closes)
  })
  expectAllCounted(game, pressed)
}, 120_000)

test.concurrent('a bot that was suspended for 15 s in a question gives the time back: whoever had not answered still can', async () => {
  let late: Reply | undefined
  const game = await duringQuestion(async ({ playground, bot, question }) => {
    const [ana, ben] = [playground.person('Ana'), playground.person('Ben')]
    await ana.press(question, buttonsOf(question)[0] ?? '')
    await bot.suspend(15_000)
    await pause(500)
    late = await ben.press(question, buttonsOf(question)[1] ?? '')
    expect(late.content).toContain('Got it')
  })
  const { voided, outcomes } = firstOf(game)
  expect(voided).toBe(undefined)
  expect(outcomes.size).toBe(2)
  const gap = game.events.find((event) => event.type === 'interrupted')
  expect(gap?.type === 'interrupted' && gap.at - gap.from).toBeGreaterThan(14_000)
}, 120_000)

test.concurrent.each([3_600_000, -7_200_000])(
  'the machine’s time set by %i ms in the middle of a question changes no score, and no question closes early or late',
  async (ms) => {
    let pressed: readonly Pressed[] = []
    let revealed = 0
    let closes = 0
    let bot: ChildBot | undefined
    const game = await duringQuestion(async (scene) => {
      closes = scene.closes
      bot = scene.bot
      const host = scene.playground.person('owner')
      void host.awaits(isReveal, 60_000).then(() => (revealed = Date.now()))
      setTimeout(() => scene.bot.jump(ms), 3_000)
      pressed = await pressEvenly(scene, scene.closes)
    })
    const stopped = bot?.logged.find(({ msg }) => msg === 'stopped')
    expect(Math.abs(Date.parse(String(stopped?.time)) - Date.now() - ms)).toBeLessThan(60_000)
    expect(inTime(pressed)).toBe(pressed.length)
    expectAllCounted(game, pressed)
    const { start, outcomes } = firstOf(game)
    for (const { who, reply } of pressed) {
      const response = timeOf(reply.interaction?.id) - start
      expect(outcomes.get(who.id)?.response).toBe(response)
    }
    expect(game.events.filter(({ type }) => type === 'interrupted')).toEqual([])
    // A second of grace for presses under way and one and a half for their arrival, and a little for this machine.
    const after = revealed - closes
    expect(after).toBeGreaterThan(2_000)
    expect(after).toBeLessThan(4_500)
  },
  120_000,
)

/** When Discord made an id, in milliseconds since 1970. */
const timeOf = (id = '0') => Number((BigInt(id) >> 22n) + 1_420_070_400_000n)
