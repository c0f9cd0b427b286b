import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attachmentReader } from '../../src/discord/attachments.ts'
import { type Entry, entryOf } from '../../src/knowledge/entry.ts'
import { importEntries } from '../../src/knowledge/exchange.ts'
import { exported } from '../../src/knowledge/export.ts'
import type { Person } from '../../src/playground/people.ts'
import { type BotWorld, openWorld } from '../support/world.ts'

const flag = entryOf({ id: 'flag', question: 'What does the flag show?', answer: 'Six stars.' })

let world: BotWorld
let marek: Person
beforeAll(async () => {
  world = await openWorld([flag])
  marek = world.person('moderator')
})
afterAll(() => world.close())

const bring = (content: string | Uint8Array, name = 'answers.json', who = marek) =>
  who.slash('answers import', { file: { name, content } })
const file = (entries: object[]) => JSON.stringify({ title: 'T', description: 'D', entries })
const told = (reply: { embeds: { description?: string }[]; content: string }) =>
  reply.embeds[0]?.description ?? reply.content
const answerTo = async (question: string) =>
  (await world.person('Ana').slash('ask', { question })).embeds[0]?.title
async function download(reply: Awaited<ReturnType<typeof bring>>): Promise<string> {
  const url = reply.message?.attachments[0]?.url ?? ''
  return (await fetch(url)).text()
}

describe('/answers import', () => {
  test('shows what would change and writes nothing before it is confirmed', async () => {
    const shown = await bring(
      file([
        { id: 'tea', question: 'How is tea made?', answer: 'With hot water.' },
        { id: 'other-flag', question: 'What does the flag show?', answer: 'Again.' },
        { id: 'none', question: 'Without an answer?' },
      ]),
    )
    expect(told(shown)).toContain('**1 new**, **0 changed**, 1 conflict, 1 refused')
    expect(told(shown)).toContain('Nothing is written yet')
    expect(await answerTo('how is tea made')).toBe('I have no answer to that')
    await marek.press(shown, 'Import 1')
    await expect.poll(() => shown.embeds[0]?.title).toBe('Imported 1 answer')
    expect(await answerTo('how is tea made')).toBe('How is tea made?')
  })

  test('of what is there already says so, and of another text changes it', async () => {
    const tea = { id: 'tea', question: 'How is tea made?', answer: 'With hot water.' }
    expect(told(await bring(file([tea])))).toContain('1 as they are')
    const shown = await bring(file([{ ...tea, answer: 'With very hot water.' }]))
    expect(told(shown)).toContain('**1 changed**')
    await marek.press(shown, 'Import 1')
    await expect.poll(() => shown.embeds[0]?.title).toBe('Imported 1 answer')
    const { embeds } = await world.person('Ana').slash('ask', { question: 'how is tea made' })
    expect(embeds[0]?.description).toBe('With very hot water.')
  })

  test('reads text and tables too', async () => {
    const text = 'What is milk?\n\nWhite.\n\nWhat is bread?\n\nBaked.\n'
    expect(told(await bring(text, 'notes.txt'))).toContain('**2 new**')
    expect(told(await bring('question,answer\nWhat is salt?,Sea.\n', 'a.csv'))).toContain(
      '**1 new**',
    )
  })

  test('that somebody else overtook writes nothing', async () => {
    const one = await bring(file([{ id: 'race', question: 'Who is first?', answer: 'I.' }]))
    const two = await bring(file([{ id: 'race', question: 'Who is first?', answer: 'No, I.' }]))
    await marek.press(one, 'Import 1')
    await expect.poll(() => one.embeds[0]?.title).toBe('Imported 1 answer')
    const late = await marek.press(two, 'Import 1')
    await expect
      .poll(() => late.messages.map(({ content }) => content).join(' '))
      .toContain('Somebody changed one')
    const { embeds } = await world.person('Ana').slash('ask', { question: 'who is first' })
    expect(embeds[0]?.description).toBe('I.')
  })

  test('can be discarded', async () => {
    const shown = await bring(file([{ id: 'gone', question: 'Is it gone?', answer: 'Yes.' }]))
    await marek.press(shown, 'Discard')
    expect(await answerTo('is it gone')).toBe('I have no answer to that')
  })

  test.each([
    ['no JSON', '{"entries": [', 'answers.json'],
    ['nothing', '', 'answers.json'],
    ['bytes that are no text', new Uint8Array(500), 'a.txt'],
    ['more than 1 MiB', 'x'.repeat(2 ** 20 + 1), 'a.txt'],
    ['a list in a list in a list', '['.repeat(5_000), 'answers.json'],
  ])('of %s is refused in words', async (_what, content, name) => {
    const reply = await bring(content, name)
    expect(told(reply)).not.toContain('something went wrong')
    expect(told(reply).length).toBeGreaterThan(10)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('is not for members, and a right that is taken away in between writes nothing', async () => {
    expect((await bring(file([]), 'a.json', world.person('Ana'))).failure).not.toBeNull()
    const roles = world.guild.members.get(marek.id)?.roles ?? []
    const shown = await bring(file([{ id: 'late', question: 'Is it late?', answer: 'Yes.' }]))
    world.arrange.roles(marek.id, [])
    const refused = await marek.press(shown, 'Import 1')
    await expect
      .poll(() => refused.messages.map(({ content }) => content).join(' '))
      .toContain('Only this server')
    world.arrange.roles(marek.id, roles)
    expect(await answerTo('is it late')).toBe('I have no answer to that')
  })
})

describe('/answers export', () => {
  test('gives what the server wrote, and with a word also what ships', async () => {
    const own = await marek.slash('answers export')
    expect(own.ephemeral).toBe(true)
    const text = await download(own)
    expect(JSON.parse(text).entries.map(({ id }: { id: string }) => id)).toContain('tea')
    expect(text).not.toContain('Six stars')
    expect(await download(await marek.slash('answers export', { shipped: true }))).toContain(
      'Six stars',
    )
  })

  test('comes in as it went out', async () => {
    const text = await download(await marek.slash('answers export'))
    expect(told(await bring(text))).toContain('There is nothing to import')
  })

  test.each(['csv', 'markdown'])('speaks %s', async (format) => {
    expect(await download(await marek.slash('answers export', { format }))).toContain(
      'How is tea made?',
    )
  })
})

const word = fc
  .stringMatching(/^[A-Za-z0-9äöç=+@'"-][A-Za-z0-9äöç .,;=+@'"-]{0,20}[A-Za-z0-9?]$/)
  .map((text) => text.replace(/ +/g, ' '))
const anEntry: fc.Arbitrary<Entry> = fc
  .record({
    question: word,
    answer: fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('\n')),
    aliases: fc.uniqueArray(word, { maxLength: 3, selector: (text) => text.toLowerCase() }),
  })
  .map(({ question, answer, aliases }) =>
    entryOf({ id: 'x', question: `${question} q`, answer, aliases }),
  )

test('JSON that is exported and imported is the same answers', () => {
  fc.assert(
    fc.property(fc.array(anEntry, { maxLength: 5 }), (some) => {
      const entries = some.map((one, at) => ({
        ...one,
        id: `e${at}`,
        question: `${at} ${one.question}`,
        // Two that differ in marks and accents only would be one after the import.
        aliases: one.aliases.map((alias, number) => `${at} ${alias} number ${number}`),
      }))
      const { taken, skipped } =
        entries.length === 0
          ? { taken: [], skipped: [] }
          : importEntries(exported(entries, 'json').text, 'json')
      expect(skipped).toEqual([])
      expect(taken.map(({ entry }) => entryOf(entry))).toEqual(entries)
    }),
  )
})

test('no line of a cell in a table begins like a formula', () => {
  fc.assert(
    fc.property(fc.array(anEntry, { minLength: 1, maxLength: 5 }), (some) => {
      const { text } = exported(some, 'csv')
      for (const cell of text.split(/","|"\r\n"|^"|"$/m))
        for (const line of cell.split('\n')) expect(line).not.toMatch(/^\s*[=+\-@]/)
    }),
  )
})

test.each([
  'http://127.0.0.1:9/x',
  'http://169.254.169.254/latest',
  'https://cdn.discordapp.com.evil.example/x',
  'https://user:pass@cdn.discordapp.com/x',
  'https://evil.example@cdn.discordapp.com:444/x',
  'https://cdn.discordapp.com:8443/x',
  'http://cdn.discordapp.com/x',
  'ftp://cdn.discordapp.com/x',
  'file:///etc/passwd',
  'data:text/plain,hello',
  '//cdn.discordapp.com/x',
  'https://[::1]/x',
  'https://2130706433/x',
  'https://0x7f.1/x',
  'https://cdn。discordapp。com.evil.example/x',
  'https://discord.com/x',
  '',
])('a file is never fetched from %s', async (url) => {
  await expect(attachmentReader('https://discord.com/api')(url, 10)).rejects.toThrow(
    'I read only files that are attached on Discord.',
  )
})
