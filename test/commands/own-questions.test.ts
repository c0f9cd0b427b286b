import type { APIMessage } from 'discord-api-types/v10'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import type { Person, Reply } from '../../src/playground/people.ts'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import { forger } from '../support/forge.ts'
import { type BotWorld, openWorld } from '../support/world.ts'
import { item } from '../trivia/game.ts'

const entries = ['euro', 'flag', 'anthem', 'police', 'court'].map((id) =>
  entryOf({
    id,
    question: `What is the ${id}?`,
    answer: `In short it is known as ${id}. And more.`,
    topics: ['basics'],
  }),
)
const typed = {
  question: 'Who keeps the keys?',
  right: 'The porter | porter',
  wrong: 'The cook\nThe guard\nThe clerk',
  note: 'He has the board behind his desk.',
  topics: 'house',
}

let database: Database
let world: BotWorld
let moderator: Person
let ana: Person

beforeEach(async () => {
  database = await openDatabase({ folder: inMemory, onError: () => {} })
  world = await openWorld(entries, { trivia: [item(1, { topics: ['shipped'] })], database })
  moderator = world.person('moderator')
  ana = world.person('Ana')
})
afterEach(async () => {
  await world.close()
  await database.close()
})

const write = async (
  by: Person,
  command = 'trivia question add',
  fields: Partial<typeof typed> = {},
) => by.submit(await by.slash(command), { ...typed, ...fields })
const listed = async (show = 'live') =>
  (await moderator.slash('trivia question list', { show })).embeds[0]?.description ?? ''
const idIn = (reply: Reply) => /own-[0-9a-f]+/.exec(JSON.stringify(reply.embeds))?.[0] ?? ''
/** The first question of a game about a topic, as players see it. */
async function asked(topic: string): Promise<APIMessage> {
  const lobby = await ana.slash('trivia start', { topics: topic, questions: 3 })
  await ana.press(lobby, 'Start now')
  return ana.awaits(({ embeds }) => embeds[0]?.title?.startsWith('Question 1') ?? false)
}

test('a moderator writes a question, and a game asks it and explains it', async () => {
  const kept = await write(moderator)
  expect(kept.content).toContain('Added')
  expect(kept.ephemeral).toBe(true)
  const question = await asked('house')
  expect(question.embeds[0]?.description).toContain('Who keeps the keys?')
  for (const option of ['porter', 'cook', 'guard', 'clerk'])
    expect(question.embeds[0]?.description).toContain(`The ${option}`)
})

test('what is wrong with a question is said, and nothing that was typed is lost', async () => {
  const told = await write(moderator, 'trivia question add', {
    wrong: 'One\nTwo',
    question: 'Who?',
  })
  expect(told.content).toContain('write 3')
  const form = await moderator.press(told, 'Put it right')
  expect(JSON.stringify(form.modal)).toContain('One\\nTwo')
  const kept = await moderator.submit(form, { wrong: 'One\nTwo\nThree' })
  expect(kept.content).toContain('Added')
  expect(await listed()).toContain('Who?')
})

test('it can be changed, removed and put back; the list never shows a right answer', async () => {
  const id = idIn(await write(moderator))
  const form = await moderator.slash('trivia question edit', { question: 'keys' })
  await moderator.submit(form, { question: 'Who has the keys?' })
  expect(await listed()).toBe(`• Who has the keys? · \`${id}\``)
  const removed = await moderator.slash('trivia question remove', { question: id })
  expect(await listed()).toContain('None yet')
  expect(await listed('removed')).toContain('Who has the keys?')
  await moderator.press(removed, 'Put back')
  expect(await listed()).toContain('Who has the keys?')
})

test('the same question twice is refused', async () => {
  await write(moderator)
  const again = await write(moderator, 'trivia question add', { question: 'who keeps the KEYS?' })
  expect(again.content).toContain('asks that already')
})

test('members suggest, moderators decide; nothing is asked before', async () => {
  const thanks = await write(ana, 'trivia question suggest')
  expect(thanks.content).toContain('Thank you')
  expect(await listed()).toContain('None yet')
  await write(ana, 'trivia question suggest', { question: 'Who rings the bell?' })
  const first = await moderator.slash('trivia question review')
  expect(first.content).toContain('2 suggestions')
  const second = await moderator.press(first, 'Accept')
  expect(second.content).toContain('One suggestion')
  const none = await moderator.press(second, 'Refuse')
  expect(none.content).toContain('No suggestion')
  expect(await listed()).toContain('Who keeps the keys?')
  expect(await listed()).not.toContain('bell')
})

test('a member can have ten suggestions waiting', async () => {
  for (let at = 0; at < 10; at++)
    await write(ana, 'trivia question suggest', { question: `Question ${at}?` })
  expect((await ana.slash('trivia question suggest')).content).toContain('10 of your suggestions')
})

test('an answer becomes a question, made of its beginning; the entry behind it is withheld', async () => {
  const kept = await moderator.slash('trivia question from-answer', { answer: 'euro' })
  expect(kept.embeds[0]?.title).toContain('Which question does this answer?')
  expect(
    (await moderator.slash('trivia question from-answer', { answer: 'euro' })).content,
  ).toContain('already')
  await asked('basics')
  const answer = await ana.slash('ask', { question: 'What is the euro?' })
  expect(JSON.stringify([answer.content, answer.embeds])).not.toContain('known as euro')
})

test('a file is shown first, and imported with one press', async () => {
  const results = ['a', 'b'].map((name) => ({
    ...{ type: 'multiple', difficulty: 'easy', category: 'Files', question: `What is ${name}?` },
    ...{ correct_answer: name, incorrect_answers: ['x', 'y', 'z'] },
  }))
  const file = {
    name: 'open.json',
    content: JSON.stringify({ results: [...results, { question: 5 }] }),
  }
  const shown = await moderator.slash('trivia question import', { file, topic: 'mine' })
  expect(shown.embeds[0]?.description).toContain('2 new, 1 refused')
  expect(await listed()).toContain('None yet')
  const done = await moderator.press(shown, 'Import 2')
  expect(done.content).toContain('Imported 2 questions')
  expect((await asked('mine')).embeds[0]?.description).toMatch(/What is [ab]\?/)
  const again = await moderator.slash('trivia question import', { file })
  expect(again.embeds[0]?.description).toContain('0 new, 3 refused')
})

test('a server that leaves out what comes with the bot plays its own questions only', async () => {
  await write(moderator)
  await world.person('owner').slash('settings change', { shipped: false })
  const topics = await ana.suggest('trivia start', { topics: '' }, 'topics')
  expect(topics.map(({ value }) => value)).toEqual(['house'])
})

test('whoever wrote a question of the game plays for no place', async () => {
  await write(moderator)
  await asked('house')
  const { opening } = await database.db
    .selectFrom('games')
    .select('opening')
    .executeTakeFirstOrThrow()
  expect((JSON.parse(opening) as { insiders: string[] }).insiders).toEqual([moderator.id])
})

test('none of it is for members but suggesting, in whatever way they try', async () => {
  const id = idIn(await write(moderator))
  const refused = 'Only this server’s moderators'
  for (const [command, options] of [
    ['trivia question add', {}],
    ['trivia question list', {}],
    ['trivia question review', {}],
    ['trivia question edit', { question: id }],
    ['trivia question remove', { question: id }],
    ['trivia question from-answer', { answer: 'euro' }],
  ] as const)
    expect((await ana.slash(command, options)).content).toContain(refused)
  const on = (await ana.slash('ask', { question: 'What is the flag?' })).message as APIMessage
  const forged = forger(world.world, ana)
  for (const what of ['qedit', 'qremove', 'qback', 'qaccept', 'qrefuse'])
    expect((await forged.press(`trivia:${what}:${id}`, on)).text).toContain(refused)
  expect((await forged.press('trivia:qlist:live:0', on)).text).toContain(refused)
  expect(await listed()).toContain('Who keeps the keys?')
})
