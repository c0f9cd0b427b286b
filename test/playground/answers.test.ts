/** What the playground itself answers and tells is as Discord's description has it. */

import { readFileSync } from 'node:fs'
import { MessageFlags } from 'discord.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadSpec, type Spec } from '../../src/playground/spec.ts'
import { type Bench, startBench } from './bot.ts'
import { send } from './wire.ts'

interface Described {
  paths: Record<string, Record<string, { responses?: Record<string, Answer> }>>
}
interface Answer {
  content?: Record<string, { schema: { $ref?: string; items?: { $ref?: string } } }>
}

const description = JSON.parse(
  readFileSync('src/playground/spec/openapi.json', 'utf8'),
) as Described

let bench: Bench
let spec: Spec
beforeAll(async () => {
  spec = await loadSpec(false)
  bench = await startBench([
    {
      name: 'say',
      description: 'Says',
      type: 1,
      options: [{ name: 'what', description: 'x', type: 3, autocomplete: true }],
    },
    { name: 'Quote', type: 3 },
  ])
})
afterAll(() => bench.stop())

/** The schema of an answer by method, path and status: its name, and whether it is a list of it. */
function schemaOf(
  method: string,
  path: string,
  status: number,
): { name: string; list: boolean } | undefined {
  const parts = path.split('/')
  const fits = (template: string) => {
    const wanted = template.split('/')
    return (
      wanted.length === parts.length &&
      wanted.every((part, at) => part.startsWith('{') || part === parts[at])
    )
  }
  const templates = Object.keys(description.paths).filter(fits)
  const template = templates.sort((a, b) => a.split('{').length - b.split('{').length)[0] ?? ''
  const schema =
    description.paths[template]?.[method.toLowerCase()]?.responses?.[status]?.content?.[
      'application/json'
    ]?.schema
  const ref = schema?.$ref ?? schema?.items?.$ref
  return ref === undefined
    ? undefined
    : { name: ref.split('/').at(-1) ?? '', list: schema?.$ref === undefined }
}

/** Everything wrong with the answers in the history, and how many were looked at. */
function faultyAnswers(): { looked: Set<string>; wrong: string[] } {
  const looked = new Set<string>()
  const wrong: string[] = []
  for (const record of bench.playground.history.records) {
    if (
      record.kind !== 'request' ||
      !record.status ||
      record.status >= 300 ||
      record.answered === undefined
    )
      continue
    const [method = '', path = ''] = record.title.split(' ')
    const schema = schemaOf(method, path, record.status)
    if (!schema) continue
    looked.add(`${method} ${schema.name}`)
    const answers = schema.list ? (record.answered as unknown[]) : [record.answered]
    for (const answer of answers)
      for (const { instancePath, message } of spec.check(schema.name)(answer))
        wrong.push(`${method} ${path} ${schema.name}${instancePath} ${message}`)
  }
  return { looked, wrong: [...new Set(wrong)] }
}

it('answers every route that bots use as the description has it', async () => {
  const { playground } = bench
  const ana = playground.person('Ana')
  const channel = ana.channel.id
  bench.on(async (interaction) => {
    if (interaction.isAutocomplete()) return interaction.respond([{ name: 'a', value: 'b' }])
    if (!interaction.isChatInputCommand()) return undefined
    await interaction.reply({ content: 'one', withResponse: true })
    await interaction.editReply('two')
    await interaction.followUp({ content: 'three', flags: MessageFlags.Ephemeral })
    return interaction.fetchReply()
  })
  await ana.slash('say', { what: 'x' })
  const sent = await send(playground, 'POST', `/channels/${channel}/messages`, {
    content: 'hello',
    embeds: [{ title: 'T', fields: [{ name: 'a', value: 'b' }] }],
    components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Go', custom_id: 'go' }] }],
  })
  const { id } = sent.body
  await send(playground, 'PATCH', `/channels/${channel}/messages/${id}`, { content: 'changed' })
  await send(playground, 'GET', `/channels/${channel}/messages/${id}`)
  await send(playground, 'GET', `/channels/${channel}/messages`)
  await send(playground, 'PUT', `/channels/${channel}/messages/pins/${id}`)
  await send(playground, 'GET', `/channels/${channel}/messages/pins`)
  await send(playground, 'GET', `/channels/${channel}`)
  await send(playground, 'GET', `/guilds/${playground.guild.id}`)
  await send(playground, 'GET', '/users/@me')
  await send(playground, 'GET', '/applications/@me')
  await send(playground, 'GET', '/gateway/bot')
  await send(playground, 'GET', `/applications/${playground.applicationId}/commands`)
  const { looked, wrong } = faultyAnswers()
  expect([...looked].sort()).toEqual(
    expect.arrayContaining([
      'GET MessageResponse',
      'PATCH MessageResponse',
      'POST MessageResponse',
    ]),
  )
  expect(looked.size).toBeGreaterThanOrEqual(8)
  expect(wrong).toEqual([])
})

it('tells of messages, guilds and members as the description has them', async () => {
  const { playground } = bench
  playground.person('Ana').say('Hello there')
  const events = playground.history.records.flatMap((record) =>
    record.kind === 'event' ? [record] : [],
  )
  const schemas = { MESSAGE_CREATE: 'MessageResponse', MESSAGE_UPDATE: 'MessageResponse' } as const
  const wrong = events.flatMap((event) => {
    const name = schemas[event.title as keyof typeof schemas]
    if (!name) return []
    return spec
      .check(name)(event.sent)
      .map(({ instancePath, message }) => `${event.title}${instancePath} ${message}`)
  })
  expect(events.some(({ title }) => title === 'GUILD_CREATE')).toBe(true)
  expect([...new Set(wrong)]).toEqual([])
})
