/** A bug at the entry of every handler: who meets it is told, with a reference; nobody else notices. */

import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { commands } from '../../commands/index.ts'
import { entryOf } from '../../src/knowledge/entry.ts'
import { findPerson, type Person } from '../../src/playground/people.ts'
import { furnishGuild } from '../../src/playground/setting.ts'
import { type Forger, forger } from '../support/forge.ts'
import { type BotWorld, openWorld } from '../support/world.ts'
import { pool } from '../trivia/game.ts'

const entries = [entryOf({ id: 'one', question: 'Who built the bridge?', answer: 'Nobody knows.' })]

let world: BotWorld
/** Where the bug is, and where it is not. */
let here: Person
let there: Person
let forged: Forger

beforeAll(async () => {
  world = await openWorld(entries, { trivia: pool(30) })
  here = world.person('owner')
  const other = furnishGuild(world.world, 'Elsewhere')
  there = findPerson(world.world, other, 'owner')
  forged = forger(world.world, here)
})
afterEach(() => vi.restoreAllMocks())
afterAll(() => world.close())

type Entry = 'run' | 'suggest' | 'press' | 'submit' | 'runOn'

/** Every handler that there is, and the ways to it: sub-commands of a command are ways of their own. */
const handlers = commands.flatMap((command) =>
  (['run', 'suggest', 'press', 'submit', 'runOn'] as const)
    .filter((entry) => entry in command)
    .map((entry) => ({ command, name: command.data.name, entry })),
)

interface Option {
  readonly name: string
  readonly type: number
  readonly options?: readonly Option[]
}

/** "trivia start", "answers alias add" … */
function waysTo({ name, options = [] }: Omit<Option, 'type'>): string[] {
  const deeper = options.filter(({ type }) => type === 1 || type === 2)
  return deeper.length === 0 ? [name] : deeper.flatMap(waysTo).map((way) => `${name} ${way}`)
}

/** Does in every way what leads to the handler; gives what the person could read each time. */
async function meet({ name, entry, command }: (typeof handlers)[number]): Promise<string[]> {
  const ways = waysTo(command.data as unknown as Option)
  switch (entry) {
    case 'run':
      return Promise.all(ways.map(async (way) => (await forged.slash(way)).text))
    case 'suggest':
      // Of several while typing only the newest is answered.
      return [(await forged.suggest(ways[0] ?? name, { question: 'who' }, 'question')).text]
    case 'press': {
      const message = here.say('a message')
      return [(await forged.press(`${name}:anything`, message)).text]
    }
    case 'submit':
      return [(await forged.submit(`${name}:anything`, {})).text]
    case 'runOn': {
      const reply = await here.contextMenu(name, here.say('a message'))
      return [reply.content]
    }
  }
}

/** Makes the handler throw, in one server only. */
function plant({ command }: (typeof handlers)[number], entry: Entry): string {
  const handler = command as unknown as Record<Entry, (interaction: object) => Promise<unknown>>
  const sound = handler[entry]
  const bug = `a bug in ${command.data.name} ${entry}`
  vi.spyOn(handler, entry).mockImplementation(async function (
    this: unknown,
    interaction: object,
    ...rest
  ) {
    if ((interaction as { guildId?: string }).guildId === world.guild.id) throw new Error(bug)
    return sound.call(this, interaction, ...rest)
  })
  return bug
}

test('there are handlers of every kind', () => {
  expect(new Set(handlers.map(({ entry }) => entry)).size).toBe(5)
  expect(handlers.length).toBeGreaterThan(15)
})

test.each(handlers)('$name: a bug in $entry', async (handler) => {
  const bug = plant(handler, handler.entry)
  const [told, elsewhere] = await Promise.all([
    meet(handler),
    there.slash('ask', { question: 'Who built the bridge?' }),
  ])
  expect(elsewhere.embeds[0]?.title).toBe('Who built the bridge?')
  const failures = world.logged.filter((line) => (line.err as Error | undefined)?.message === bug)
  expect(failures).toHaveLength(told.length)
  // There is no way to say anything beside suggestions: there are none.
  if (handler.entry === 'suggest') return
  const references = told.map(
    (text) => /tell a moderator this reference: `([0-9a-f]{8})`/.exec(text)?.[1],
  )
  expect(references.toSorted()).toEqual(failures.map(({ ref }) => ref).toSorted())
})

test('a game in another server goes on, and its players are answered', async () => {
  for (const handler of handlers) plant(handler, handler.entry)
  const lobby = await there.slash('trivia start', { questions: 3, seconds: 30, wait: true })
  await there.press(lobby, 'Start now')
  const question = await there.awaits(
    ({ embeds }) => (embeds[0]?.title ?? '').startsWith('Question 1 '),
    10_000,
  )
  const [row] = question.components ?? []
  const [button] = row !== undefined && 'components' in row ? row.components : []
  const id = button !== undefined && 'custom_id' in button ? button.custom_id : ''
  expect((await there.press(question, id)).content).toContain('Got it')
  expect((await here.slash('trivia start')).content).toContain('something went wrong on my side')
  await there.slash('trivia stop')
})
