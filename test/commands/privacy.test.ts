import { afterAll, beforeAll, expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import type { Person } from '../../src/playground/people.ts'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import { everything } from '../store/held-rows.ts'
import { forger } from '../support/forge.ts'
import { type BotWorld, openWorld } from '../support/world.ts'
import { pool } from '../trivia/game.ts'

const flag = entryOf({ id: 'flag', question: 'What does the flag show?', answer: 'Six stars.' })

let database: Database
let world: BotWorld
let owner: Person
let ana: Person
beforeAll(async () => {
  database = await openDatabase({ folder: inMemory, onError: () => {} })
  world = await openWorld([flag], { trivia: pool(30), database })
  owner = world.person('owner')
  ana = world.person('Ana')
})
afterAll(async () => {
  await world.close()
  await database.close()
})

/** Leaves something in as many places as a person can. */
async function leaveTraces(who: Person): Promise<void> {
  await who.slash('settings change', { private: false })
  const form = await who.slash('answers add')
  const preview = await who.submit(form, { question: 'Where is the key?', answer: 'In the hall.' })
  await who.press(preview, 'Save')
  await who.submit(await who.slash('answers add'), { question: 'Unfinished?', answer: 'Not yet.' })
  const none = await who.slash('ask', { question: 'when does the swimming bath open' })
  await who.press(none, 'Tell me when there is an answer')
  await who.press(await who.slash('ask', { question: flag.question }), 'Helped')
  await who.slash('trivia preset save', { name: 'mine', questions: 3 })
  await who.slash('trivia hide')
  await who.slash('trivia start', { questions: 3, lobby: 0 })
  await expect.poll(() => who.sees().some(({ components }) => components?.length), {}).toBe(true)
}

test('says what is kept, to the asker alone', async () => {
  const reply = await ana.slash('privacy about')
  expect(reply.ephemeral).toBe(true)
  expect(reply.embeds[0]?.description).toContain('/privacy delete')
})

test('exports nothing where nothing is kept', async () => {
  expect((await ana.slash('privacy export')).content).toBe('I keep nothing of you.')
})

test('asks before it deletes, and takes no for an answer', async () => {
  await ana.slash('ask', { question: 'where can one buy stamps' })
  const asked = await ana.slash('privacy delete')
  expect(asked.ephemeral).toBe(true)
  await ana.press(asked, 'Keep it')
  expect((await ana.slash('privacy export')).content).toBe('Everything I keep of you: 1 row.')
})

test('forgets a person everywhere, but not in the midst of a game', async () => {
  await leaveTraces(owner)
  const file = await owner.slash('privacy export')
  expect(file.ephemeral).toBe(true)
  const [attachment] = file.message?.attachments ?? []
  const kept = (await (await fetch(attachment?.url ?? '')).json()) as Record<string, unknown[]>
  for (const table of [
    ...['answer_drafts', 'entries', 'entry_revisions', 'entry_votes', 'gaps'],
    ...['games', 'guild_settings', 'trivia_hidden', 'trivia_presets'],
  ])
    expect(kept[table]?.length, table).toBeGreaterThan(0)

  const asked = await owner.slash('privacy delete')
  const refused = await owner.press(asked, 'Forget me')
  expect(refused.content).toContain('You are in a game right now')
  expect(await everything(database)).toContain(owner.id)

  await owner.slash('trivia stop')
  await expect.poll(async () => (await owner.slash('trivia status')).content).toContain('no game')
  await owner.press(asked, 'Forget me')
  await expect.poll(() => owner.sees().some(({ embeds }) => embeds[0]?.title === 'Done')).toBe(true)
  await expect.poll(async () => (await everything(database)).includes(owner.id)).toBe(false)
  // Whose change it was is not kept in memory either, and the answer is still there.
  const info = await owner.slash('answers info', { answer: 'Where is the key?' })
  expect(JSON.stringify(info.message)).not.toContain(`<@${owner.id}>`)
  expect((await ana.slash('ask', { question: 'where is the key' })).embeds[0]?.description).toBe(
    'In the hall.',
  )
  expect((await owner.slash('privacy export')).content).toContain('nothing')
})

test('does nothing for a made-up button', async () => {
  const reply = await ana.slash('ask', { question: flag.question })
  if (!reply.message) throw new Error('no reply')
  const before = await everything(database)
  await forger(world.world, ana).press('privacy:everybody', reply.message)
  await forger(world.world, ana).press('privacy:forget:123', reply.message)
  expect(await everything(database)).toBe(before)
})
