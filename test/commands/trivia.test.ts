import type { APIMessage } from 'discord-api-types/v10'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import { type VirtualClock, virtualClock } from '../../src/playground/clock.ts'
import type { Person } from '../../src/playground/people.ts'
import { Bit } from '../../src/playground/permissions.ts'
import { type BotWorld, openWorld } from '../support/world.ts'
import { pool } from '../trivia/game.ts'

const entries = Array.from({ length: 30 }, (_, at) =>
  entryOf({
    id: `entry-${at}`,
    question: `What is the story of number ${at} in the old ledger?`,
    answer: `The long story of number ${at}.`,
  }),
)

let clock: VirtualClock
let world: BotWorld
let ana: Person
let ben: Person
let chidi: Person

beforeEach(async () => {
  clock = virtualClock()
  world = await openWorld(entries, { trivia: pool(30), clock })
  ana = world.person('Ana')
  ben = world.person('Ben')
  chidi = world.person('Chidi')
})
afterEach(() => world.close())

/** Lets answers that are under way arrive: commits and requests need real turns of the event loop. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 15))
    await clock.advance(0)
  }
}

async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 500) {
    await clock.advance(Math.min(500, left))
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  await settle()
}

const titleOf = (message: APIMessage) => message.embeds[0]?.title ?? ''
const textOf = (message: APIMessage) => JSON.stringify(message)
const latest = (who: Person, begins: string) =>
  who.sees().findLast((message) => titleOf(message).startsWith(begins))

/** Waits, winding the clock, until Ana sees such a message. */
async function shown(fits: (message: APIMessage) => boolean, within = 60_000): Promise<APIMessage> {
  for (let waited = 0; waited <= within; waited += 500) {
    const found = ana.sees().findLast(fits)
    if (found !== undefined) return found
    await pass(500)
  }
  throw new Error(`not seen: ${ana.sees().map(titleOf).join(' | ')}`)
}

/** Question `number` as it stands, after a moment to read it. */
async function question(number: number): Promise<APIMessage> {
  const message = await shown(
    (one) =>
      titleOf(one).startsWith(`Question ${number} of`) && textOf(one).includes('Answers close'),
  )
  await pass(500)
  return message
}

/** The same message once it has become the reveal. */
const revealOf = ({ id }: APIMessage) =>
  shown((one) => one.id === id && !textOf(one).includes('Answers close'))

/** The label of the button with the right answer (or with a wrong one). */
function option(message: APIMessage, right: boolean): string {
  const labels = message.components?.flatMap((row) =>
    'components' in row
      ? row.components.flatMap((one) => ('label' in one ? [one.label ?? ''] : []))
      : [],
  )
  const found = labels?.find((label) => label.includes('right') === right)
  if (found === undefined) throw new Error('no such button')
  return found
}

describe('a game', () => {
  test('is played from the lobby to the board by three people', async () => {
    const lobby = await ana.slash('trivia start', { questions: 3 })
    expect(lobby.message?.embeds[0]?.title).toBe('Trivia: 3 questions')
    expect(textOf(lobby.message as APIMessage)).toMatch(/Fairness code [0-9a-f]{64}/)
    const joined = await ben.press(lobby, 'Join')
    expect(joined).toMatchObject({ ephemeral: true })
    expect(joined.content).toContain('You are in')
    await ana.press(lobby, 'Start now')
    for (const number of [1, 2, 3]) {
      const message = await question(number)
      const one = await ben.press(message, option(message, true))
      expect(one.content).toMatch(/^Got it: \*\*[A-D] {2}right/)
      expect(one.ephemeral).toBe(true)
      await pass(2_000)
      await ana.press(message, option(message, number === 2))
      await chidi.press(message, option(message, false))
      const again = await chidi.press(message, option(message, true))
      expect(again.content).toMatch(/^You have answered already: \*\*[A-D] {2}wrong/)
      const reveal = await revealOf(message)
      expect(textOf(reveal)).toMatch(/✅ \*\*[A-D] {2}right \d+\*\*/)
      expect(textOf(reveal)).toContain('Because it is so.')
      expect(textOf(reveal)).toContain('█')
    }
    const board = await shown((message) => titleOf(message).includes('Final standings'))
    const text = board.embeds[0]?.description ?? ''
    expect(text).toContain(`**1.** 🥇 <@${ben.id}> · **3,000 points** · 3 of 3 right`)
    expect(text).toContain(`**2.** 🥈 <@${ana.id}>`)
    expect(text).toContain(`**3.** 🥉 <@${chidi.id}> · **0 points** · 0 of 3 right`)

    const review = await chidi.press(board, 'Review what I missed')
    expect(review.embeds[0]?.title).toBe('3 to remember')
    const server = await ana.slash('trivia board', {})
    expect(server.embeds[0]?.description).toContain(`**1.** 🥇 <@${ben.id}> · **3,000 points**`)
    const verified = await ana.slash('trivia verify', {})
    expect(verified.embeds[0]?.title).toBe('✅ The game was played as announced')
    const explained = await ana.slash('trivia explain', {})
    expect(explained.embeds[0]?.description).toContain('Wrong: 0 points.')
    const audit = await world.person('moderator').slash('trivia audit', {})
    expect(audit.message?.attachments[0]?.filename).toMatch(/^game-.*\.tsv$/)
    expect((await ana.slash('trivia audit', {})).content).toContain('Only moderators')

    const next = await ben.press(board, 'Play again')
    expect(next.message?.embeds[0]?.title).toBe('Trivia: 3 questions')
  })

  test('withholds the answer behind a live question, and shows it after the reveal', async () => {
    await ana.slash('trivia start', { questions: 3, lobby: 0 })
    const message = await question(1)
    const number = /number (\d+)/.exec(textOf(message))?.[1] ?? ''
    const asked = await ben.slash('ask', { question: `id:entry-${number}` })
    expect(asked.content).toContain('question being played')
    expect(asked.ephemeral).toBe(true)
    const other = await ben.slash('ask', { question: `id:entry-${(Number(number) + 1) % 30}` })
    expect(other.embeds[0]?.description).toContain('The long story')
    const choices = await ben.suggest('ask', { question: '' }, 'question')
    expect(choices.map(({ value }) => value)).not.toContain(`id:entry-${number}`)
    await ana.press(message, option(message, true))
    const more = await ben.press(await revealOf(message), 'Read more')
    expect(more.embeds[0]?.description).toContain(`The long story of number ${number}.`)
  })

  test('is led by its host and moderators only', async () => {
    await ana.slash('trivia start', { questions: 3, lobby: 0 })
    await question(1)
    expect((await ben.slash('trivia stop', {})).content).toContain(`Only <@${ana.id}>`)
    expect((await ana.slash('trivia start', {})).content).toContain(
      'There is a game in this channel',
    )
    const paused = await ana.slash('trivia pause', {})
    expect(paused.content).toContain('will pause after this question')
    await pass(60_000)
    expect((await ana.slash('trivia status', {})).content).toContain('paused')
    await ana.slash('trivia resume', {})
    await question(2)
    await world.person('moderator').slash('trivia skip', {})
    const skipped = await shown((one) => textOf(one).includes('Skipped: this question'))
    expect(titleOf(skipped)).toContain('Question 2')
    const stopped = await world.person('moderator').slash('trivia stop', {})
    expect(stopped.content).toContain('stopped')
    await shown((one) => textOf(one).includes('The game was stopped.'))
    expect((await ana.slash('trivia status', {})).content).toContain('no game in this channel')
  })

  test('with typed answers is played by form and by command', async () => {
    await ana.slash('trivia start', { questions: 3, lobby: 0, style: 'typed' })
    const message = await question(1)
    const number = /number (\d+)/.exec(textOf(message))?.[1] ?? ''
    const form = await ana.press(message, '✏️ Type your answer')
    const sent = await ana.submit(form, { text: `RIGHT ${number}!` })
    expect(sent.content).toContain('Got it: **RIGHT')
    const typed = await ben.slash('trivia answer', { text: 'something else' })
    expect(typed.content).toContain('Got it: **something else**')
    const reveal = await revealOf(message)
    expect(textOf(reveal)).toContain('✓ Right')
    const points = await ana.press(reveal, 'My points')
    expect(points.content).toContain('**1000 points.**')
  })

  test('with confidence asks how sure one is, and counts it', async () => {
    await ana.slash('trivia start', { questions: 3, lobby: 0, scoring: 'confidence' })
    const message = await question(1)
    const taken = await ana.press(message, option(message, true))
    expect(taken.content).toContain('counts as *likely*')
    const sure = await ana.press(taken, 'Sure')
    expect(sure.content).toContain('Noted: *sure*.')
    expect((await ana.press(await revealOf(message), 'My points')).content).toContain(
      '**990 points.**',
    )
  })

  test('goes on after a restart: same message, old buttons, the same points', async () => {
    await ana.slash('trivia start', { questions: 3, lobby: 0 })
    const message = await question(1)
    await ana.press(message, option(message, true))
    await world.restart(entries)
    await settle()
    const late = await ben.press(message, option(message, true))
    expect(late.content).toContain('Got it')
    expect((await ana.press(message, option(message, false))).content).toContain('already')
    expect((await ana.press(await revealOf(message), 'My points')).content).toContain(
      'points.** Right',
    )
    await ana.slash('trivia stop', {})
    const board = await shown((one) => titleOf(one).startsWith('🏁'))
    expect(board.embeds[0]?.description).toContain(`<@${ben.id}>`)
  })

  test('is repaired when its message is deleted', async () => {
    await ana.slash('trivia start', { questions: 3, lobby: 0 })
    const message = await question(1)
    world.person('moderator').delete(message)
    await settle()
    const again = await shown(
      (one) => one.id !== message.id && titleOf(one).startsWith('Question 1 of'),
      4_000,
    )
    const taken = await ana.press(again, option(again, true))
    expect(taken.content).toContain('Got it')
  })

  test('has its lobby again when that is deleted, once, and begins without it', async () => {
    const remove = (one: APIMessage | null | undefined) =>
      world.person('moderator').delete(one as APIMessage)
    const lobby = await ana.slash('trivia start', { questions: 3, lobby: 20 })
    await settle()
    remove(lobby.message)
    const again = await shown((one) => titleOf(one) === 'Trivia: 3 questions', 4_000)
    expect((await ben.press(again, 'Join')).content).toContain('You are in')
    remove(await shown((one) => textOf(one).includes('Players (2)'), 4_000))
    await pass(5_000)
    expect(latest(ana, 'Trivia')).toBeUndefined()
    await question(1)
  })

  test('ends when I may not write there any more, and may be opened again when I may', async () => {
    await ana.slash('trivia start', { questions: 3, lobby: 0 })
    await question(1)
    const { channel } = ana
    const deny = (bits: bigint) =>
      world.arrange.overwrite(channel, {
        ...{ id: world.world.bot.id, type: 1, allow: '0', deny: String(bits) },
      })
    deny(Bit.SendMessages)
    await settle()
    deny(0n)
    await settle()
    const next = await ana.slash('trivia start', { questions: 3, lobby: 0 })
    expect(next.embeds[0]?.title).toBe('Trivia: 3 questions')
    // A right taken from the role counts as one taken in the channel.
    const role = [...world.guild.roles.values()].find(({ managed }) => managed)
    world.arrange.permissions(role?.id ?? '', Bit.ViewChannel)
    world.arrange.permissions(world.guild.id, Bit.UseApplicationCommands | Bit.ViewChannel)
    await settle()
    expect((await ana.slash('trivia status', {})).content).toContain('no game in this channel')
  })

  test('in a thread ends with the channel around it', async () => {
    const around = world.arrange.channel({ name: 'around' })
    const thread = world.arrange.thread(around, 'inside')
    await ana.in(thread).slash('trivia start', { questions: 3, lobby: 0 })
    await pass(1_000)
    world.arrange.deleteChannel(around)
    await settle()
    const before = world.history.records.length
    await pass(40_000)
    const later = JSON.stringify(world.history.records.slice(before))
    expect(later).not.toContain(`/channels/${thread.id}`)
  })

  test('nothing that is sent before the reveal depends on which answer is right', async () => {
    await ana.slash('trivia start', { questions: 3, lobby: 0 })
    const message = await question(1)
    const text = textOf(message)
    expect(text).not.toContain('Because it is so')
    expect(text).not.toContain('entry-')
    const ids = text.match(/"custom_id":"([^"]+)"/g) ?? []
    expect(ids).toHaveLength(4)
    for (const [at, id] of ids.entries()) expect(id).toMatch(new RegExp(`:0:${at}"$`))
  })
})

describe('presets', () => {
  test('are saved by moderators and used by everyone', async () => {
    const moderator = world.person('moderator')
    expect((await ana.slash('trivia preset save', { name: 'quick' })).content).toContain('Only')
    const settings = { name: 'Quick', questions: 5, seconds: 10, topics: 'courts:2, history' }
    const saved = await moderator.slash('trivia preset save', settings)
    expect(saved.content).toContain('Saved **quick**: courts (×2), history')
    const started = await ana.slash('trivia start', { preset: 'quick', questions: 4 })
    expect(started.embeds[0]?.title).toBe('Trivia: 4 questions')
    expect(started.embeds[0]?.description).toContain('10 s each')
    expect(latest(ana, 'Trivia')).toBeDefined()
    const choices = await ana.suggest('trivia start', { topics: 'courts, his' }, 'topics')
    expect(choices[0]).toMatchObject({ value: 'courts, history' })
  })
})

describe('a question that turns out wrong', () => {
  const wrongLetter = (message: APIMessage) => option(message, false).slice(0, 1)
  const place = (letter: string) => String('ABCD'.indexOf(letter))
  /** One question of a game that Ana answered wrongly and Ben rightly, as its reveal. */
  async function revealed(number: number): Promise<{ reveal: APIMessage; letter: string }> {
    const message = await question(number)
    const letter = wrongLetter(message)
    await ana.press(message, option(message, false))
    await ben.press(message, option(message, true))
    return { reveal: await revealOf(message), letter }
  }

  test('is reported under its reveal, and moderators read why', async () => {
    const moderator = world.person('moderator')
    await ana.slash('trivia start', { questions: 3, lobby: 0 })
    const { reveal } = await revealed(1)
    const form = await ben.press(reveal, 'Report')
    expect((await ben.submit(form, { text: 'It was B.' })).content).toContain('Thank you')
    expect((await ben.slash('trivia reports')).content).toContain('Only this server’s moderators')
    await ana.slash('trivia stop', {})
    const list = await moderator.slash('trivia reports')
    expect(list.embeds[0]?.description).toContain(`<@${ben.id}>: It was B.`)
    expect((await moderator.press(list, 'Done with 1')).content).toBe('Nothing was reported.')
  })

  test('is corrected while the game goes on: the standings follow', async () => {
    const moderator = world.person('moderator')
    await ana.slash('trivia start', { questions: 3, lobby: 0, scoring: 'accuracy' })
    const { letter, reveal } = await revealed(1)
    const said = await moderator.slash('trivia correct', {
      question: 1,
      answer: place(letter),
      game: gameIn(reveal),
    })
    expect(said.ephemeral).toBe(false)
    expect(textOf(said.message as APIMessage)).toContain(
      `<@${ana.id}>: 0 → 100 points, place 2 → 1`,
    )
    const status = await ana.slash('trivia status', {})
    expect(status.content).toContain(`**1.** <@${ana.id}> · 100`)
  })

  test('is corrected after the game: every score, every proof and the board of the server say the same', async () => {
    const moderator = world.person('moderator')
    await ana.slash('trivia start', { questions: 3, lobby: 0, scoring: 'accuracy' })
    const letters: string[] = []
    for (const number of [1, 2, 3]) {
      letters.push((await revealed(number)).letter)
      await chidi.press(await latestQuestion(), 'My points')
    }
    await shown((one) => titleOf(one).startsWith('🏁'))
    const correct = (answer: string, number = 1) =>
      moderator.slash('trivia correct', { question: number, answer })
    expect((await ana.slash('trivia correct', { question: 1, answer: '0' })).content).toContain(
      'Only this server’s moderators',
    )
    expect((await correct('-1', 9)).content).toContain('no such question')
    for (const number of [1, 2, 3]) await correct(place(letters[number - 1] ?? ''), number)
    const again = await ana.slash('trivia last', {})
    expect(again.embeds[0]?.description).toContain(`**1.** 🥇 <@${ana.id}> · **300 points**`)
    expect((await ana.slash('trivia explain', {})).embeds[0]?.description).toContain('Right')
    expect((await ana.slash('trivia verify', {})).embeds[0]?.title).toBe(
      '✅ The game was played as announced',
    )
    await correct('-1', 2)
    expect((await ana.slash('trivia last', {})).embeds[0]?.description).toContain('**200 points**')
    expect((await correct('0', 2)).content).toContain('cannot be corrected so')
    const elsewhere = await moderator
      .in('off-topic')
      .slash('trivia correct', { question: 1, answer: '-1' })
    expect(elsewhere.content).toContain(`Use it in <#${ana.channel.id}>`)
  })

  const gameIn = (message: APIMessage) =>
    /trivia:points:([0-9a-f]+):/.exec(textOf(message))?.[1] ?? ''
  const latestQuestion = async () =>
    shown((one) => titleOf(one).startsWith('Question') && textOf(one).includes('My points'))
})
