import { ButtonStyle, ComponentType, MessageFlags } from 'discord.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import type { Person } from '../../src/playground/people.ts'
import { type BotWorld, openWorld } from '../support/world.ts'

const flag = entryOf({
  id: 'flag',
  question: "What does Kosovo's flag show?",
  answer: 'A gold map of Kosovo under six white stars on blue.',
  aliases: ['kosovo flag meaning'],
  related: ['euro'],
  sources: [{ title: 'Flags', publisher: 'Atlas', year: 2008, url: 'https://example.org/flags' }],
  checked: '2026-06-30',
})
const euro = entryOf({
  id: 'euro',
  question: 'Which currency is used in Kosovo?',
  answer: 'The euro, since 2002.',
  aliases: ['kosovo money'],
})
const court = entryOf({
  id: 'court',
  question:
    'What did the International Court of Justice say about the declaration of independence?',
  answer: 'That it did not violate international law.',
  contested: {
    note: 'What follows from the opinion is disputed.',
    positions: [{ who: 'Serbia', view: 'It says nothing on statehood.' }],
  },
  pinned: true,
})

let world: BotWorld
let member: Person
let other: Person

beforeAll(async () => {
  world = await openWorld([flag, euro, court])
  member = world.person('member')
  other = world.person('owner')
})
afterAll(async () => {
  await world.close()
})

const title = (reply: { embeds: { title?: string }[] }) => reply.embeds[0]?.title

describe('asking', () => {
  test('free text gets the answer with its source and date, for everyone to see', async () => {
    const reply = await member.slash('ask', { question: 'what does kosovos flag show' })
    expect(reply.failure).toBeNull()
    expect(title(reply)).toBe(flag.question)
    expect(reply.embeds[0]?.description).toBe(flag.answer)
    expect(reply.embeds[0]?.fields?.[0]?.value).toContain(
      '[Flags](https://example.org/flags) · Atlas, 2008',
    )
    expect(reply.embeds[0]?.footer?.text).toContain('30 June 2026')
    expect(reply.ephemeral).toBe(false)
    expect(other.sees().map(({ id }) => id)).toContain(reply.message?.id)
  })

  test('typos do not matter', async () => {
    const reply = await member.slash('ask', { question: 'wich curency is used in kosvo' })
    const shown = JSON.stringify([title(reply), reply.message?.components])
    expect(shown).toContain(euro.question)
  })

  test('a picked suggestion answers with just that entry', async () => {
    const [choice] = await member.suggest('ask', { question: 'money' }, 'question')
    expect(choice?.name).toBe(euro.question)
    const reply = await member.slash('ask', { question: String(choice?.value) })
    expect(title(reply)).toBe(euro.question)
  })

  test('a contested matter says so and names who holds what', async () => {
    const reply = await member.slash('ask', { question: court.question })
    const fields = reply.embeds[0]?.fields?.map(({ name, value }) => `${name}: ${value}`)
    expect(fields?.[0]).toContain('Contested: What follows from the opinion is disputed.')
    expect(fields?.[1]).toBe('Serbia: It says nothing on statehood.')
  })

  test('hide keeps the answer to the asker', async () => {
    const reply = await member.slash('ask', { question: flag.question, hide: true })
    expect(reply.ephemeral).toBe(true)
    expect(title(reply)).toBe(flag.question)
    expect(other.sees().map(({ id }) => id)).not.toContain(reply.message?.id)
  })

  test('nothing found is said plainly, privately, and with what to do', async () => {
    const reply = await member.slash('ask', { question: 'how do I boil an egg' })
    expect(title(reply)).toBe('I have no answer to that')
    expect(reply.embeds[0]?.description).toContain('/ask')
    expect(reply.ephemeral).toBe(true)
    expect(JSON.stringify(reply.message?.components)).toContain('Tell me when there is an answer')
  })

  test('blank text is a mistake that is explained, not an error', async () => {
    const reply = await member.slash('ask', { question: '   ' })
    expect(reply.content).toContain('Type a question')
    expect(reply.ephemeral).toBe(true)
  })

  test('a suggestion whose entry is gone finds nothing instead of something else', async () => {
    const reply = await member.slash('ask', { question: 'id:flag-of-old' })
    expect(title(reply)).toBe('I have no answer to that')
  })

  test('two people at once each get their own answer', async () => {
    const [first, second] = await Promise.all([
      member.slash('ask', { question: flag.question }),
      other.slash('ask', { question: euro.question, hide: true }),
    ])
    expect([title(first), title(second)]).toEqual([flag.question, euro.question])
    expect([first.ephemeral, second.ephemeral]).toEqual([false, true])
  })

  test('no answer pings anyone, whatever text it carries', async () => {
    const reply = await member.slash('ask', { question: flag.question })
    expect(reply.message).toMatchObject({
      mentions: [],
      mention_everyone: false,
      mention_roles: [],
    })
  })
})

describe('suggestions', () => {
  test('an empty box shows the pinned entry first', async () => {
    const choices = await member.suggest('ask', { question: '' }, 'question')
    expect(choices[0]).toEqual({ name: court.question, value: 'id:court' })
    expect(choices).toHaveLength(3)
  })

  test('typing narrows them down', async () => {
    const choices = await member.suggest('ask', { question: 'flag' }, 'question')
    expect(choices[0]?.value).toBe('id:flag')
  })
})

describe('related questions', () => {
  test('picking one really answers it, to the person who picked', async () => {
    const reply = await member.slash('ask', { question: flag.question })
    const related = await other.select(reply, euro.question)
    expect(title(related)).toBe(euro.question)
    expect(related.ephemeral).toBe(true)
    expect(title(reply)).toBe(flag.question)
  })
})

describe('a question back', () => {
  /** Alike in every word but one, so that neither is a sure answer. */
  const twins = ['north', 'south', 'east', 'west'].map((side) =>
    entryOf({
      id: side,
      question: `Who governs the municipalities in the ${side} of the country?`,
      answer: `The mayors of the ${side}.`,
    }),
  )
  let ambiguous: BotWorld
  beforeAll(async () => {
    ambiguous = await openWorld(twins)
  })
  afterAll(() => ambiguous.close())
  const vague = { question: 'who governs the municipalities' }

  test('offers up to five entries as buttons with words on them', async () => {
    const reply = await ambiguous.person('member').slash('ask', vague)
    expect(title(reply)).toBe('Did you mean …')
    expect(reply.message?.components?.length).toBeGreaterThan(1)
    expect(reply.message?.components?.[0]).toMatchObject({
      components: [{ type: ComponentType.Button, style: ButtonStyle.Secondary }],
    })
  })

  test("the asker's press turns it into the answer in place", async () => {
    const asker = ambiguous.person('member')
    const reply = await asker.slash('ask', vague)
    await asker.press(reply, 'ask:choice:north')
    expect(title(reply)).toBe(twins[0]?.question)
    expect(JSON.stringify(reply.message?.components)).not.toContain('ask:choice')
  })

  test('anyone else reads the answer by themselves and leaves the choice standing', async () => {
    const reply = await ambiguous.person('member').slash('ask', vague)
    const private_ = await ambiguous.person('owner').press(reply, 'ask:choice:south')
    expect(private_.ephemeral).toBe(true)
    expect(title(private_)).toBe(twins[1]?.question)
    expect(title(reply)).toBe('Did you mean …')
  })

  test('a hidden question back stays hidden, and its answer too', async () => {
    const asker = ambiguous.person('member')
    const reply = await asker.slash('ask', { ...vague, hide: true })
    await asker.press(reply, 'ask:choice:east')
    expect(reply.ephemeral).toBe(true)
    expect((reply.message?.flags ?? 0) & MessageFlags.Ephemeral).toBe(MessageFlags.Ephemeral)
    expect(title(reply)).toBe(twins[2]?.question)
  })
})

describe('a message from before a restart', () => {
  test('still works where its entry still is, and explains itself where it is not', async () => {
    const old = await openWorld([flag, euro])
    try {
      const asker = old.person('member')
      const reply = await asker.slash('ask', { question: flag.question })
      await old.restart([euro])
      expect(title(await asker.select(reply, 'euro'))).toBe(euro.question)
      await old.restart([flag])
      const gone = await asker.select(reply, 'euro')
      expect(gone.content).toContain('no longer in the collection')
      expect(gone.ephemeral).toBe(true)
    } finally {
      await old.close()
    }
  })
})

describe('the log', () => {
  test('has one child an interaction with command, guild, user and reference, and never the token', async () => {
    const answered = () =>
      world.logged.filter(({ msg, user }) => msg === 'answered' && user === member.id)
    const before = answered().length
    await member.slash('ask', { question: flag.question })
    // The line follows the answer, which the member may see first.
    await expect.poll(() => answered().length).toBe(before + 1)
    const line = answered().at(-1)
    expect(line).toMatchObject({ command: 'ask', guild: world.guild.id })
    expect(line?.ref).toMatch(/^[0-9a-f]{8}$/)
    expect(JSON.stringify(world.logged)).not.toContain(world.token)
  })
})
