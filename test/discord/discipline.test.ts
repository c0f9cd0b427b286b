/** What is sent, how often and when, on a clock wound by hand. */

import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  type Call,
  createDiscipline,
  type Discipline,
  unheard,
} from '../../src/discord/discipline.ts'
import { placeOf } from '../../src/discord/purpose.ts'
import { type VirtualClock, virtualClock } from '../../src/playground/clock.ts'

let clock: VirtualClock
let discipline: Discipline
let logged: string[]
/** When something was sent, in milliseconds from the start. */
let sent: number[]
let began: number

beforeEach(() => {
  clock = virtualClock()
  logged = []
  sent = []
  began = clock.now()
  const log = (_fields: object, message: string) => void logged.push(message)
  discipline = createDiscipline({
    ...clock,
    random: () => 0,
    log: { warn: log, error: log } as never,
  })
})

const channel = (id = '900000000000000001') => `/channels/${id}/messages`
const nonced = { content: 'a', nonce: 'x', enforce_nonce: true }
const post: Call = { method: 'POST', route: channel(), body: nonced, purpose: 'background' }
const edit: Call = { ...post, method: 'PATCH', route: `${channel()}/900000000000000002` }

const outage = () => new HTTPError(502, 'Bad Gateway', 'POST', '', {})
const refusal = (code: number, status = 403) =>
  new DiscordAPIError({ code, message: 'no' }, code, status, 'POST', '', {})
const limited = (ms: number) =>
  new RateLimitError({
    ...{ timeToReset: ms, retryAfter: ms, limit: 5, sublimitTimeout: 0, global: false },
    ...{ method: 'POST', url: '', route: '', majorParameter: '', hash: '', scope: 'user' },
  })

/** Sends a call whose tries end like `ends`, and with success after them; the outcome stays until it is asked for. */
function carry(call: Call, ...ends: unknown[]): Promise<unknown> {
  const done = discipline.carry(call, async () => {
    sent.push(clock.now() - began)
    if (ends.length > 0) throw ends.shift()
    return 'done'
  })
  done.catch(() => {})
  return done
}
/** Lets what was begun get under way, then time pass. */
const pass = async (ms: number) => {
  await turn()
  await clock.advance(ms)
}
const turn = () => new Promise((resolve) => setImmediate(resolve))
const always = (error: () => unknown, times = 100) => Array.from({ length: times }, error)

describe('a call that fails', () => {
  test('is repeated with growing pauses until it works', async () => {
    const done = carry(post, outage(), outage(), outage())
    await pass(2_000)
    expect(await done).toBe('done')
    expect(sent).toEqual([0, 125, 375, 875])
  })

  test('is not repeated where it could happen twice', async () => {
    await expect(carry({ ...post, body: { content: 'a' } }, outage())).rejects.toThrow(HTTPError)
    expect(sent).toHaveLength(1)
  })

  test('is given up within the time of its purpose', async () => {
    const within = { interactive: 2_900, watched: 15_000, background: 60_000 } as const
    for (const [purpose, ms] of Object.entries(within)) {
      began = clock.now()
      sent = []
      let ended = 0
      const route = `/guilds/900000000000000003/${purpose}`
      const done = carry(
        { method: 'GET', route, purpose: purpose as Call['purpose'] },
        ...always(outage),
      )
      done.catch(() => {
        ended = clock.now() - began
      })
      await pass(70_000)
      expect(ended, purpose).toBeGreaterThan(0)
      expect(ended, purpose).toBeLessThanOrEqual(ms)
      expect(sent.length, purpose).toBeGreaterThan(2)
      expect(sent.length, purpose).toBeLessThanOrEqual(20)
    }
  })

  test('of a game is left to the game', async () => {
    await expect(carry({ ...post, purpose: 'game' }, outage())).rejects.toThrow(HTTPError)
    expect(sent).toHaveLength(1)
  })

  test('is given up at once when its caller gives up', async () => {
    const caller = new AbortController()
    const done = discipline.carry({ ...edit, signal: caller.signal }, (signal) => {
      sent.push(0)
      return new Promise((_, reject) =>
        signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
      )
    })
    await turn()
    caller.abort()
    await expect(done).rejects.toThrow()
    expect(sent).toHaveLength(1)
  })
})

describe('the first answer to somebody', () => {
  const callback = '/interactions/900000000000000001/t/callback'
  const answer: Call = { method: 'POST', route: callback, purpose: 'interactive' }
  const taken = () => refusal(40060, 400)

  test('is sent once more where nothing was heard of it, and stands where Discord has it already', async () => {
    const done = carry(answer, outage(), taken())
    await pass(1_000)
    expect(await done).toBe(unheard)
    expect(sent).toEqual([0, 125])
  })

  test('is sent once more only: a line that fails twice is left alone', async () => {
    const done = carry(answer, outage(), outage())
    await pass(1_000)
    await expect(done).rejects.toThrow(HTTPError)
    expect(sent).toHaveLength(2)
  })

  test('is somebody else’s where it is refused as the second one at once', async () => {
    await expect(carry(answer, taken())).rejects.toThrow(DiscordAPIError)
    // A limit says that it did not happen.
    const done = carry(answer, limited(100), taken())
    await pass(1_000)
    await expect(done).rejects.toThrow(DiscordAPIError)
  })
})

describe('an edit', () => {
  test('that a newer one has overtaken is not repeated over it', async () => {
    const older = carry(edit, outage())
    expect(await carry(edit)).toBe('done')
    await expect(older).rejects.toThrow(HTTPError)
    await pass(10_000)
    expect(sent).toHaveLength(2)
  })
})

describe('a limit', () => {
  test('that is longer than anybody waits is not waited out, and not met again', async () => {
    const press: Call = {
      method: 'PATCH',
      route: '/webhooks/1/a/messages/2',
      purpose: 'interactive',
    }
    await expect(carry(press, limited(30_000))).rejects.toThrow(RateLimitError)
    await expect(carry(press)).rejects.toThrow(RateLimitError)
    expect(sent).toHaveLength(1)
    await pass(30_000)
    expect(await carry(press)).toBe('done')
  })

  test('is waited out by what nobody waits for, also by those that come later', async () => {
    const first = carry(post, limited(20_000))
    const second = carry(post)
    await pass(20_300)
    expect([await first, await second]).toEqual(['done', 'done'])
    expect(sent.filter((at) => at > 0 && at < 20_000)).toEqual([])
  })

  test('of one channel or webhook is none of another', async () => {
    void carry(post, limited(20_000))
    expect(await carry({ ...post, route: channel('900000000000000009') })).toBe('done')
    const through = (token: string): Call => ({
      ...{ method: 'POST', route: `/webhooks/900000000000000004/${token}`, purpose: 'game' },
    })
    await expect(carry(through('a'), limited(20_000))).rejects.toThrow()
    expect(await carry(through('b'))).toBe('done')
  })
})

describe('an outage', () => {
  test('is not hammered, and its end is found out by one call', async () => {
    const single = { ...post, purpose: 'game' } as const
    const from = clock.now()
    for (let at = 0; at < 600; at += 1) {
      carry({ ...single, route: channel(String(900000000000000000n + BigInt(at % 50))) }, outage())
      await pass(100)
    }
    // A minute with ten calls a second: eight that open the breaker, then 1, 2, 4, 8 and each 10 s.
    expect(sent.length).toBeLessThanOrEqual(17)
    expect(sent.length).toBeGreaterThan(10)
    expect(discipline.closed()).toEqual(['POST /channels/:id/messages'])
    await pass(10_000)
    expect(await carry(single)).toBe('done')
    expect(discipline.closed()).toEqual([])
    expect(clock.now() - from).toBeGreaterThan(60_000)
    expect(logged).toEqual(['route left alone: it fails', 'route works again'])
  })

  test('keeps answers to people back for a second at most', async () => {
    const answer = (at: number): Call => ({
      ...{ method: 'POST', route: `/interactions/${900000000000000000n + BigInt(at)}/t/callback` },
      purpose: 'interactive',
    })
    for (let at = 0; at < 100; at += 1) carry(answer(at), outage())
    await pass(20_000)
    for (let at = 0; at < 100; at += 1) {
      carry(answer(at), outage())
      await pass(100)
    }
    const last = sent.at(-1) ?? 0
    expect(clock.now() - began - last).toBeLessThanOrEqual(1_100)
  })

  test('of one route is none of the others', async () => {
    for (const _ of Array(20)) await carry({ ...post, purpose: 'game' }, outage()).catch(() => {})
    expect(await carry(edit)).toBe('done')
  })

  test('is not what a refusal is', async () => {
    for (const code of [10008, 50035, 10008, 50035, 10008, 50035, 10008, 50035, 10008])
      await expect(carry({ ...edit, purpose: 'game' }, refusal(code, 404))).rejects.toThrow()
    expect(discipline.closed()).toEqual([])
    expect(sent).toHaveLength(9)
  })
})

describe('a right that is missing', () => {
  test('is asked for once in ten minutes, for each channel and kind of call', async () => {
    for (let minute = 0; minute < 10; minute += 1) {
      await expect(carry(post, refusal(50013))).rejects.toThrow(DiscordAPIError)
      await pass(59_000)
    }
    expect(sent).toHaveLength(1)
    expect(await carry({ ...post, route: channel('900000000000000009') })).toBe('done')
    expect(await carry(edit)).toBe('done')
    await pass(10_000)
    expect(await carry(post)).toBe('done')
  })

  test('is asked for again as soon as rights have changed', async () => {
    await expect(carry(post, refusal(50001))).rejects.toThrow(DiscordAPIError)
    discipline.rightsChanged()
    expect(await carry(post)).toBe('done')
  })

  test('does not stop what people ask for', async () => {
    const mine: Call = { ...post, purpose: 'interactive' }
    await expect(carry(mine, refusal(50013))).rejects.toThrow(DiscordAPIError)
    expect(await carry(mine)).toBe('done')
  })
})

describe('too many refused requests', () => {
  test('stop what nobody waits for, long before a ban, say so once, and let it go on after that', async () => {
    for (let at = 0; at < 1_000; at += 1) discipline.answered(403, null)
    for (let at = 0; at < 5; at += 1) await expect(carry(post)).rejects.toThrow('refused too many')
    expect(await carry({ ...post, purpose: 'watched' })).toBe('done')
    expect(logged).toEqual(['too many invalid requests: only what people wait for is sent'])
    expect(discipline.invalid()).toBe(1_000)
    await pass(11 * 60_000)
    expect(await carry(post)).toBe('done')
  })
})

test('a call has a kind and a place, and no token is in its kind', () => {
  expect(placeOf({ method: 'PATCH', route: `${channel()}/900000000000000002` })).toEqual({
    template: 'PATCH /channels/:id/messages/:id',
    place: '/channels/900000000000000001',
    isForPeople: false,
    isCallback: false,
  })
  const secret = placeOf({
    method: 'POST',
    route: '/interactions/900000000000000001/aW50ZX/callback',
  })
  expect(secret.template).toBe('POST /interactions/:id/:token/callback')
  expect(secret.isForPeople).toBe(true)
})
