import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import type { Person, Reply } from '../../src/playground/people.ts'
import { type BotWorld, openWorld } from '../support/world.ts'

const euro = entryOf({
  id: 'euro',
  question: 'Which currency is used in Kosovo?',
  answer: 'The euro, since 2002.',
  aliases: ['kosovo money'],
  checked: '2020-01-01',
})
const flag = entryOf({
  id: 'flag',
  question: "What does Kosovo's flag show?",
  answer: 'A gold map under six stars.',
})

const bridge = entryOf({
  id: 'bridge',
  question: 'Who built the stone bridge?',
  answer: 'Nobody knows.',
  checked: '2019-05-05',
})
const entries = [euro, flag, bridge]

let world: BotWorld
let moderator: Person
let member: Person

beforeAll(async () => {
  world = await openWorld(entries)
  moderator = world.person('moderator')
  member = world.person('member')
})
afterAll(() => world.close())

const title = (reply: Reply) => reply.embeds[0]?.title
const field = (reply: Reply, name: string) =>
  reply.embeds[0]?.fields?.find((one) => one.name.startsWith(name))?.value
const asked = async (question: string) => title(await member.slash('ask', { question }))
const buttons = (reply: Reply) =>
  JSON.stringify(reply.message?.components ?? [])
    .match(/"label":"[^"]*"/g)
    ?.join() ?? ''

/** Adds an answer the short way and gives the reply to *Save*. */
async function add(question: string, answer = `About ${question}`, more = {}): Promise<Reply> {
  const form = await moderator.slash('answers add')
  const preview = await moderator.submit(form, { question, answer, ...more })
  return moderator.press(preview, 'Save')
}

describe('adding', () => {
  test('a form, a preview of how it will look, and only then it is saved', async () => {
    const form = await moderator.slash('answers add', { question: 'When does the pool open?' })
    expect(form.modal?.title).toBe('A new answer')
    const preview = await moderator.submit(form, {
      question: 'When does the pool open?',
      answer: 'At **8**. See [the site](https://pool.example/times).',
      aliases: 'pool hours\nPOOL HOURS\nopening of the pool',
      topics: 'pool, times',
      sources: 'Rules | The pool | 2024 | https://pool.example/rules\nhttps://pool.example',
    })
    expect(preview.ephemeral).toBe(true)
    expect(preview.embeds[0]).toMatchObject({
      title: 'When does the pool open?',
      description: 'At **8**. See [the site](https://pool.example/times) (pool.example).',
    })
    expect(await asked('When does the pool open?')).toBe('I have no answer to that')
    const saved = await moderator.press(preview, 'Save')
    expect(saved.content).toContain('Saved')
    expect(field(saved, 'State')).toBe('This server’s own')
    expect(field(saved, 'Other wordings')).toBe('• pool hours\n• opening of the pool')
    expect(await asked('wen does the pol open')).toBe('When does the pool open?')
    expect(await asked('pool hours')).toBe('When does the pool open?')
  })

  test('what cannot be saved yet is kept, and the form comes back as it was', async () => {
    const form = await moderator.slash('answers add')
    const refused = await moderator.submit(form, {
      question: 'Where is the sauna?',
      answer: 'Behind the pool.',
      sources: 'somewhere',
    })
    expect(refused.content).toContain('cannot be saved yet')
    expect(refused.content).toContain('Source “somewhere”')
    expect(buttons(refused)).not.toContain('Save')
    const again = await moderator.press(refused, 'Keep editing')
    expect(JSON.stringify(again.modal)).toContain('Behind the pool.')
    const preview = await moderator.submit(again, { sources: '' })
    expect(title(preview)).toBe('Where is the sauna?')
    const gone = await moderator.press(preview, 'Discard')
    expect(gone.content).toContain('Discarded')
    expect(await asked('Where is the sauna?')).toBe('I have no answer to that')
  })

  test('a question that is answered already is noticed before saving', async () => {
    const form = await moderator.slash('answers add')
    const preview = await moderator.submit(form, {
      question: 'What currency do they use in Kosovo?',
      answer: 'Dinars.',
    })
    expect(preview.content).toContain('looks answered already')
    expect(preview.content).toContain(euro.question)
  })

  test('two answers cannot have one question, not even in look-alike letters', async () => {
    await add('Who runs the bar?')
    const saved = await add('Whо runs the bаr') // Cyrillic о and а
    expect(saved.content).toContain('has the same question already')
    expect(buttons(saved)).toContain('Keep editing')
  })

  test('an answer in another script gets an id of its own', async () => {
    expect((await add('Када почиње час?')).content).toContain('Saved')
    expect(await asked('Када почиње час?')).toBe('Када почиње час?')
  })
})

describe('editing', () => {
  test('the form holds what is there; a shipped answer gets this server’s own wording', async () => {
    const form = await moderator.slash('answers edit', { answer: 'flag' })
    expect(JSON.stringify(form.modal)).toContain('A gold map under six stars.')
    const preview = await moderator.submit(form, { answer: 'A map and six stars.' })
    const saved = await moderator.press(preview, 'Save')
    expect(field(saved, 'State')).toBe('Comes with me, changed here')
    const reply = await member.slash('ask', { question: flag.question })
    expect(reply.embeds[0]?.description).toBe('A map and six stars.')
  })

  test('of two who edit at once the second sees the first’s change and loses nothing', async () => {
    await add('What is served on Friday?', 'Soup.')
    const owner = world.person('owner')
    const mine = await moderator.slash('answers edit', { answer: 'what-is-served-on-friday' })
    const theirs = await owner.slash('answers edit', { answer: 'what-is-served-on-friday' })
    const minePreview = await moderator.submit(mine, { answer: 'Soup and bread.' })
    await owner.press(await owner.submit(theirs, { answer: 'Fish soup.' }), 'Save')
    const conflict = await moderator.press(minePreview, 'Save')
    expect(conflict.content).toContain(`<@${owner.id}> changed this answer`)
    expect(conflict.content).toContain('**Fish')
    expect(conflict.embeds[0]?.description).toBe('Soup and bread.')
    expect(
      (await member.slash('ask', { question: 'What is served on Friday?' })).embeds[0]?.description,
    ).toBe('Fish soup.')
    const form = await moderator.press(conflict, 'Keep editing')
    const again = await moderator.submit(form, { answer: 'Fish soup and bread.' })
    expect(again.content).toContain('changed this answer')
    const rebased = await moderator.press(again, 'Look again with theirs')
    expect(rebased.content).toContain('Your edit')
    const saved = await moderator.press(rebased, 'Save')
    expect(saved.content).toContain('Saved')
    expect(
      (await member.slash('ask', { question: 'What is served on Friday?' })).embeds[0]?.description,
    ).toBe('Fish soup and bread.')
  })

  test('a draft outlives a restart', async () => {
    const form = await moderator.slash('answers add')
    const preview = await moderator.submit(form, { question: 'Does this survive?', answer: 'Yes.' })
    await world.restart(entries)
    const saved = await moderator.press(preview, 'Save')
    expect(saved.content).toContain('Saved')
    expect(await asked('Does this survive?')).toBe('Does this survive?')
  })
})

describe('removing and putting back', () => {
  test('a removed answer is found by nobody and comes back as it was', async () => {
    await add('Is there parking?', 'Yes.')
    const removed = await moderator.slash('answers remove', { answer: 'is-there-parking' })
    expect(removed.content).toContain('Removed')
    expect(await asked('Is there parking?')).toBe('I have no answer to that')
    expect(await moderator.suggest('answers restore', { answer: 'park' }, 'answer')).toEqual([
      { name: 'Is there parking?', value: 'is-there-parking' },
    ])
    const back = await moderator.press(removed, 'Put back')
    expect(back.content).toContain('Put back')
    expect(await asked('Is there parking?')).toBe('Is there parking?')
  })

  test('a shipped answer can be hidden here, and comes back as it ships', async () => {
    await moderator.slash('answers remove', { answer: 'euro' })
    expect(await asked(euro.question)).toBe('I have no answer to that')
    const back = await moderator.slash('answers restore', { answer: 'euro' })
    expect(field(back, 'State')).toBe('As it comes with me')
    expect(await asked(euro.question)).toBe(euro.question)
  })
})

describe('wordings', () => {
  test('a wording leads to an answer until it is taken away', async () => {
    await moderator.slash('answers alias add', {
      answer: 'euro',
      wording: 'which banknotes do I bring',
    })
    expect(await asked('which banknotes do i bring')).toBe(euro.question)
    const twice = await moderator.slash('answers alias add', {
      answer: 'flag',
      wording: 'Which banknotes do I bring?',
    })
    expect(twice.content).toContain('has this wording already')
    const choices = await moderator.suggest(
      'answers alias remove',
      { answer: 'euro', wording: 'bank' },
      'wording',
    )
    expect(choices.map(({ value }) => value)).toEqual(['which banknotes do I bring'])
    const gone = await moderator.slash('answers alias remove', {
      answer: 'euro',
      wording: 'which banknotes do I bring',
    })
    expect(gone.content).toContain('no longer leads')
    expect(field(gone, 'State')).toBe('As it comes with me')
  })

  test('merging takes the wordings over and keeps the other answer', async () => {
    await add('How do I join the choir?', 'Come on Monday.')
    await add('Can I sing with you?', 'Yes.', { aliases: 'singing along' })
    const plan = await moderator.slash('answers merge', {
      from: 'can-i-sing-with-you',
      into: 'how-do-i-join-the-choir',
    })
    expect(plan.content).toContain('• Can I sing with you?\n• singing along')
    const done = await moderator.press(plan, 'Merge')
    expect(done.content).toContain('Merged')
    expect(await asked('singing along')).toBe('How do I join the choir?')
    expect(await asked('Can I sing with you?')).toBe('How do I join the choir?')
    const twice = await moderator.slash('answers merge', { from: 'euro', into: 'euro' })
    expect(twice.content).toContain('the same answer')
  })
})

describe('looking', () => {
  test('the history shows each change word by word, and one press goes back', async () => {
    await add('What is the rule?', 'No dogs in the hall.')
    const form = await moderator.slash('answers edit', { answer: 'what-is-the-rule' })
    const preview = await moderator.submit(form, { answer: 'No cats in the hall.' })
    await moderator.press(preview, 'Save')
    const history = await moderator.slash('answers history', { answer: 'what-is-the-rule' })
    expect(history.embeds[0]?.description).toContain('Revision 2 of 2')
    expect(history.embeds[0]?.description).toContain('No ~~dogs~~ **cats** in the hall.')
    const older = await moderator.press(history, '◀ Older')
    expect(older.embeds[0]?.description).toContain('Revision 1 of 2')
    const back = await moderator.press(older, 'Go back to this')
    expect(back.content).toContain('as it was in revision 1')
    expect(back.embeds[0]?.description).toContain('Revision 3 of 3')
    const reply = await member.slash('ask', { question: 'What is the rule?' })
    expect(reply.embeds[0]?.description).toBe('No dogs in the hall.')
  })

  test('lists have pages and open an answer', async () => {
    for (let number = 1; number <= 11; number += 1) await add(`Listed question number ${number}?`)
    const list = await moderator.slash('answers list', { show: 'own' })
    expect(list.embeds[0]?.description).toContain('**1.** Listed question number 11?')
    const second = await moderator.press(list, 'More ▶')
    expect(second.embeds[0]?.description).toContain('**11.** Listed question number 1?')
    const opened = await moderator.select(second, 'Listed question number 1?')
    expect(title(opened)).toBe('Listed question number 1?')
    expect(field(opened, 'Answered')).toBe('0 times')
  })

  test('a search finds removed ones too and turns its pages', async () => {
    const found = await moderator.slash('answers search', { text: 'listed question' })
    expect(found.embeds[0]?.description).toContain('Listed question number')
    await moderator.slash('answers remove', { answer: 'listed-question-number-3' })
    const again = await moderator.slash('answers search', { text: 'listed question number 3' })
    expect(again.embeds[0]?.description).toContain('number 3? · removed')
    const nothing = await moderator.slash('answers search', { text: 'zzz qqq' })
    expect(nothing.embeds[0]?.description).toContain('Nothing fits')
  })

  test('what nobody has checked for long is listed, oldest first, and checked by a choice', async () => {
    const stale = await moderator.slash('answers verify')
    expect(stale.embeds[0]?.description).toMatch(
      /bridge\? · 2019-05-05[\s\S]*Kosovo\? · 2020-01-01/,
    )
    const checked = await moderator.select(stale, [bridge.question])
    expect(checked.content).toContain('Noted for 1')
    expect(checked.embeds[0]?.description).not.toContain(bridge.question)
    const info = await moderator.slash('answers info', { answer: bridge.question })
    expect(field(info, 'Facts checked')).toBe(new Date().toISOString().slice(0, 10))
    expect(field(info, 'State')).toBe('As it comes with me')
    const reply = await member.slash('ask', { question: bridge.question })
    expect(reply.embeds[0]?.footer?.text).toContain(String(new Date().getUTCFullYear()))
  })

  test('an answer that nobody has changed has no history, and says so', async () => {
    const other = await openWorld([flag])
    try {
      const reply = await other.person('moderator').slash('answers history', { answer: 'flag' })
      expect(reply.content).toContain('as it came with me')
    } finally {
      await other.close()
    }
  })

  test('what fits no answer is told, not guessed', async () => {
    const reply = await moderator.slash('answers info', { answer: 'something else entirely' })
    expect(reply.content).toContain('no such answer')
  })
})

describe('under a reply of /ask', () => {
  test('a moderator manages the answer from there, others are told politely', async () => {
    const reply = await member.slash('ask', { question: euro.question })
    const panel = await moderator.press(reply, 'Manage')
    expect(panel.ephemeral).toBe(true)
    expect(buttons(panel)).toMatch(/Edit.*History.*Facts still hold.*Remove/)
    const form = await moderator.press(panel, 'Edit')
    expect(JSON.stringify(form.modal)).toContain(euro.answer)
    const history = await moderator.press(panel, 'History')
    expect(history.embeds[0]?.description).toContain('Revision')
    const refused = await member.press(reply, 'Manage')
    expect(refused.ephemeral).toBe(true)
    expect(refused.content).toContain('Only this server’s moderators')
  })
})

test('nobody without the right is even shown the command', async () => {
  expect(member.commands().map(({ name }) => name)).not.toContain('answers')
  expect(moderator.commands().map(({ name }) => name)).toContain('answers')
})
