import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StartError } from '../../src/errors.ts'
import { type Health, openHealth } from '../../src/operations/health.ts'
import { createMetrics } from '../../src/operations/metrics.ts'

const metrics = createMetrics()
let troubles: string[] = []
let health: Health
const ask = (path: string, method = 'GET') =>
  fetch(`http://127.0.0.1:${health.port}${path}`, { method })

beforeAll(async () => {
  health = await openHealth('127.0.0.1', 0, {
    troubles: async () => troubles,
    metrics: async () => ({
      text: await metrics.text({
        guilds: 3,
        games: 1,
        invalid: 7,
        closedRoutes: 2,
        shards: [
          { id: 0, ready: true, ping: 42 },
          { id: 1, ready: false, ping: -1 },
        ],
      }),
      contentType: metrics.contentType,
    }),
  })
})
afterAll(() => health.close())

describe('the health endpoint', () => {
  test('says that the process lives, whatever its troubles', async () => {
    troubles = ['shard 1 is not connected']
    expect((await ask('/healthz')).status).toBe(200)
  })

  test('is ready without trouble, and otherwise says what is wrong', async () => {
    troubles = []
    expect((await ask('/readyz')).status).toBe(200)
    troubles = ['shard 1 is not connected', 'the database does not answer']
    const answer = await ask('/readyz')
    expect(answer.status).toBe(503)
    expect(await answer.text()).toBe('shard 1 is not connected\nthe database does not answer\n')
  })

  test('gives the numbers as Prometheus reads them', async () => {
    metrics.answered({ command: 'ask', outcome: 'answered', ms: 80 })
    metrics.requested(204)
    metrics.rateLimited('user')
    const answer = await ask('/metrics')
    expect(answer.headers.get('content-type')).toContain('version=0.0.4')
    const text = await answer.text()
    for (const line of [
      'pinquiry_answer_seconds_bucket{le="0.1",command="ask",outcome="answered"} 1',
      'pinquiry_rest_requests_total{status="2xx"} 1',
      'pinquiry_rate_limited_total{scope="user"} 1',
      'pinquiry_guilds 3',
      'pinquiry_games 1',
      'pinquiry_invalid_requests 7',
      'pinquiry_routes_closed 2',
      'pinquiry_shard_ready{shard="1"} 0',
      'pinquiry_shard_ping_seconds{shard="0"} 0.042',
    ])
      expect(text).toContain(line)
  })

  test('knows no other address and only reads', async () => {
    expect((await ask('/')).status).toBe(404)
    expect((await ask('/healthz', 'POST')).status).toBe(405)
  })

  test('says in words that its port is taken', async () => {
    const nothing = {
      troubles: async () => [],
      metrics: async () => ({ text: '', contentType: '' }),
    }
    const second = openHealth('127.0.0.1', health.port, nothing)
    await expect(second).rejects.toThrow(StartError)
    await expect(second).rejects.toThrow(/OPERATIONS_PORT/)
  })
})

test('quantiles look back on the latest thousand answers only', () => {
  const fresh = createMetrics()
  expect(fresh.quantile(0.95)).toBeUndefined()
  for (let ms = 0; ms < 1_000; ms += 1)
    fresh.answered({ command: 'ask', outcome: 'answered', ms: 5_000 })
  for (let ms = 1; ms <= 1_000; ms += 1) fresh.answered({ command: 'ask', outcome: 'answered', ms })
  expect(fresh.quantile(0.5)).toBe(501)
  expect(fresh.quantile(0.95)).toBe(951)
})
