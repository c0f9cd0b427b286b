/**
 * How often sessions may be begun: Discord takes 1,000 identifies of a bot in a day, and resets its token after that
 * (docs: events/gateway, "Session Start Limit"). A bot that crashes again and again must not get there.
 */

export interface Identify {
  readonly shard: number
  /** Milliseconds since 1970. */
  readonly at: number
}

/** What Discord says of the day: how many it takes, how many it would still take, and when it counts anew. */
export interface StartLimit {
  readonly total: number
  readonly remaining: number
  readonly resetAfter: number
}

/** Where identifies are kept, over restarts and processes. */
export interface IdentifyStore {
  note(identify: Identify): Promise<void>
  /** All since that time, oldest first. */
  since(at: number): Promise<readonly Identify[]>
  /** Forgets those before that time. */
  forget(before: number): Promise<void>
}

export type MayIdentify =
  /** After `wait` milliseconds, because of so many quick starts of this shard before; 0 where there is nothing against it. */
  | { readonly kind: 'yes'; readonly wait: number; readonly quick: number; readonly used: number }
  | { readonly kind: 'no'; readonly until: number; readonly used: number }

const day = 86_400_000

/** Parts of the day's identifies: from then on it is told, and from then on none is begun. */
export const alarming = 0.5
export const most = 0.8

/** Starts of a shard with less between them follow quickly on each other, in milliseconds. */
const quickly = 10 * 60_000

/** So many in a row are nothing special: a start, and one more after a change of settings. */
const usual = 2

/** The pause before the next one doubles from the first to the longest, in milliseconds. */
const pauses = { first: 1_000, longest: 3 * 60_000 }

/** Whether the shard may identify at `now`, after all identifies of the last day, oldest first. */
export function mayIdentify(
  past: readonly Identify[],
  shard: number,
  now: number,
  limit: StartLimit,
): MayIdentify {
  const today = past.filter(({ at }) => at > now - day)
  const taken = Math.floor(limit.total * most)
  // Discord has counted those that were begun without this database too.
  const used = Math.max(today.length, limit.total - limit.remaining)
  const over = today.at(today.length - taken)
  if (today.length >= taken && over !== undefined) return { kind: 'no', until: over.at + day, used }
  if (used >= taken) return { kind: 'no', until: now + limit.resetAfter, used }
  const own = today.filter((one) => one.shard === shard)
  const quick = quickOnes(own, now)
  const last = own.at(-1)?.at ?? 0
  const wait = quick < usual ? 0 : Math.max(0, last + pauseAfter(quick, last) - now)
  return { kind: 'yes', wait, quick, used }
}

/** How many of them, counted back from `now`, follow quickly on each other. */
function quickOnes(own: readonly Identify[], now: number): number {
  let next = now
  let count = 0
  for (const { at } of own.toReversed()) {
    if (next - at > quickly + pauses.longest) break
    next = at
    count += 1
  }
  return count
}

/**
 * The pause after that many quick starts, the last one at `last`: from half to all of it. What looks like chance comes out of
 * the time, so that a process that asks again, or the next one, finds the same.
 */
function pauseAfter(quick: number, last: number): number {
  const whole = Math.min(pauses.longest, pauses.first * 2 ** (quick - usual))
  return whole * (0.5 + (last % 1_000) / 2_000)
}

export interface IdentifyBudget {
  mayIdentify(shard: number, now: number, limit: StartLimit): Promise<MayIdentify>
  /** How long a session must wait to begin `apart` after the last one of its key, whoever began that, in milliseconds. */
  gapBefore(shard: number, keys: number, apart: number, now: number): Promise<number>
  /** To be called before an identify is sent: one that is not counted is worse than one that was not sent. */
  noteIdentify(shard: number, at: number): Promise<void>
  /** Those of the last day. */
  used(now: number): Promise<number>
}

export function createIdentifyBudget(store: IdentifyStore): IdentifyBudget {
  return {
    async mayIdentify(shard, now, limit) {
      return mayIdentify(await store.since(now - day), shard, now, limit)
    },
    async gapBefore(shard, keys, apart, now) {
      const recent = await store.since(now - apart)
      const last = recent.findLast((one) => one.shard % keys === shard % keys)
      return last === undefined ? 0 : Math.max(0, last.at + apart - now)
    },
    async noteIdentify(shard, at) {
      await store.forget(at - day)
      await store.note({ shard, at })
    },
    used: async (now) => (await store.since(now - day)).length,
  }
}
