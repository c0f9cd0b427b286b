/** Who may not change answers changes nothing, whatever they send; nothing crosses from one server to another. */

import type { APIMessage } from 'discord-api-types/v10'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import type { Person, Reply } from '../../src/playground/people.ts'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import { createDraftStore } from '../../src/store/drafts.ts'
import { createEntryStore } from '../../src/store/entries.ts'
import { createGapStore } from '../../src/store/gaps.ts'
import { type Forged, type Forger, forger } from '../support/forge.ts'
import { type BotWorld, openWorld } from '../support/world.ts'

const shipped = entryOf({ id: 'euro', question: 'Which currency is used?', answer: 'The euro.' })
/** Only in another server. */
const secret = entryOf({
  id: 'secret',
  question: 'Where is the treasure of the others?',
  answer: 'Under the foreign oak.',
})
const secretWords = /treasure|foreign oak/

let world: BotWorld
let database: Database
let moderator: Person
let member: Person
let on: APIMessage
let foreignDraft: string

beforeAll(async () => {
  database = await openDatabase({ folder: inMemory, onError: () => {} })
  world = await openWorld([shipped], { database })
  moderator = world.person('moderator')
  member = world.person('member')
  const store = createEntryStore(database, { mayChange: async () => true })
  const author = moderator.id
  const change = { action: 'add', status: 'live', entry: secret, expected: 0 } as const
  await store.commit('999', { id: author, permissions: 0n, roles: [] }, [change], 1)
  foreignDraft = await createDraftStore(database).begin(
    { guild: '999', author },
    {
      kind: 'form',
      entry: 'secret',
      expected: 1,
      fields: { question: secret.question, answer: secret.answer },
    },
    Date.now(),
  )
  gap =
    (await createGapStore(database).keep({
      ...{ guild: '999', channel: '1', user: moderator.id },
      ...{ text: 'where is the treasure', at: Date.now(), refused: '' },
    })) ?? ''
  const reply = await member.slash('ask', { question: shipped.question })
  on = reply.message as APIMessage
})
afterAll(async () => {
  await world.close()
  await database.close()
})

/** Everything that is kept of answers. */
async function kept(): Promise<string> {
  const tables = ['guild_versions', 'entries', 'entry_revisions', 'gaps', 'answer_drafts'] as const
  const rows = await Promise.all(
    tables.map((table) => database.db.selectFrom(table).selectAll().execute()),
  )
  return JSON.stringify(rows)
}

const errors = () => world.logged.filter(({ level }) => Number(level) >= 50)

const rolesOf = (person: Person) => world.guild.members.get(person.id)?.roles ?? []
let before: string[]
beforeEach(() => {
  before = [...rolesOf(moderator)]
})

/** Takes the moderator's role away while `step` is done. */
async function withoutRight<Result>(step: () => Promise<Result>): Promise<Result> {
  const member_ = world.guild.members.get(moderator.id)
  if (member_ === undefined) throw new Error('no moderator')
  member_.roles = []
  try {
    return await step()
  } finally {
    member_.roles = before
  }
}

/** An answer of this server's own, to do things with. */
async function added(question: string): Promise<string> {
  const preview = await moderator.submit(await moderator.slash('answers add'), {
    question,
    answer: 'An answer.',
  })
  const saved = await moderator.press(preview, 'Save')
  return saved.embeds[0]?.footer?.text.replace('id: ', '') ?? ''
}

const fields = { question: 'Brand new?', answer: 'Yes.' }

/** Every step of every flow: what comes before it, and the step that is tried without the right. */
const steps: Readonly<Record<string, () => Promise<() => Promise<Reply | Forged>>>> = {
  'sending the form of a new answer': async () => {
    const form = await moderator.slash('answers add')
    return () => moderator.submit(form, fields)
  },
  'saving a new answer': async () => {
    const preview = await moderator.submit(await moderator.slash('answers add'), fields)
    return () => moderator.press(preview, 'Save')
  },
  'opening the form again': async () => {
    const preview = await moderator.submit(await moderator.slash('answers add'), fields)
    return () => moderator.press(preview, 'Keep editing')
  },
  'sending an edit': async () => {
    const form = await moderator.slash('answers edit', { answer: await added('Edit step one?') })
    return () => moderator.submit(form, { answer: 'Changed.' })
  },
  'saving an edit': async () => {
    const form = await moderator.slash('answers edit', { answer: await added('Edit step two?') })
    const preview = await moderator.submit(form, { answer: 'Changed.' })
    return () => moderator.press(preview, 'Save')
  },
  'going on after a conflict': async () => {
    const id = await added('Edit step three?')
    const form = await moderator.slash('answers edit', { answer: id })
    const preview = await moderator.submit(form, { answer: 'Mine.' })
    await moderator.slash('answers alias add', { answer: id, wording: 'another wording entirely' })
    const conflict = await moderator.press(preview, 'Save')
    return () => moderator.press(conflict, 'Look again with theirs')
  },
  'removing by button': async () => {
    const panel = await moderator.slash('answers info', { answer: await added('Remove step?') })
    return () => moderator.press(panel, 'Remove')
  },
  'editing by button': async () => {
    const panel = await moderator.slash('answers info', { answer: 'euro' })
    return () => moderator.press(panel, 'Edit')
  },
  'noting that facts hold, by button': async () => {
    const panel = await moderator.slash('answers info', { answer: 'euro' })
    return () => moderator.press(panel, 'Facts still hold')
  },
  'noting that facts hold, in the list': async () => {
    const stale = await moderator.slash('answers verify')
    return () => moderator.select(stale, [shipped.question])
  },
  'putting back by button': async () => {
    const removed = await moderator.slash('answers remove', { answer: await added('Back step?') })
    return () => moderator.press(removed, 'Put back')
  },
  'going back to a revision': async () => {
    const id = await added('Revert step?')
    await moderator.slash('answers alias add', { answer: id, wording: 'reverting step wording' })
    const history = await moderator.slash('answers history', { answer: id })
    const older = await moderator.press(history, '◀ Older')
    return () => moderator.press(older, 'Go back to this')
  },
  'turning the pages of a history': async () => {
    const id = await added('Paging step?')
    await moderator.slash('answers alias add', { answer: id, wording: 'paging step wording' })
    const history = await moderator.slash('answers history', { answer: id })
    return () => moderator.press(history, '◀ Older')
  },
  merging: async () => {
    const from = await added('Merge step from?')
    const into = await added('Consolidating the other one, how?')
    const plan = await moderator.slash('answers merge', { from, into })
    return () => moderator.press(plan, 'Merge')
  },
  'opening one from a list': async () => {
    const list = await moderator.slash('answers list')
    return () => moderator.select(list, shipped.question)
  },
  'pinning by button': async () => {
    const panel = await moderator.slash('answers info', { answer: 'euro' })
    return () => moderator.press(panel, 'Pin')
  },
  'answering what was asked in vain': async () => {
    await member.slash('ask', { question: 'how deep is the lake over there' })
    const list = await moderator.slash('answers gaps')
    return () => moderator.press(list, 'Answer 1')
  },
  'putting aside what was asked in vain': async () => {
    await member.slash('ask', { question: 'how deep is the lake over there' })
    const list = await moderator.slash('answers gaps')
    return () => moderator.press(list, 'Dismiss 1')
  },
  'sending the form of a message saved as an answer': async () => {
    const form = await moderator.contextMenu('Save as answer', member.say('Two metres.'))
    return () => moderator.submit(form, fields)
  },
  'managing from under an answer': async () => () => moderator.press(on, 'Manage'),
}

describe('a moderator who loses the right before', () => {
  test.each(Object.entries(steps))('%s is refused, and nothing is written', async (_, prepare) => {
    const step = await prepare()
    const was = await kept()
    const reply = await withoutRight(step)
    const text = 'text' in reply ? reply.text : reply.content + JSON.stringify(reply.messages)
    expect(text).toContain('can change its answers. Nothing was changed.')
    expect(await kept()).toBe(was)
  })
})

/** Every sub-command, with an answer that is there and with one of another server. */
const slashes = (id: string): [string, Record<string, string>][] => [
  ['answers add', { question: 'x' }],
  ['answers edit', { answer: id }],
  ['answers remove', { answer: id }],
  ['answers restore', { answer: id }],
  ['answers alias add', { answer: id, wording: 'forged wording' }],
  ['answers alias remove', { answer: id, wording: 'forged wording' }],
  ['answers merge', { from: id, into: 'euro' }],
  ['answers merge', { from: 'euro', into: id }],
  ['answers info', { answer: id }],
  ['answers list', { show: id }],
  ['answers search', { text: id }],
  ['answers history', { answer: id }],
  ['answers verify', { answer: id }],
]

/** Something asked in vain in another server. */
let gap: string

/** Every button, menu and form, with ids in every place. */
const pressed = (id: string, draft: string): string[][] => [
  ['save', draft],
  ['more', draft],
  ['rebase', draft],
  ['discard', draft],
  ['merge', draft],
  ['edit', id],
  ['remove', id],
  ['restore', id],
  ['checked', id],
  ['pin', id],
  ['unpin', id],
  ['gap', gap],
  ['nogap', gap, '0'],
  ['gaps', id],
  ['history', id, '1'],
  ['revert', id, '1', '1'],
  ['manage', id],
  ['list', id, '0'],
  ['found', '0', id],
  ['stale', id, '0'],
]
const idOf = (args: readonly string[]) => ['answers', ...args].join(':')

async function sendAll(by: Forger, id: string, draft: string): Promise<Forged[]> {
  const replies: Forged[] = []
  for (const [command, options] of slashes(id)) replies.push(await by.slash(command, options))
  for (const args of pressed(id, draft)) replies.push(await by.press(idOf(args), on))
  for (const menu of ['answers:open', 'answers:hold:1:0'])
    replies.push(await by.choose(menu, [id], on))
  replies.push(await by.submit(idOf(['form', draft]), fields))
  for (const command of ['edit', 'restore', 'info', 'history', 'remove', 'verify'])
    replies.push(await by.suggest(`answers ${command}`, { answer: id }, 'answer'))
  replies.push(await by.suggest('answers alias remove', { answer: id, wording: '' }, 'wording'))
  return replies
}

test('a member who sends every command, button and form by hand changes and learns nothing', async () => {
  const id = await added('What only moderators manage?')
  const was = await kept()
  const replies = await sendAll(forger(world.world, member), id, foreignDraft)
  expect(await kept()).toBe(was)
  for (const { kind, text } of replies) {
    expect(['message', 'choices', 'updated']).toContain(kind)
    expect(text).not.toContain('An answer.')
  }
  expect(errors()).toEqual([])
})

test('ids of another server find nothing and change nothing, even for a moderator', async () => {
  const was = JSON.parse(await kept()) as unknown[][]
  const replies = await sendAll(forger(world.world, moderator), 'secret', foreignDraft)
  for (const { text } of replies) expect(text).not.toMatch(secretWords)
  const now = JSON.parse(await kept()) as unknown[][]
  // The one thing a moderator may begin here is a draft of their own.
  expect(now.slice(0, 4)).toEqual(was.slice(0, 4))
  expect(errors()).toEqual([])
})

test('a draft is its author’s alone', async () => {
  const preview = await moderator.submit(await moderator.slash('answers add'), fields)
  const draft = /answers:save:([\w-]+)/.exec(JSON.stringify(preview.message))?.[1] ?? ''
  const was = await kept()
  const by = forger(world.world, world.person('owner'))
  for (const what of ['save', 'more', 'rebase', 'merge', 'discard']) {
    const { text } = await by.press(idOf([what, draft]), on)
    if (what !== 'discard') expect(text).toContain('That draft is gone')
    expect(text).not.toContain(fields.answer)
  }
  expect((await by.submit(idOf(['form', draft]), fields)).text).toContain('That draft is gone')
  expect(await kept()).toBe(was)
})

test('whatever stands in a custom_id, it is refused in words or does no harm', async () => {
  const by = forger(world.world, moderator)
  const part = fc.oneof(
    fc.constantFrom(
      'euro',
      'secret',
      foreignDraft,
      '0',
      '-1',
      '99999999999',
      '',
      '__proto__',
      'constructor',
    ),
    fc.string({ maxLength: 20 }),
  )
  const verb = fc.oneof(
    fc.constantFrom(
      'save',
      'more',
      'rebase',
      'merge',
      'edit',
      'history',
      'revert',
      'open',
      'list',
      'found',
      'stale',
      'form',
      'toString',
    ),
    part,
  )
  const was = (JSON.parse(await kept()) as unknown[][]).slice(0, 3)
  await fc.assert(
    fc.asyncProperty(verb, fc.array(part, { maxLength: 4 }), async (what, args) => {
      const id = idOf([what, ...args]).slice(0, 100)
      const { kind, text } = await by.press(id, on)
      expect(['message', 'updated', 'modal']).toContain(kind)
      expect(text).not.toMatch(secretWords)
      expect((await by.choose(id, args, on)).text).not.toMatch(secretWords)
    }),
    { numRuns: 150 },
  )
  expect((JSON.parse(await kept()) as unknown[][]).slice(0, 3)).toEqual(was)
  expect(errors()).toEqual([])
})
