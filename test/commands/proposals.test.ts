import type { APIMessage } from 'discord-api-types/v10'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import type { Person, Reply } from '../../src/playground/people.ts'
import { forger } from '../support/forge.ts'
import { type BotWorld, openWorld } from '../support/world.ts'

const places = ['north', 'south', 'east', 'west'].map((place) =>
  entryOf({
    id: place,
    question: `Who governs the municipalities in the ${place} of the country?`,
    answer: `The mayors of the ${place}.`,
  }),
)
const vague = 'who governs the municipalities'

let world: BotWorld
let moderator: Person
let ana: Person
let ben: Person

beforeEach(async () => {
  world = await openWorld(places)
  moderator = world.person('moderator')
  ana = world.person('Ana')
  ben = world.person('Ben')
})
afterEach(() => world.close())

const ask = (who: Person, question = vague) => who.slash('ask', { question })
const title = ({ embeds }: Reply) => embeds[0]?.title ?? ''
const text = ({ embeds }: Reply) => embeds[0]?.description ?? ''
const proposals = () => moderator.slash('answers proposals')

/** Asks and picks `place` from the question back. */
async function pick(who: Person, place: string, question = vague): Promise<void> {
  const before = answered()
  const reply = await ask(who, question)
  expect(title(reply)).toBe('Did you mean …')
  await who.press(reply, `ask:choice:${place}`)
  expect(title(reply)).toContain(place)
  // The answer comes first; what was meant is kept after it.
  await vi.waitFor(() => expect(answered()).toBe(before + 2))
}

const answered = () =>
  world.logged.filter(({ msg, command }) => msg === 'answered' && command === 'ask').length

describe('what people pick from a question back', () => {
  test('is proposed to moderators with how many people meant it, and changes nothing by itself', async () => {
    await pick(ana, 'north')
    await pick(ana, 'north', 'Who governs the municipalities?')
    await pick(ben, 'north')
    await pick(moderator, 'south')
    const reply = await proposals()
    expect(reply.ephemeral).toBe(true)
    expect(text(reply)).toMatch(
      /\*\*1\.\*\* “who governs the municipalities”\n→ Who governs the municipalities in the north of the country\?\npicked by 2 people · 1 meant another answer/,
    )
    expect(text(reply)).toContain('**2.**')
    expect(text(reply)).not.toContain(ana.id)
    expect(title(await ask(ana))).toBe('Did you mean …')
  })

  test('is a wording of the answer once a moderator accepts it, with the change in its history', async () => {
    await pick(ana, 'north')
    await pick(ben, 'south')
    const list = await proposals()
    const number = /\*\*(\d)\.\*\* [^*]*in the north/.exec(text(list))?.[1]
    const accepted = await moderator.press(list, `Accept ${number}`)
    expect(accepted.content).toContain(
      'leads to “Who governs the municipalities in the north of the country?” now',
    )
    expect(text(accepted)).toContain('None')
    expect(title(await ask(ana))).toBe(places[0]?.question)
    const past = await moderator.slash('answers history', { answer: 'north' })
    expect(JSON.stringify(past.embeds)).toContain(vague)
  })

  test('stays away once a moderator refuses it', async () => {
    await pick(ana, 'north')
    const refused = await moderator.press(await proposals(), 'Refuse 1')
    expect(refused.content).toContain('not proposed for that answer again')
    await pick(ben, 'north')
    expect(text(await proposals())).toContain('None')
    expect(title(await ask(ana))).toBe('Did you mean …')
  })

  test('counts only where the asker picks', async () => {
    const reply = await ask(ana)
    await ben.press(reply, 'ask:choice:north')
    expect(text(await proposals())).toContain('None')
  })

  test('goes with its answer', async () => {
    await pick(ana, 'north')
    await moderator.slash('answers remove', { answer: 'north' })
    expect(text(await proposals())).toContain('None')
  })

  test('is decided once: the second moderator is told, and members decide nothing', async () => {
    await pick(ana, 'north')
    const list = await proposals()
    const id = /"custom_id":"answers:taught:([^:"]+)/.exec(JSON.stringify(list.message))?.[1]
    const on = (await ask(ben, places[0]?.question)).message as APIMessage
    for (const what of [`taught:${id}:0`, `untaught:${id}:0`, 'proposals:0']) {
      const forged = await forger(world.world, ana).press(`answers:${what}`, on)
      expect(forged.text).toContain('Only this server’s moderators')
    }
    expect((await ana.slash('answers proposals')).failure).toContain('permission')
    const other = await proposals()
    await moderator.press(other, 'Accept 1')
    expect((await moderator.press(list, 'Accept 1')).content).toContain('decided on by now')
    expect((await moderator.press(list, 'Refuse 1')).content).toContain('decided on by now')
  })
})
