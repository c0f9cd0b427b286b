/** Discord's rate limits on requests: buckets with their headers, the global limit, the ban after too many refusals. */

import type { Clock } from './clock.ts'
import type { Match, Reply } from './route.ts'
import type { Violations } from './violations.ts'

/** Requests a second over all routes but those of interactions (docs: topics/rate-limits). */
const GLOBAL = 50
/** Refused requests in ten minutes after which an address is banned. */
const MOST_INVALID = 10_000
const INVALID_WINDOW = 10 * 60_000

/** A limit of a route: so many requests within so many milliseconds. */
interface Limit {
  readonly name: string
  readonly most: number
  readonly within: number
}

/**
 * Discord publishes no numbers and asks that none be built on: these are of the size its headers show, so that a
 * bot which reads the headers is slowed as it would be there.
 */
function limitOf({ route }: Match): Limit | null {
  const { method, template } = route
  if (template.startsWith('/interactions/')) return null
  if (template.startsWith('/webhooks/')) return { name: 'webhook', most: 5, within: 2_000 }
  if (template === '/channels/{channel_id}/messages' && method === 'POST')
    return { name: 'send', most: 5, within: 5_000 }
  if (template === '/channels/{channel_id}/messages/{message_id}' && method === 'PATCH')
    return { name: 'edit', most: 5, within: 5_000 }
  if (template.includes('/pins') && method !== 'GET') return { name: 'pin', most: 5, within: 4_000 }
  return { name: `${method} ${template}`, most: 20, within: 1_000 }
}

/** Each top-level resource has buckets of its own: a channel, a guild, a webhook with its token. */
function resourceOf({ params }: Match): string {
  return (
    params.channel_id ?? params.webhook_token ?? params.interaction_token ?? params.guild_id ?? ''
  )
}

interface Bucket {
  left: number
  resets: number
}

export interface Limits {
  /** Counts a request: the headers of its answer, and the refusal where a limit is reached. */
  admit: (match: Match) => { headers: Record<string, string>; refused?: Reply }
  /** Notes how a request ended: refusals lead to a ban. */
  note: (status: number, scope?: string) => void
  /** Whether the address is banned at the moment. */
  readonly banned: boolean
}

/** Limits over one application; `violations` hears of requests that should not have been sent. */
export function createLimits(clock: Clock, violations: Violations): Limits {
  const buckets = new Map<string, Bucket>()
  let second = 0
  let inSecond = 0
  let invalid: number[] = []
  let bannedUntil = 0
  const globally = (match: Match): Reply | undefined => {
    if (!match.route.auth) return undefined
    const now = Math.floor(clock.now() / 1_000)
    if (now !== second) [second, inSecond] = [now, 0]
    inSecond += 1
    if (inSecond <= GLOBAL) return undefined
    violations.add('global-rate-limit', `${inSecond} requests in a second`)
    return tooMany((1_000 - (clock.now() % 1_000)) / 1_000, true)
  }
  return {
    get banned() {
      return clock.now() < bannedUntil
    },
    admit(match) {
      const refused = globally(match)
      if (refused) return { headers: headersOf429(refused, 'global'), refused }
      const limit = limitOf(match)
      if (!limit) return { headers: {} }
      const { bucket, wait } = take(buckets, limit, resourceOf(match), clock.now())
      const headers = headersOf(limit, bucket, clock.now())
      if (wait === 0) return { headers }
      violations.add('rate-limit', `${match.route.method} ${match.route.template}`)
      const answer = tooMany(wait / 1_000, false)
      return { headers: { ...headers, ...headersOf429(answer, 'user') }, refused: answer }
    },
    note(status, scope) {
      const counts = status === 401 || status === 403 || (status === 429 && scope !== 'shared')
      if (!counts) return
      const now = clock.now()
      invalid.push(now)
      if (invalid.length <= MOST_INVALID) return
      invalid = invalid.filter((at) => at > now - INVALID_WINDOW)
      if (invalid.length <= MOST_INVALID) return
      bannedUntil = now + INVALID_WINDOW
      violations.add('banned', `${invalid.length} refused requests in ten minutes`)
    },
  }
}

/** Takes one from the bucket; `wait` is how long until there is another, 0 where there was one. */
function take(
  buckets: Map<string, Bucket>,
  { name, most, within }: Limit,
  resource: string,
  now: number,
): { bucket: Bucket; wait: number } {
  const key = `${name}:${resource}`
  let bucket = buckets.get(key)
  if (!bucket || bucket.resets <= now) {
    bucket = { left: most, resets: now + within }
    // Buckets that have filled up again are as good as none.
    if (buckets.size > 5_000)
      for (const [old, { resets }] of buckets) if (resets <= now) buckets.delete(old)
    buckets.set(key, bucket)
  }
  if (bucket.left === 0) return { bucket, wait: bucket.resets - now }
  bucket.left -= 1
  return { bucket, wait: 0 }
}

function headersOf(
  { name, most }: Limit,
  { left, resets }: Bucket,
  now: number,
): Record<string, string> {
  return {
    'x-ratelimit-limit': String(most),
    'x-ratelimit-remaining': String(left),
    'x-ratelimit-reset': (resets / 1_000).toFixed(3),
    'x-ratelimit-reset-after': ((resets - now) / 1_000).toFixed(3),
    'x-ratelimit-bucket': Buffer.from(name).toString('hex').slice(0, 32),
  }
}

/** A 429 with Discord's body; `seconds` until it may be tried again. */
export function tooMany(seconds: number, global: boolean): Reply {
  const body = {
    message: 'You are being rate limited.',
    retry_after: Number(seconds.toFixed(3)),
    global,
  }
  return { status: 429, body }
}

/** The headers that only a 429 has. */
export function headersOf429(
  reply: Reply,
  scope: 'user' | 'global' | 'shared',
): Record<string, string> {
  const { retry_after, global } = reply.body as { retry_after: number; global: boolean }
  return {
    'retry-after': String(Math.ceil(retry_after)),
    'x-ratelimit-scope': scope,
    'x-ratelimit-reset-after': String(retry_after),
    ...(global ? { 'x-ratelimit-global': 'true' } : {}),
  }
}

/** What the proxy in front of Discord says to a banned address: no JSON. */
export const bannedPage = 'error code: 1015'
