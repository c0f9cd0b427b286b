import type { APIMessage } from 'discord-api-types/v10'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import type { Gap } from '../../src/knowledge/feedback.ts'
import type { Person, Reply } from '../../src/playground/people.ts'
import { createSettle } from '../../src/settling.ts'
import { inMemory, openDatabase } from '../../src/store/database.ts'
import { forger } from '../support/forge.ts'
import { type BotWorld, openWorld } from '../support/world.ts'

const euro = entryOf({
  id: 'euro',
  question: 'Which currency is used in Kosovo?',
  answer: 'The euro, since 2002.',
  aliases: ['kosovo money'],
})

let world: BotWorld
let moderator: Person
let member: Person
let ana: Person

beforeAll(async () => {
  world = await openWorld([euro])
  moderator = world.person('moderator')
  ana = world.person('Ana')
  member = world.person('owner')
})
afterAll(() => world.close())

const ask = (person: Person, question: string) => person.slash('ask', { question })
const gaps = () => moderator.slash('answers gaps')
const text = (reply: Reply) => reply.embeds[0]?.description ?? ''
const shown = (reply: Reply) => JSON.stringify(reply.message)

async function answer(question: string, aliases = ''): Promise<void> {
  const form = await moderator.slash('answers add')
  const preview = await moderator.submit(form, { question, answer: `About ${question}`, aliases })
  await moderator.press(preview, 'Save')
}

const wanted = 'Tell me when there is an answer'

describe('what was asked in vain', () => {
  test('is listed for moderators by how many people asked, without their names', async () => {
    await ask(ana, 'when does the swimming pool open')
    await ask(member, 'when dose the swimming pool open?')
    await ask(ana, 'best pizza in town')
    const reply = await gaps()
    expect(reply.ephemeral).toBe(true)
    expect(text(reply)).toMatch(/^\*\*1\.\*\* when do(?:es|se) the swimming pool open/)
    expect(text(reply)).toContain('2 people')
    expect(text(reply)).toMatch(/\*\*2\.\*\* best pizza in town\n1 person/)
    expect(text(reply)).not.toContain(ana.id)
  })

  test('is not for members', async () => {
    expect((await ana.slash('answers gaps')).failure).toContain('permission')
    const on = (await ask(ana, euro.question)).message as APIMessage
    for (const id of ['answers:gaps:0', 'answers:gap:x', 'answers:nogap:x:0']) {
      const forged = await forger(world.world, ana).press(id, on)
      expect(forged.text).toContain('Only this server’s moderators')
    }
  })

  test('is answered in a form that is filled in, and whoever wanted to is told, once, where they asked', async () => {
    const nothing = await ask(ana, 'where can I park my bus')
    expect((await ana.press(nothing, wanted)).content).toContain('mention you once')
    await ask(member, 'where can I park my bus?')
    const list = await gaps()
    const number = /\*\*(\d)\.\*\* where can I park/.exec(text(list))?.[1]
    const form = await moderator.press(list, `Answer ${number}`)
    expect(JSON.stringify(form.modal)).toContain('where can I park my bus')
    const preview = await moderator.submit(form, { answer: 'Behind the station.' })
    await moderator.press(preview, 'Save')
    const news = await member.awaits(({ content }) => content.includes('park my bus'))
    expect(news.content).toContain(`<@${ana.id}>`)
    expect(news.mentions.map(({ id }) => id)).toEqual([ana.id])
    const read = await ana.press(news, 'Show the answer')
    expect(text(read)).toBe('Behind the station.')
    expect(text(await gaps())).not.toContain('park my bus')
    await answer('Where can I park my bike?')
    const told = member.sees().filter(({ content }) => content.includes('park my bus'))
    expect(told).toHaveLength(1)
  })

  test('is put aside by a press, and stays so', async () => {
    await ask(ana, 'why is the moon made of cheese')
    const list = await gaps()
    const number = /\*\*(\d)\.\*\* why is the moon/.exec(text(list))?.[1]
    const id = shown(list).match(/answers:nogap:[\w-]+:0/g)?.[Number(number) - 1] ?? ''
    const after = await moderator.press(list, `Dismiss ${number}`)
    expect(after.content).toContain('Put aside')
    await ask(member, 'why is the moon made of cheese?')
    expect(text(await gaps())).not.toContain('moon')
    const late = await forger(world.world, moderator).press(id, list.message as APIMessage)
    expect(late.text).toContain('Look again with `/answers gaps`')
  })

  test('a question is told to its asker alone', async () => {
    const nothing = await ask(ana, 'how tall is the television tower')
    const id = /ask:tell:[\w-]+/.exec(shown(nothing))?.[0] ?? ''
    const on = (await ask(member, euro.question)).message as APIMessage
    const forged = await forger(world.world, member).press(id, on)
    expect(forged.text).toContain('no longer open')
  })
})

describe('under an answer', () => {
  test('“not what I asked” notes the question, and the same answer does not close it', async () => {
    const reply = await ask(ana, 'kosovo money')
    expect(reply.embeds[0]?.title).toBe(euro.question)
    const noted = await ana.press(reply, 'Not what I asked')
    expect(noted.ephemeral).toBe(true)
    expect(noted.content).toContain('“kosovo money”')
    await ana.press(noted, wanted)
    await answer('Where is the bakery?')
    expect(text(await gaps())).toContain('kosovo money')
    await moderator.slash('answers alias add', { answer: 'euro', wording: 'cash of kosovo' })
    await member.awaits(({ content }) => content.includes('kosovo money'))
  })

  test('who found the answer another way is asked for their question', async () => {
    const [choice] = await ana.suggest('ask', { question: 'currency' }, 'question')
    const form = await ana.press(await ask(ana, String(choice?.value)), 'Not what I asked')
    expect(form.modal?.title).toBe('What did you want to know?')
    const noted = await ana.submit(form, { question: 'coins of the old days' })
    expect(noted.content).toContain('coins of the old days')
    expect(text(await gaps())).toContain('coins of the old days')
    const blank = await ana.press(await ask(ana, String(choice?.value)), 'Not what I asked')
    expect((await ana.submit(blank, { question: '?!' })).content).toContain('no word in that')
  })

  test('moderators see whom an answer helped, one voice a person, and which want another look', async () => {
    await answer('Where is the lost luggage?')
    const reply = await ask(ana, 'Where is the lost luggage?')
    const voices = async () => {
      const panel = await moderator.slash('answers info', { answer: 'Where is the lost luggage?' })
      return panel.embeds[0]?.fields?.find(({ name }) => name === 'Did it help?')?.value
    }
    const unhelpful = async () => text(await moderator.slash('answers list', { show: 'unhelpful' }))
    expect(await voices()).toBeUndefined()
    expect((await ana.press(reply, 'Helped')).content).toContain('Thank you')
    await ana.press(reply, 'Helped')
    await member.press(reply, 'Helped')
    expect(await voices()).toBe('yes 2 · no 0')
    await member.press(reply, 'Not what I asked')
    await ana.press(reply, 'Not what I asked')
    expect(await voices()).toBe('yes 0 · no 2')
    expect(await unhelpful()).toContain('None')
    await moderator.press(reply, 'Not what I asked')
    expect(await voices()).toContain('wants another look')
    expect(await unhelpful()).toContain('Where is the lost luggage? · helped 0, not 3')
  })

  test('a vote on an answer that is gone is refused with what to do', async () => {
    await answer('Who runs the kiosk?')
    const reply = await ask(ana, 'Who runs the kiosk?')
    await moderator.slash('answers remove', { answer: 'Who runs the kiosk?' })
    for (const label of ['Helped', 'Not what I asked'])
      expect((await ana.press(reply, label)).content).toContain('no longer in the collection')
  })
})

test('a question is answered as ever while nothing can be kept', async () => {
  const database = await openDatabase({ folder: inMemory, onError: () => {} })
  const broken = await openWorld([euro], { database })
  await database.db.schema.dropTable('gaps').execute()
  const reply = await broken.person('member').slash('ask', { question: 'where is the old mill' })
  expect(reply.embeds[0]?.title).toBe('I have no answer to that')
  expect(reply.message?.components).toEqual([])
  await broken.close()
  await database.close()
})

test('many who wait are told in as few messages as Discord takes, each once', async () => {
  const gap = (asker: string, more: Partial<Gap> = {}): Gap => ({
    ...{ id: asker, text: 'kosovo money', asker, channel: 'c', at: 1, refused: '' },
    ...{ tell: asker, dismissed: false },
    ...more,
  })
  const open = [
    ...Array.from({ length: 45 }, (_, at) => gap(`u${at}`)),
    gap('elsewhere', { channel: 'd' }),
    gap('nobody', { tell: '' }),
    gap('other', { text: 'no answer to this' }),
    gap('beside', { refused: 'euro' }),
  ]
  const told: [channel: string, users: readonly string[]][] = []
  const closed: string[] = []
  const settle = createSettle({
    library: { answering: async (_, text) => (text === 'kosovo money' ? [euro] : []) },
    gaps: {
      list: async () => open,
      close: async (_, ids) => {
        closed.push(...ids)
        return open.filter(({ id }) => ids.includes(id))
      },
    },
    tell: async (channel, _, users) => void told.push([channel, users]),
    now: () => 1,
    onError: (error) => {
      throw error
    },
  })
  await settle('g', new Set())
  expect(told.map(([channel, users]) => [channel, users.length])).toEqual([
    ['c', 20],
    ['c', 20],
    ['c', 5],
    ['d', 1],
  ])
  expect(new Set(told.flatMap(([, users]) => users)).size).toBe(46)
  expect(closed).toHaveLength(47)
  expect(closed).not.toContain('beside')
  await settle('g', new Set(['euro']))
  expect(closed).toContain('beside')
})
