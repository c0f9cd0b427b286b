import type { APIMessage } from 'discord-api-types/v10'
import { expect, test } from 'vitest'
import { virtualClock } from '../../src/playground/clock.ts'
import { inMemory, openDatabase } from '../../src/store/database.ts'
import { createRoundStore } from '../../src/store/rounds.ts'
import { drawQuestions } from '../../src/trivia/draw.ts'
import type { Opening } from '../../src/trivia/event.ts'
import { advance } from '../../src/trivia/round/advance.ts'
import { deadlineOf, openRound, type Round } from '../../src/trivia/round.ts'
import { lobbyView, questionView } from '../../src/views/round.ts'
import { openWorld } from '../support/world.ts'
import { opening, pool, pressOf, start } from './game.ts'

const idOf = (...args: readonly string[]) => ['trivia', ...args].join(':')

/** The same game, as if in every question the option at `key` were right. */
function keyed(from: Opening, key: number): Opening {
  const questions = from.questions.map((asked) => {
    const options = asked.options.length
    const right = asked.options[key % options] ?? ''
    const wrong = asked.options.filter((one) => one !== right)
    return { ...asked, key: key % options, item: { ...asked.item, right, wrong } }
  })
  return { ...from, questions }
}

/** Every view of a game up to each reveal: lobby, question, counters. */
function shownBefore(from: Opening): string[] {
  let round = openRound(from, { joined: 1 })
  const shown = [JSON.stringify(lobbyView(round, idOf))]
  const look = (next: Round) => {
    round = next
    if (round.phase.name === 'open') shown.push(JSON.stringify(questionView(round, idOf)))
  }
  for (let at = deadlineOf(round); at !== undefined; at = deadlineOf(round)) {
    if (round.phase.name === 'posting') {
      const { question, attempt } = round.phase
      look(advance(round, { type: 'posted', question, attempt, message: `m${at}`, at })[0])
      for (const who of [0, 1, 2, 3])
        look(advance(round, pressOf(who, question, at, 900 * (who + 1), who))[0])
    } else look(advance(round, { type: 'woke', at })[0])
  }
  return shown
}

test('what is shown before a reveal is the same whichever option is right, in 1,000 questions', () => {
  let views = 0
  for (let game = 0; game < 20; game += 1) {
    const style = game % 4 === 3 ? 'truefalse' : 'choice'
    const base = opening({ questions: 50, style, early: game % 2 === 0 }, { id: `game${game}` })
    const seed = `${game}`.padStart(32, '0')
    const from = {
      ...base,
      seed,
      questions: drawQuestions(pool(60), base.settings, seed, new Map()),
    }
    const [first, ...others] = [0, 1, 2, 3].map((key) => shownBefore(keyed(from, key)))
    expect(first?.length).toBeGreaterThan(200)
    for (const other of others) expect(other).toEqual(first)
    views += first?.length ?? 0
  }
  console.log(`${views} views, each the same for every key`)
})

/** Plays the first question of a game on a playground; gives every byte that the bot sent before the reveal. */
async function sentBefore(key: number, style: 'choice' | 'truefalse'): Promise<string[]> {
  const clock = virtualClock(start)
  const database = await openDatabase({ folder: inMemory, onError: () => {} })
  const world = await openWorld([], { clock, database, trivia: pool(60) })
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 250) {
      await clock.advance(Math.min(250, left))
      await new Promise((resolve) => setTimeout(resolve, 4))
    }
  }
  const people = ['Ana', 'Ben', 'Chidi', 'Drita'].map((name) => world.person(name))
  const [ana] = people
  if (ana === undefined) throw new Error('nobody')
  const from = opening(
    { style, early: false },
    {
      id: 'abcdef123456',
      guild: world.guild.id,
      channel: ana.channel.id,
      host: ana.id,
      at: clock.now(),
    },
  )
  await createRoundStore(database, () => undefined).open({
    opening: keyed(from, key),
    hostJoined: 1,
    events: [],
  })
  const before = world.history.records.length
  await world.restart([])
  const message = await awaitsQuestion(ana, pass)
  const told: (string | undefined)[] = []
  for (const [at, person] of people.entries()) {
    await pass(1_000)
    const label = buttons(message)[at % buttons(message).length] ?? ''
    told.push((await person.press(message, label)).content)
    told.push((await person.press(message, buttons(message)[0] ?? '')).content)
  }
  await pass(10_000)
  const sent = world.history.records.slice(before).flatMap((record) => {
    if (record.kind !== 'request' || record.sent === undefined) return []
    return bytesOf(record.title, record.sent)
  })
  expect(JSON.stringify(message)).not.toContain('✅')
  await world.close()
  await database.close()
  return [...sent, ...told.map(String)]
}

/** A request without what is new every time: Discord's token in the address, the library's nonce, made of its clock. */
function bytesOf(title: string, sent: unknown): string {
  const callback = title.replace(/\/interactions\/.*\/callback/, 'callback')
  return `${callback} ${JSON.stringify(sent).replace(/"nonce":"\d+"/, '"nonce":"*"')}`
}

async function awaitsQuestion(
  who: { sees: () => APIMessage[] },
  pass: (ms: number) => Promise<void>,
): Promise<APIMessage> {
  for (let waited = 0; waited < 60; waited += 1) {
    const found = who.sees().findLast(({ embeds }) => embeds[0]?.title?.startsWith('Question 1'))
    if (found !== undefined && JSON.stringify(found).includes('Answers close')) return found
    await pass(500)
  }
  throw new Error('no question')
}

const buttons = (message: APIMessage) =>
  (message.components ?? []).flatMap((row) =>
    'components' in row
      ? row.components.flatMap((one) => ('label' in one ? [one.label ?? ''] : []))
      : [],
  )

test.each(['choice', 'truefalse'] as const)(
  'every byte the bot sends before the reveal is the same whichever option is right (%s)',
  async (style) => {
    const first = await sentBefore(0, style)
    expect(first.length).toBeGreaterThan(16)
    for (const key of style === 'choice' ? [1, 2, 3] : [1])
      expect(await sentBefore(key, style)).toEqual(first)
  },
)
