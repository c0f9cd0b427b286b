import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EntryFile, entryOf } from '../../src/knowledge/entry.ts'
import type { Person } from '../../src/playground/people.ts'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import { type BotWorld, openWorld } from '../support/world.ts'

const flag = entryOf({ id: 'flag', question: 'What does the flag show?', answer: 'Six stars.' })

let database: Database
let world: BotWorld
let owner: Person
let ana: Person
beforeAll(async () => {
  database = await openDatabase({ folder: inMemory, onError: () => {} })
  world = await openWorld([flag], { database })
  owner = world.person('owner')
  ana = world.person('Ana')
})
afterAll(async () => {
  await world.close()
  await database.close()
})

const change = (options: Record<string, string | boolean | { id: string }>) =>
  owner.slash('settings change', options)
const reset = (setting: string) => owner.slash('settings reset', { setting })
const shown = async () => (await owner.slash('settings show')).embeds[0]?.description ?? ''
const ask = () => ana.slash('ask', { question: 'what does the flag show' })

describe('/settings', () => {
  test('shows every setting, to the asker alone', async () => {
    const reply = await owner.slash('settings show')
    expect(reply.ephemeral).toBe(true)
    for (const word of ['Private by default', 'Curator role', 'Audit channel', 'Strictness'])
      expect(reply.embeds[0]?.description).toContain(word)
  })

  test('is not for members, and changes nothing for them', async () => {
    const reply = await ana.slash('settings change', { private: true })
    expect(reply.failure).toBe('You do not have permission to use this command here.')
    expect(await shown()).toContain('Answers are for everybody')
  })

  test('asks for at least one change', async () => {
    expect((await change({})).content).toContain('Choose at least one setting')
  })

  test('makes answers private, unless the asker says otherwise', async () => {
    expect((await ask()).ephemeral).toBe(false)
    await change({ private: true })
    expect((await ask()).ephemeral).toBe(true)
    const open = await ana.slash('ask', { question: 'what does the flag show', hide: false })
    expect(open.ephemeral).toBe(false)
    await reset('private')
    expect((await ask()).ephemeral).toBe(false)
  })

  test('leaves the shipped answers out, and takes them back', async () => {
    await change({ shipped: false })
    expect((await ask()).embeds[0]?.title).toBe('I have no answer to that')
    await reset('shipped')
    expect((await ask()).embeds[0]?.title).toBe(flag.question)
  })

  test('a new answer has the language that the server writes in', async () => {
    const moderator = world.person('moderator')
    const write = async (question: string) => {
      const form = await moderator.slash('answers add')
      await moderator.press(await moderator.submit(form, { question, answer: 'Um sechs.' }), 'Save')
    }
    await write('Wann kommt der Bus?')
    await change({ language: 'de' })
    await write('Wann schließen die Türen?')
    await reset('language')
    const rows = await database.db.selectFrom('entries').select('body').execute()
    const languages = rows.map(({ body }) => (JSON.parse(body) as EntryFile).language)
    expect(languages).toEqual([undefined, 'de'])
  })

  test('lets a role curate, as long as the person has it', async () => {
    const guild = world.guild
    const role = { id: [...guild.roles.keys()].at(-1) ?? '' }
    world.arrange.roles(ana.id, [role.id])
    const manage = async () => {
      const reply = await ask()
      return ana.press(reply, 'Manage')
    }
    expect((await manage()).content).toContain('Only this server’s moderators')
    await change({ curators: role })
    expect((await manage()).embeds[0]?.title ?? (await manage()).content).not.toContain('Only this')
    world.arrange.roles(ana.id, [])
    expect((await manage()).content).toContain('Only this server’s moderators')
    await reset('curators')
  })

  test('refuses @everyone as curators', async () => {
    const reply = await change({ curators: { id: world.guild.id } })
    expect(reply.content).toContain('@everyone cannot be the curator role')
  })

  test('tells the audit channel of changes, and says where it cannot be written to', async () => {
    const channel = owner.in('off-topic').channel
    await change({ audit: { id: channel.id } })
    const told = await owner
      .in('off-topic')
      .awaits(({ content }) => content.includes('changed the settings'))
    expect(told.content).toContain('Audit channel')
    world.arrange.overwrite(channel, {
      id: world.applicationId,
      type: 1,
      allow: '0',
      deny: String(1n << 11n),
    })
    await expect.poll(shown).toContain('I cannot write in')
    await change({ strictness: 'strict' })
    await expect
      .poll(() => world.logged.some(({ msg }) => msg === 'audit line not sent'))
      .toBe(true)
    world.violations.clear()
    await reset('audit')
  })

  test('outlasts a restart', async () => {
    await change({ strictness: 'lenient' })
    await world.restart([flag])
    expect(await shown()).toContain('Lenient')
  })
})
