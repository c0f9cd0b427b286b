/** How long /ask and its suggestions take on the loopback with 1,000 entries, beside a bot that only says "ok". */

import { Client, GatewayIntentBits } from 'discord.js'
import { createApp } from '../../src/app.ts'
import { type Entry, entryOf } from '../../src/knowledge/entry.ts'
import { createLog } from '../../src/log.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'
import { inMemory, openDatabase } from '../../src/store/database.ts'
import { loadDataset } from '../../src/store/shipped.ts'
import { unhurried } from '../support/unhurried.ts'
import type { Figure } from './main.ts'
import { median, quantile } from './median.ts'

const questions = 300
const entryCount = 1_000

export async function askBench(): Promise<Figure[]> {
  const { entries } = await loadDataset('data')
  const many = grown(entries, entryCount)
  const ours = await onPlayground(many, 'ours')
  const plain = await onPlayground(many, 'plain')
  const of = (samples: readonly number[]) =>
    `${median(samples).toFixed(1)} ms (p95 ${quantile(samples, 0.95).toFixed(1)})`
  const ratio = (median(ours.asked) / median(plain.asked)).toFixed(1)
  return [
    {
      what: `/ask acknowledged, ${entryCount} entries, median of ${questions}`,
      measured: of(ours.asked),
      bar: '≤ 50 ms',
    },
    {
      what: 'the same from a bare discord.js bot that replies "ok"',
      measured: `${of(plain.asked)}; ours takes ${ratio} × as long`,
      bar: 'baseline',
    },
    {
      what: `suggestions while typing, median of ${questions}`,
      measured: of(ours.typed),
      bar: '–',
    },
  ]
}

/** `count` entries: the given ones, then copies of them with a number in every wording. */
function grown(entries: readonly Entry[], count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => {
    const entry =
      entries[index % entries.length] ?? entryOf({ id: 'x', question: 'x', answer: 'x' })
    const round = Math.floor(index / entries.length)
    if (round === 0) return entry
    const numbered = (text: string) => `${text} (${round})`
    return {
      ...entry,
      id: `${entry.id.slice(0, 50)}-${round}`,
      question: numbered(entry.question),
      aliases: entry.aliases.map(numbered),
    }
  })
}

async function onPlayground(entries: readonly Entry[], who: 'ours' | 'plain') {
  const playground = await createPlayground({ identifyWindow: 0, page: false })
  const { api, token } = playground
  const log = createLog('silent', [])
  const database = await openDatabase({ folder: inMemory, onError: () => {} })
  const app = createApp({
    api,
    token,
    entries,
    trivia: [],
    database,
    log,
    paces: unhurried,
    onDead: () => {},
  })
  // The plain bot borrows the registered commands and answers in the app's place.
  await app.start()
  if (who === 'ours') {
    const samples = await measure(playground, entries)
    await end(playground, app.stop)
    return samples
  }
  await app.stop()
  const client = await plainBot(playground)
  const samples = await measure(playground, entries)
  await end(playground, () => client.destroy())
  return samples
}

async function end(playground: Playground, stop: () => Promise<unknown>): Promise<void> {
  await stop()
  await playground.close()
}

async function plainBot({ api, token }: Playground): Promise<Client> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } })
  client.on('interactionCreate', async (interaction) => {
    if (interaction.isAutocomplete()) await interaction.respond([])
    else if (interaction.isChatInputCommand()) await interaction.reply('ok')
  })
  const ready = new Promise((resolve) => client.once('clientReady', resolve))
  await client.login(token)
  await ready
  return client
}

async function measure(playground: Playground, entries: readonly Entry[]) {
  const member = playground.person('member')
  const asked: number[] = []
  const typed: number[] = []
  // The first ones compile code and open sockets.
  for (let index = -20; index < questions; index += 1) {
    const { question } = entries[(index + 20) % 100] ?? { question: 'kosovo' }
    const began = performance.now()
    await member.slash('ask', { question: withTypo(question), hide: true })
    const middle = performance.now()
    await member.suggest('ask', { question: question.slice(0, 12) }, 'question')
    if (index >= 0) asked.push(middle - began)
    if (index >= 0) typed.push(performance.now() - middle)
  }
  return { asked, typed }
}

/** Swaps two letters in the middle. */
function withTypo(text: string): string {
  const at = Math.floor(text.length / 2)
  return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2)
}
