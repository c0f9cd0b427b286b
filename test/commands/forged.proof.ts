/** Thousands of forged presses, choices and forms: nothing of another server is read or changed, nothing breaks. */

import type { APIMessage } from 'discord-api-types/v10'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import { createChallengeStore } from '../../src/store/challenges.ts'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import { createDraftStore } from '../../src/store/drafts.ts'
import { createEntryStore } from '../../src/store/entries.ts'
import type { Challenge } from '../../src/trivia/challenge.ts'
import { forger } from '../support/forge.ts'
import { proofSize, tellMeasured } from '../support/proof-size.ts'
import { type BotWorld, openWorld } from '../support/world.ts'
import { asked, settings } from '../trivia/game.ts'

const shipped = entryOf({ id: 'euro', question: 'Which currency is used?', answer: 'The euro.' })
const secret = entryOf({
  id: 'secret',
  question: 'Where is the treasure?',
  answer: 'Under the oak.',
})
const secretWords = /is the treasure|under the oak/i
/** A challenge of another server. */
const foreign: Challenge = {
  ...{ id: 'foreign', guild: '999', channel: '998', host: '997', seed: 'seed' },
  ...{ at: Date.now(), closes: Date.now() + 86_400_000, settings: settings() },
  questions: [asked('choice')],
}

let world: BotWorld
let database: Database
let on: APIMessage
const drafts: string[] = []

beforeAll(async () => {
  database = await openDatabase({ folder: inMemory, onError: () => {} })
  world = await openWorld([shipped], { database })
  const author = world.person('moderator').id
  const change = { action: 'add', status: 'live', entry: secret, expected: 0 } as const
  await createEntryStore(database, { mayChange: async () => true }).commit(
    '999',
    { id: author, permissions: 0n, roles: [] },
    [change],
    1,
  )
  expect(await createChallengeStore(database).open(foreign, foreign.closes)).toBe(true)
  const body = {
    kind: 'form',
    entry: 'secret',
    expected: 1,
    fields: { question: secret.question, answer: secret.answer },
  } as const
  for (const owner of [
    { guild: '999', author },
    { guild: world.guild.id, author: world.person('owner').id },
  ])
    drafts.push(await createDraftStore(database).begin(owner, body, Date.now()))
  await askAnew()
})

/** A message to press on; the channel forgets old ones. */
async function askAnew(): Promise<void> {
  const reply = await world.person('member').slash('ask', { question: shipped.question })
  on = reply.message as APIMessage
}

afterAll(async () => {
  await world.close()
  await database.close()
})

/** Ids as the bot makes them, with parts of other servers and other people. */
const seeds = () => [
  'ask:choice:secret',
  'ask:related',
  'answers:manage:secret',
  ...['edit', 'remove', 'restore', 'checked'].map((what) => `answers:${what}:secret`),
  'answers:history:secret:1',
  'answers:revert:secret:1:1',
  ...['pin', 'unpin', 'gap', 'nogap'].map((what) => `answers:${what}:secret`),
  ...['qedit', 'qremove', 'qback', 'qaccept', 'qrefuse'].map(
    (what) => `trivia:${what}:own-000000000000`,
  ),
  'trivia:qlist:live:0',
  ...drafts.flatMap((id) => ['qmore', 'qimport', 'question'].map((what) => `trivia:${what}:${id}`)),
  'pins:turn:0:list:',
  'pins:turn:0:channel:998',
  'pins:turn:0:search:treasure',
  'answers:gaps:0',
  'answers:proposals:0',
  ...['taught', 'untaught'].map((what) => `answers:${what}:secret:0`),
  ...['play', 'mine', 'write:0', 'pick:0:0', 'pick:0:9', 'pick:x:-1'].map((what) => {
    const [name, ...rest] = what.split(':')
    return ['trivia', name, foreign.id, ...rest].join(':')
  }),
  ...['helped', 'wrong', 'tell', 'wanted'].map((what) => `ask:${what}:secret`),
  'answers:open',
  'answers:list:all:0',
  'answers:found:0:treasure',
  'answers:stale:1:0',
  'answers:hold:1:0',
  ...drafts.flatMap((id) =>
    ['save', 'more', 'rebase', 'discard', 'merge', 'form'].map((what) => `answers:${what}:${id}`),
  ),
  'trivia:join:game1',
  'trivia:answer:game1:0:0',
  'trivia:again:game1',
  'trivia:typed:game1:0',
  'setup:x',
]

const mutated = fc
  .record({
    seed: fc.nat(),
    at: fc.nat({ max: 40 }),
    cut: fc.nat({ max: 3 }),
    put: fc.oneof(
      fc.constantFrom(
        '',
        ':',
        '%',
        '%zz',
        '0',
        '-1',
        '99999999999999999999',
        'euro',
        '__proto__',
        '\u0000',
        '💥',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    twice: fc.boolean(),
  })
  .map(({ seed, at, cut, put, twice }) => {
    const all = seeds()
    const id = all[seed % all.length] ?? ''
    const from = at % (id.length + 1)
    const changed = twice ? id : id.slice(0, from) + put + id.slice(from + cut)
    return changed.slice(0, 100) || 'x'
  })

/** What comes with an id: values that were never offered, texts that no field would take. */
const payload = fc.record({
  how: fc.constantFrom('press', 'choose', 'submit'),
  said: fc.array(
    fc.oneof(
      fc.constantFrom('Forged.', '', '@everyone', '__proto__', '\u202e', 'x'.repeat(5_000), '-1'),
      fc.string({ unit: 'binary', maxLength: 40 }),
    ),
    { maxLength: 4 },
  ),
})

const fieldsOf = ([
  question = 'Forged?',
  answer = 'Forged.',
  text = 'forged',
  more = '',
]: string[]) => ({
  ...{ question, answer, text, [more]: more },
})

/** What must not change, whoever sends what. */
async function kept(guilds: readonly string[]): Promise<string> {
  const tables = [
    ...(['entries', 'entry_revisions', 'guild_versions', 'answer_drafts'] as const),
    ...(['challenges', 'challenge_turns', 'trivia_plans'] as const),
  ]
  const rows = await Promise.all(
    tables.map((table) =>
      database.db.selectFrom(table).selectAll().where('guild', 'in', guilds).execute(),
    ),
  )
  return JSON.stringify(rows)
}

test.for([
  ['a member', 'member', () => ['999', world.guild.id]],
  ['a moderator', 'moderator', () => ['999']],
] as const)('%s sends thousands of ids of their own making', async ([, title, guilds], context) => {
  const by = forger(world.world, world.person(title))
  const was = await kept(guilds())
  let sent = 0
  await fc.assert(
    fc.asyncProperty(mutated, payload, async (id, { how, said }) => {
      if (sent % 1_000 === 0) await askAnew()
      const { kind, text } =
        how === 'press'
          ? await by.press(id, on)
          : how === 'choose'
            ? await by.choose(id, ['secret', id, ...said], on)
            : await by.submit(id, fieldsOf(said))
      sent += 1
      expect(['message', 'updated', 'modal', 'acknowledged']).toContain(kind)
      expect(text).not.toMatch(secretWords)
    }),
    { numRuns: proofSize.ids / 2 },
  )
  expect(sent).toBeGreaterThanOrEqual(proofSize.ids / 2)
  expect(await kept(guilds())).toBe(was)
  expect(world.logged.filter(({ level }) => Number(level) >= 50)).toEqual([])
  tellMeasured(context, `${title}: ${sent} sent, nothing of others read or changed, no error`)
})
