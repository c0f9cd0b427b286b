import type { APIMessage } from 'discord-api-types/v10'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import { type VirtualClock, virtualClock } from '../../src/playground/clock.ts'
import type { Person, Reply } from '../../src/playground/people.ts'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import { type BotWorld, openWorld } from '../support/world.ts'
import { pool } from '../trivia/game.ts'

const hour = 3_600_000
const entries = Array.from({ length: 30 }, (_, at) =>
  entryOf({ id: `entry-${at}`, question: `The story of ${at}?`, answer: `Story of ${at}.` }),
)

let clock: VirtualClock
let database: Database
let world: BotWorld
let ana: Person
let ben: Person
let chidi: Person
let moderator: Person

beforeEach(async () => {
  clock = virtualClock()
  database = await openDatabase({ folder: inMemory, onError: () => {} })
  world = await openWorld(entries, { trivia: pool(30), clock, database })
  ana = world.person('Ana')
  ben = world.person('Ben')
  chidi = world.person('Chidi')
  moderator = world.person('moderator')
})
afterEach(async () => {
  await world.close()
  await database.close()
})

/** Winds the clock in steps that leave the bot's requests time to arrive. */
async function pass(ms: number, step = 500): Promise<void> {
  for (let left = ms; left > 0; left -= step) {
    await clock.advance(Math.min(step, left))
    await new Promise((done) => setTimeout(done, 4))
  }
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise((done) => setTimeout(done, 10))
    await clock.advance(0)
  }
}

const open = (options = {}) => ana.slash('trivia challenge start', { questions: 3, ...options })

/** The label of the right option, or of a wrong one. */
function option({ message }: Reply, right: boolean): string {
  const labels = JSON.stringify(message?.components).match(/"label":"[A-D] {2}[^"]*"/g) ?? []
  const found = labels.find((label) => label.includes('right') === right)
  return found?.slice(9, -1) ?? ''
}

/** Plays all that is left, answering `after` milliseconds after each question. */
async function playThrough(who: Person, first: Reply, right: boolean[], after: number) {
  let reply = first
  for (const [at, isRight] of right.entries()) {
    if (at > 0) reply = await who.press(reply, `Question ${at + 1}`)
    await pass(after)
    reply = await who.press(reply, option(reply, isRight))
  }
  return reply
}

const boards = () =>
  ana.sees().filter(({ embeds }) => embeds[0]?.title === '🏁 The challenge is over')
const textOf = (message: APIMessage | null | undefined) => JSON.stringify(message?.embeds ?? [])

/** A question as it is shown, without its clock. */
const shown = ({ embeds }: Reply) => embeds[0]?.description?.split('⏳')[0] ?? 'none'

describe('a challenge', () => {
  test('gives everyone the same questions in their own time, and a board at its end', async () => {
    const opened = await open()
    expect(textOf(opened.message)).toMatch(/Fairness code [0-9a-f]{64}/)
    const first = await ana.press(opened, 'Play')
    expect(first.ephemeral).toBe(true)
    expect(first.embeds[0]?.title).toMatch(/^Question 1 of 3/)
    const asked = shown(first)
    const done = await playThrough(ana, first, [true, true, false], 3_000)
    expect(done.content).toContain('You have played this challenge')
    await pass(2 * hour, 600_000)
    const later = await ben.press(opened, 'Play')
    expect(shown(later)).toBe(asked)
    await playThrough(ben, later, [true, true, true], 2_000)
    await pass(6_000)
    expect(textOf(opened.message)).toContain('2 began, 2 came to the last question')
    expect(boards()).toHaveLength(0)
    await moderator.slash('trivia challenge end')
    await pass(180_000, 5_000)
    const [board] = boards()
    expect(board?.embeds[0]?.description).toContain(`**1.** 🥇 <@${ben.id}> · **3,000 points**`)
    expect(board?.embeds[0]?.description).toContain(`**2.** 🥈 <@${ana.id}>`)
    expect(opened.message?.components).toEqual([])
    const answers = await ana.press(board as APIMessage, 'My answers')
    expect(answers.ephemeral).toBe(true)
    expect(textOf(answers.message)).toMatch(/❌ You said “wrong.*Right: /)
    const none = await chidi.press(board as APIMessage, 'My answers')
    expect(none.content).toContain('You did not play')
  })

  test('counts on a board of its own, once three have played it', async () => {
    const board = (of: string) => ben.slash('trivia board', { of, picture: false, period: 'all' })
    const opened = await open()
    const rights = [
      [true, true, true],
      [true, true, false],
      [false, true, false],
    ]
    for (const [at, who] of [ana, ben, chidi].entries())
      await playThrough(who, await who.press(opened, 'Play'), rights[at] ?? [], 1_000)
    expect((await board('challenges')).embeds[0]?.description).toContain('Nobody is on it yet')
    await moderator.slash('trivia challenge end')
    await pass(180_000, 5_000)
    const { title, description } = (await board('challenges')).embeds[0] ?? {}
    expect(title).toBe('The board of challenges of all time, by points')
    expect(description?.split('\n')).toEqual([
      `**1.** 🥇 <@${ana.id}> · **3,000 points** · 1 challenge`,
      `**2.** 🥈 <@${ben.id}> · **2,000 points** · 1 challenge`,
      `**3.** 🥉 <@${chidi.id}> · **1,000 points** · 1 challenge`,
    ])
    expect((await board('games')).embeds[0]?.description).toContain('Nobody is on it yet')
  })

  test('is explained and verified once it is over, by its id', async () => {
    const opened = await open()
    await playThrough(ana, await ana.press(opened, 'Play'), [true, false], 3_000)
    const id = /trivia:play:([0-9a-f]+)/.exec(JSON.stringify(opened.message))?.[1] ?? ''
    const explain = (who: Person) => who.slash('trivia explain', { game: id.toUpperCase() })
    const verify = (who: Person) => who.slash('trivia verify', { game: id.toUpperCase() })
    expect((await explain(ana)).content).toContain('what was right is secret')
    expect((await verify(ana)).content).toContain('its seed is secret')
    await moderator.slash('trivia challenge end')
    await pass(180_000, 5_000)
    const own = await explain(ana)
    expect(own.ephemeral).toBe(true)
    expect(own.embeds[0]?.description).toMatch(
      /\*\*1\.\*\* [\d,]+ points: Right after .*\n\*\*2\.\*\* 0 points: Wrong.*\n\*\*3\.\*\* 0 points: You did not come/,
    )
    expect((await explain(ben)).content).toContain('You did not play')
    const verified = await verify(ben)
    expect(verified.embeds[0]?.title).toBe('✅ The challenge was played as announced')
    const code = /Fairness code ([0-9a-f]{64})/.exec(textOf(opened.message))?.[1]
    expect(verified.embeds[0]?.description).toContain(`Code \`${code}\``)
    expect(boards()[0]?.embeds[0]?.footer?.text).toContain(`/trivia verify game: ${id}`)
    const choices = (command: string) => ben.suggest(command, {}, 'game')
    expect(await choices('trivia verify')).toMatchObject([{ value: id }])
    expect(await choices('trivia audit')).toEqual([])
    expect(verified.embeds[0]?.description).toContain('equal to those that were kept')
    await database.db.updateTable('challenge_scores').set({ points: 1 }).execute()
    expect((await verify(ben)).embeds[0]?.description).toContain(`were kept:\n<@${ana.id}>`)
    await database.db.updateTable('challenge_turns').set({ answered_at: 1 }).execute()
    expect((await verify(ben)).embeds[0]?.title).toBe('⚠️ This challenge does not add up')
  })

  test('ends by itself after its hours', async () => {
    const opened = await open({ hours: 1 })
    await playThrough(ana, await ana.press(opened, 'Play'), [true], 1_000)
    await pass(hour - 120_000, 60_000)
    expect(boards()).toHaveLength(0)
    await pass(240_000, 5_000)
    expect(boards()).toHaveLength(1)
    const late = await ben.press(opened.message as APIMessage, 'Play').catch(() => undefined)
    expect(late).toBeUndefined()
    expect((await ben.slash('trivia challenge play')).content).toContain('There is no challenge')
  })

  test('tells nobody what was right before it is over', async () => {
    const opened = await open()
    const first = await ana.press(opened, 'Play')
    const one = await ana.press(first, option(first, false))
    expect(one.content).toMatch(/^Got it\.\n\n\*\*2 questions left/)
    const second = await ben.press(opened, 'Play')
    const other = await ben.press(second, option(second, true))
    expect(other.content).toBe(one.content)
  })

  test('starts a clock once: opening the question again gives no new time', async () => {
    const opened = await open({ seconds: 10 })
    const ends = (reply: Reply) => /ends <t:(\d+)/.exec(textOf(reply.message))?.[1]
    const first = await ana.press(opened, 'Play')
    await pass(5_000)
    const again = await ana.slash('trivia challenge play')
    expect(ends(again)).toBe(ends(first))
    await pass(8_000)
    const late = await ana.press(first, option(first, true))
    expect(late.content).toContain('Your time for that question was over.')
    const next = await ana.press(late, 'Question 2')
    expect(next.embeds[0]?.title).toMatch(/^Question 2 of 3/)
    const twice = await ana.press(again, option(again, true))
    expect(twice.content).toContain('Your time for that question was over.')
  })

  test('goes on after a restart where it was, also for whoever had a question open', async () => {
    const opened = await open()
    const first = await ana.press(opened, 'Play')
    await world.restart(entries)
    const one = await ana.press(first, option(first, true))
    expect(one.content).toContain('Got it.')
    await moderator.slash('trivia challenge end')
    await world.restart(entries)
    await pass(180_000, 5_000)
    expect(boards()).toHaveLength(1)
  })

  test('withholds the answer behind a question while somebody’s clock runs on it, no longer', async () => {
    const opened = await open()
    const first = await ana.press(opened, 'Play')
    const number = /number (\d+)/.exec(textOf(first.message))?.[1]
    const ask = () => ben.slash('ask', { question: `id:entry-${number}` })
    expect((await ask()).content).toContain('question being played')
    await ana.press(first, option(first, true))
    expect((await ask()).embeds[0]?.description).toContain(`Story of ${number}.`)
  })

  test('takes typed answers in a form', async () => {
    const opened = await open({ style: 'typed' })
    const first = await ana.press(opened, 'Play')
    const number = /number (\d+)/.exec(textOf(first.message))?.[1]
    const form = await ana.press(first, '✏️ Type your answer')
    const sent = await ana.submit(form, { text: `Right ${number}` })
    expect(sent.content).toContain('Got it.')
    await moderator.slash('trivia challenge end')
    await pass(180_000, 5_000)
    expect(boards()[0]?.embeds[0]?.description).toContain('1 of 3 right')
  })

  test('is one in a channel, and is ended by whoever opened it or a moderator', async () => {
    await open()
    expect((await ben.slash('trivia challenge start')).content).toContain('already')
    expect((await ben.slash('trivia challenge end')).content).toContain('Only who opened')
    expect((await ana.slash('trivia challenge end')).content).toContain('no new player')
    expect((await ben.slash('trivia challenge play')).content).toContain('over')
  })

  test('is planned like a game', async () => {
    const time = new Date(clock.now() + hour).toISOString().slice(11, 16)
    await moderator.slash('trivia schedule add', { time, what: 'challenge', questions: 3 })
    await pass(hour + 60_000, 600_000)
    const message = ana.sees().find((one) => textOf(one).includes('has planned'))
    const first = await ana.press(message as APIMessage, 'Play')
    expect(first.embeds[0]?.title).toMatch(/^Question 1 of 3/)
  })

  test('whose channel is gone ends with one request and no more', async () => {
    const channel = world.arrange.channel({ name: 'quiz' })
    await moderator.in('quiz').slash('trivia challenge start', { hours: 1 })
    world.arrange.deleteChannel(channel)
    const before = world.history.records.length
    await pass(2 * hour, 60_000)
    const asked = world.history.records
      .slice(before)
      .filter((record) => JSON.stringify(record).includes(`/channels/${channel.id}`))
    expect(asked).toHaveLength(1)
  })
})
