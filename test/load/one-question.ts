/** One question of 10 s and a crowd that answers it: ours, then the plain way. */

import type { APIMessage } from 'discord-api-types/v10'
import type { Person } from '../../src/playground/people.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'
import { type Bot, inFolder, ours, plain, withBot } from './bot.ts'
import { type Pressed, pressAll, quantile } from './crowd.ts'
import { brokenRow, type Row } from './row.ts'

/** Discord's own time for a callback, in milliseconds. */
const latency = 40

export async function crowdLoad(size: number): Promise<readonly Row[]> {
  return [...(await oursLoad(size)), ...(await plainUnder(size))]
}

/** Our bot alone. */
export const oursLoad = (size: number): Promise<readonly Row[]> =>
  inFolder((folder) => oursUnder(size, folder))

async function oursUnder(size: number, folder: string): Promise<Row[]> {
  const { playground, crowd } = await crowded(size)
  const rows = await withBot(ours(playground, folder), (bot) => underCrowd(bot, playground, crowd))
  await playground.close()
  return rows
}

async function underCrowd(
  bot: Bot,
  playground: Playground,
  crowd: readonly Person[],
): Promise<Row[]> {
  const size = crowd.length
  const host = crowd[0] as Person
  const lobby = await host.slash('trivia start', { questions: 3, seconds: 10, wait: true })
  await host.press(lobby, 'Start now')
  const question = await host.awaits(
    (message) =>
      title(message).startsWith('Question 1 ') && said(message).includes('Answers close'),
    20_000,
  )
  const cost = await bot.cost()
  const pressed = await pressAll(crowd, question, 9_800)
  const after = await bot.cost()
  const reveal = await revealOf(host, question)
  const edits = playground.history.records.filter(
    (one) =>
      one.kind === 'request' && one.title.startsWith('PATCH') && one.title.endsWith(question.id),
  ).length
  return [
    ...acknowledged(`${size} players, one 10 s question`, pressed),
    {
      bar: `${size} answers on the board, each option as often as it was chosen`,
      measured: countsIn(reveal).join(' + '),
      met: JSON.stringify(countsIn(reveal).toSorted()) === JSON.stringify(chosen(pressed)),
    },
    { bar: '≤ 8 edits of the question’s message', measured: String(edits), met: edits <= 8 },
    {
      bar: 'CPU for each answer ≤ 1.0 ms; memory ≤ 300 MB',
      isCost: true,
      measured: `${((after.cpu - cost.cpu) / size).toFixed(2)} ms; ${after.rss.toFixed(0)} MB`,
      met: (after.cpu - cost.cpu) / size <= 1 && after.rss <= 300,
    },
    brokenRow(playground),
  ]
}

async function plainUnder(size: number): Promise<Row[]> {
  const { playground, crowd } = await crowded(size)
  const pressed = await withBot(plain(playground), async () => {
    const reply = await (crowd[0] as Person).slash('quiz')
    return pressAll(crowd, reply.message as APIMessage, 9_800)
  })
  await playground.close()
  const { late, text } = lateness(pressed)
  return [
    {
      bar: `the same crowd, plain discord.js with deferUpdate()`,
      measured: `${late} late or never; ${text}`,
    },
  ]
}

async function crowded(size: number): Promise<{ playground: Playground; crowd: Person[] }> {
  const playground = await createPlayground({
    ...{ page: false, identifyWindow: 0, history: size * 8, keep: size * 3 },
    token: 'load'.repeat(15),
  })
  playground.faults.arm({ on: 'request', match: 'POST */callback', do: 'delay', ms: latency })
  const crowd = Array.from({ length: size }, (_, at) => playground.addPerson(`Player ${at}`))
  return { playground, crowd }
}

function lateness(pressed: readonly Pressed[]): { late: number; text: string } {
  const inTime = pressed.filter(({ reply }) => reply.failure === null && reply.took <= 3_000)
  const took = inTime.map(({ reply }) => reply.took)
  const text = `p50 ${quantile(took, 0.5)} ms, p99 ${quantile(took, 0.99)} ms, longest ${Math.max(0, ...took)} ms`
  return { late: pressed.length - inTime.length, text }
}

function acknowledged(what: string, pressed: readonly Pressed[]): Row[] {
  const { late, text } = lateness(pressed)
  return [
    {
      bar: `${what}: all acknowledged within 3 s`,
      measured: `${late} late; ${text}`,
      met: late === 0,
    },
  ]
}

const title = (message: APIMessage) => message.embeds[0]?.title ?? ''
const said = (message: APIMessage) => message.embeds[0]?.description ?? ''

async function revealOf(host: Person, question: APIMessage): Promise<APIMessage> {
  return host.awaits((one) => one.id === question.id && JSON.stringify(one).includes('█'), 20_000)
}

/** How often each option was chosen, as the reveal says. */
function countsIn(reveal: APIMessage): number[] {
  return [...JSON.stringify(reveal).matchAll(/[█░▏▎▍▌▋▊▉]+`? *\**(\d+)/g)].map(([, count]) =>
    Number(count),
  )
}

function chosen(pressed: readonly Pressed[]): number[] {
  return [...Map.groupBy(pressed, ({ button }) => button).values()]
    .map((all) => all.length)
    .toSorted()
}
