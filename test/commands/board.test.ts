import { loadImage } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../../src/playground/people.ts'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import { type BotWorld, openWorld } from '../support/world.ts'

let database: Database
let world: BotWorld
let ana: Person
let ben: Person

beforeAll(async () => {
  database = await openDatabase({ folder: inMemory, onError: () => {} })
  world = await openWorld([], { database })
  ana = world.person('Ana')
  ben = world.person('Ben')
  const score = (player: string, points: number) => ({
    ...{ game: 'g', guild: world.guild.id, player, points, unranked: '', at: Date.now() },
    ...{ rank: 1, right_answers: 3, answered: 4, questions: 5, time: 1, won: 0 },
  })
  const left = '123456789012345678'
  const scores = [score(ana.id, 900), score(ben.id, 600), score(left, 300)]
  await database.db.insertInto('scores').values(scores).execute()
})
afterAll(async () => {
  await world.close()
  await database.close()
})

const pictureOf = async (who: Person, options = {}) => {
  const reply = await who.slash('trivia board', { period: 'all', ...options })
  return { text: reply.embeds[0]?.description ?? '', attachment: reply.message?.attachments[0] }
}

describe('the board of a server', () => {
  test('is told in words and drawn with the names of the players, which are asked for at once', async () => {
    const { text, attachment } = await pictureOf(ana)
    expect(text).toContain(`**1.** 🥇 <@${ana.id}> · **900 points**`)
    expect(attachment).toMatchObject({ filename: 'board.png', content_type: 'image/png' })
    expect(attachment?.description).toContain('1. Ana: 900 points\n2. Ben: 600 points\n3. place 3')
    const bytes = await (await fetch(attachment?.url ?? '')).arrayBuffer()
    expect((await loadImage(Buffer.from(bytes))).width).toBe(1_000)
    const { records } = world.history
    // The bot asks for itself now and then, to see whether its line is alive.
    const asked = records.filter(
      (one) =>
        one.kind === 'frame' &&
        one.title === 'REQUESTMEMBERS' &&
        !JSON.stringify(one.sent).includes(world.applicationId),
    )
    expect(asked.length).toBeLessThanOrEqual(1)
    expect(JSON.stringify(records)).not.toMatch(/GET \/guilds\/\d+\/members\/|GET \/users\/\d/)
  })

  test('is words alone where somebody wants that', async () => {
    const { text, attachment } = await pictureOf(ben, { picture: false })
    expect(text).toContain('900 points')
    expect(attachment).toBeUndefined()
  })

  test('is words alone where nobody is on it', async () => {
    const { text, attachment } = await pictureOf(ben, { by: 'accuracy' })
    expect(text).toContain('Nobody is on it yet')
    expect(attachment).toBeUndefined()
  })

  test('is words alone where I may not attach files', async () => {
    const everyone = { id: world.guild.id, type: 0, allow: '0', deny: String(1n << 15n) }
    const { channel } = ana
    const bot = world.guild.members.get(world.world.bot.id)
    world.arrange.overwrite(channel, everyone)
    for (const id of bot?.roles ?? []) world.arrange.overwrite(channel, { ...everyone, id })
    const { text, attachment } = await pictureOf(ben)
    expect(text).toContain('900 points')
    expect(attachment).toBeUndefined()
  })
})
