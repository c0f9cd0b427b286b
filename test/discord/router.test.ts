import { REST } from '@discordjs/rest'
import { ButtonStyle, ComponentType, MessageFlags, Routes } from 'discord.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, restOptions } from '../../src/discord/client.ts'
import type { Command } from '../../src/discord/command.ts'
import { registerCommands } from '../../src/discord/register.ts'
import { createRouter } from '../../src/discord/router.ts'
import { UserError } from '../../src/errors.ts'
import { createLog } from '../../src/log.ts'
import type { Person } from '../../src/playground/people.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'

/** A command for each way in which answering can go wrong. */
const named = (name: string) => ({ name, description: name })
const commands: Command<object>[] = [
  {
    data: named('mistake'),
    run: () => Promise.reject(new UserError('Pick a number below ten.')),
  },
  {
    data: named('bug'),
    run: () => Promise.reject(new Error('the shelf fell over')),
  },
  {
    data: named('late-bug'),
    async run(interaction) {
      await interaction.reply('first')
      throw new Error('after the answer')
    },
  },
  {
    data: named('old'),
    run: (interaction) =>
      interaction.reply({
        components: [
          {
            type: ComponentType.ActionRow,
            components: [
              {
                type: ComponentType.Button,
                style: ButtonStyle.Primary,
                label: 'Old',
                custom_id: 'vanished:1',
              },
            ],
          },
        ],
      }),
  },
  {
    data: {
      ...named('guess'),
      options: [{ type: 3, name: 'word', description: 'word', autocomplete: true }],
    },
    run: (interaction) => interaction.reply('ok'),
    suggest: () => Promise.reject(new Error('no ideas')),
  },
]

let playground: Playground
let member: Person
let client: ReturnType<typeof createClient>
const logged: Record<string, unknown>[] = []
/** Of whatever is done next. */
let age = 0
const ended: string[] = []

beforeAll(async () => {
  playground = await createPlayground({ identifyWindow: 0, page: false })
  const { api, token, applicationId } = playground
  const rest = new REST(restOptions(api)).setToken(token)
  await registerCommands({ rest, applicationId, commands: commands.map(({ data }) => data) })
  const log = createLog('debug', [token], { write: (line) => logged.push(JSON.parse(line)) })
  client = createClient(api)
  const route = createRouter({
    ...{ commands, parts: {}, log },
    newReference: () => 'ref12345',
    ageOf: () => age,
    onEnd: (_command, outcome) => ended.push(outcome),
  })
  client.on('interactionCreate', route)
  const ready = new Promise((resolve) => client.once('clientReady', resolve))
  await client.login(token)
  await ready
  member = playground.person('member')
})
afterAll(async () => {
  await client.destroy()
  await playground.close()
})

const linesWith = (message: string) => logged.filter(({ msg }) => msg === message)

describe('when answering goes wrong', () => {
  test("a person's mistake is explained to them alone and is no error in the log", async () => {
    const reply = await member.slash('mistake')
    expect(reply.content).toBe('Pick a number below ten.')
    expect(reply.ephemeral).toBe(true)
    expect(linesWith('interaction failed')).toEqual([])
  })

  test('a bug gets an apology with a reference that the log has, once, with its cause', async () => {
    const reply = await member.slash('bug')
    expect(reply.content).toContain('ref12345')
    expect(reply.content).not.toContain('shelf')
    expect(reply.ephemeral).toBe(true)
    const lines = linesWith('interaction failed')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({
      ref: 'ref12345',
      command: 'bug',
      user: member.id,
      guild: playground.guild.id,
      err: { message: 'the shelf fell over' },
    })
  })

  test('a bug after the answer apologises in a private follow-up and leaves the answer', async () => {
    const reply = await member.slash('late-bug')
    const apology = await member.awaits(
      ({ flags, content }) =>
        (flags ?? 0) === MessageFlags.Ephemeral && content.includes('ref12345'),
    )
    expect(apology.id).not.toBe(reply.message?.id)
    expect(reply.content).toBe('first')
  })

  test('a button of something that is gone says so', async () => {
    const reply = await member.slash('old')
    const pressed = await member.press(reply, 'Old')
    expect(pressed.content).toContain('older version')
    expect(pressed.ephemeral).toBe(true)
  })

  test('suggestions that fail are an empty list, so that typing goes on', async () => {
    expect(await member.suggest('guess', { word: 'a' }, 'word')).toEqual([])
  })
})

describe('more than the machine can do', () => {
  test('a command that is too old to be answered is not begun; what cannot be done again is', async () => {
    const shown = await member.slash('old')
    age = 2_600
    const before = ended.length
    const [command, press] = await Promise.all([
      member.slash('guess', { word: 'a' }),
      member.press(shown, 'Old'),
    ])
    age = 0
    expect(command.failure).not.toBe(null)
    expect(press.content).toContain('older version')
    expect(ended.slice(before)).toEqual(expect.arrayContaining(['late', 'refused']))
  })
})

describe('registration', () => {
  const list = async () => {
    const { api, token, applicationId } = playground
    const rest = new REST(restOptions(api)).setToken(token)
    const theirs = (await rest.get(Routes.applicationCommands(applicationId))) as {
      version: string
    }[]
    const register = (data: readonly Command<object>['data'][]) =>
      registerCommands({ rest, applicationId, commands: data })
    return { versions: theirs.map(({ version }) => version), register }
  }

  test('an unchanged list is not sent again', async () => {
    const { versions, register } = await list()
    expect(await register(commands.map(({ data }) => data))).toBe(false)
    expect((await list()).versions).toEqual(versions)
  })

  test('a changed one is', async () => {
    const { register } = await list()
    const ours = commands.map(({ data }) => data)
    expect(await register([...ours, named('more')])).toBe(true)
    expect((await list()).versions).toHaveLength(ours.length + 1)
  })
})
