/** What the playground itself costs: interactions a second, its own CPU for each, and its memory over very many. */

import { virtualClock } from '../../src/playground/clock.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'
import type { Figure } from './main.ts'
import { quantile } from './median.ts'

const crowd = 5_000
const many = 100_000

export async function playgroundBench(): Promise<Figure[]> {
  // Tokens live for 15 minutes: a hand-wound clock lets them die between the tenths of the long run.
  const clock = virtualClock()
  const playground = await createPlayground({ page: false, clock, history: 1_000 })
  const bot = await answering(playground)
  const ids = Array.from({ length: 50 }, (_, at) => playground.addPerson(`Player ${at}`))
  const press = (at: number) => ids[at % ids.length]?.slash('go')
  const cpu = process.cpuUsage()
  const began = performance.now()
  const took = await inBatches(crowd, press)
  const seconds = (performance.now() - began) / 1_000
  const used = process.cpuUsage(cpu)
  const memory: number[] = []
  for (let done = 0; done < many; done += many / 10) {
    await inBatches(many / 10, press)
    await clock.advance(17 * 60_000)
    globalThis.gc?.()
    memory.push(process.memoryUsage().heapUsed)
  }
  bot.close()
  await playground.close()
  const growth = ((memory.at(-1) as number) - (memory[1] as number)) / 1e6
  return [
    {
      what: `${crowd} interactions through the playground, answered by a bare socket bot in the same process`,
      measured: `${seconds.toFixed(1)} s; answered within ${quantile(took, 0.5).toFixed(0)} ms (p50), ${quantile(took, 0.99).toFixed(0)} ms (p99)`,
      bar: '≤ 10 s',
    },
    {
      what: 'CPU for each, playground and bare bot together',
      measured: `${((used.user + used.system) / 1_000 / crowd).toFixed(2)} ms`,
      bar: '–',
    },
    {
      what: `heap of the playground over ${many} interactions, from the second tenth to the last`,
      measured: `${growth.toFixed(1)} MB`,
      bar: 'flat',
    },
  ]
}

/** Does `act` for each number up to `count`, 100 at a time; resolves with how long each took, in milliseconds. */
async function inBatches(
  count: number,
  act: (at: number) => Promise<unknown> | undefined,
): Promise<number[]> {
  const took: number[] = []
  for (let from = 0; from < count; from += 100)
    await Promise.all(
      Array.from({ length: 100 }, async (_, at) => {
        const began = performance.now()
        await act(from + at)
        took.push(performance.now() - began)
      }),
    )
  return took
}

/** A bot without a library: a gateway socket and plain requests, so that hardly anything but the playground is measured. */
async function answering({
  api,
  token,
  applicationId,
}: Playground): Promise<{ close: () => void }> {
  const headers = { authorization: `Bot ${token}`, 'content-type': 'application/json' }
  await fetch(`${api}/v10/applications/${applicationId}/commands`, {
    method: 'PUT',
    headers,
    body: JSON.stringify([{ name: 'go', description: 'Goes', type: 1 }]),
  })
  const socket = new WebSocket(api.replace('http', 'ws').replace('/api', '/gateway'))
  const ready = Promise.withResolvers<void>()
  socket.onmessage = ({ data }) => {
    const { op, t, d } = JSON.parse(String(data))
    if (op === 10) socket.send(JSON.stringify({ op: 2, d: { token, intents: 1 } }))
    if (t === 'GUILD_CREATE') ready.resolve()
    if (t !== 'INTERACTION_CREATE') return
    const body = JSON.stringify({ type: 4, data: { content: 'ok', flags: 64 } })
    fetch(`${api}/v10/interactions/${d.id}/${d.token}/callback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    }).then((answer) => answer.body?.cancel())
  }
  await ready.promise
  return { close: () => socket.close() }
}
