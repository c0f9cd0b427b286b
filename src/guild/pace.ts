/** How fast people may ask: a bucket for each person, and one for each guild that keeps one from starving the others. */

/** So many at once, then one every `every` milliseconds. */
export interface Pace {
  readonly burst: number
  readonly every: number
}

/** What a server can choose from; `off` leaves only the guild's own limit. */
export type Cooldown = 'usual' | 'slow' | 'off'

export interface Paces {
  readonly person: Readonly<Record<Exclude<Cooldown, 'off'>, Pace>>
  readonly guild: Pace
  /** Of one person's suggestions while typing. */
  readonly suggestions: Pace
}

export const paces: Paces = {
  person: { usual: { burst: 5, every: 3_000 }, slow: { burst: 2, every: 15_000 } },
  guild: { burst: 20, every: 50 },
  suggestions: { burst: 20, every: 100 },
}

/** Most buckets of a kind; those that were not used for longest are forgotten, which lets their owners ask anew. */
const mostBuckets = 20_000

export interface Buckets {
  /** Takes one from the bucket of `key` at a time in milliseconds: 0 where there was one, else how long until there is. */
  take(key: string, at: number, pace: Pace): number
}

/** Buckets by the generic cell rate algorithm (ITU-T I.371): of each, only the time at which it is full again. */
export function createBuckets(most = mostBuckets): Buckets {
  const full = new Map<string, number>()
  return {
    take(key, at, { burst, every }) {
      const until = Math.max(full.get(key) ?? at, at)
      const wait = until - at - (burst - 1) * every
      if (wait > 0) return wait
      full.delete(key)
      full.set(key, until + every)
      if (full.size > most) full.delete(full.keys().next().value as string)
      return 0
    },
  }
}

/** Somebody who asks, at Discord's time in milliseconds. */
export interface Asking {
  readonly guild: string
  readonly person: string
  readonly at: number
}

/** Milliseconds to wait, 0 for none, and whether they were told so before. */
export interface Pacing {
  readonly wait: number
  readonly told: boolean
}

export interface Pacer {
  /** Whether a question is taken, or how many milliseconds until one will be. */
  ask(asking: Asking, cooldown: Cooldown): Pacing
  suggests(person: string, at: number): boolean
}

export function createPacer(limits: Paces = paces): Pacer {
  const [people, guilds, typing] = [createBuckets(), createBuckets(), createBuckets()]
  const told = new Map<string, number>()
  const tell = (key: string, at: number, wait: number): Pacing => {
    const known = (told.get(key) ?? 0) > at
    if (!known) {
      told.delete(key)
      told.set(key, at + wait)
      if (told.size > mostBuckets) told.delete(told.keys().next().value as string)
    }
    return { wait, told: known }
  }
  return {
    ask({ guild, person, at }, cooldown) {
      const key = `${guild} ${person}`
      const own = cooldown === 'off' ? 0 : people.take(key, at, limits.person[cooldown])
      const wait = own > 0 ? own : guilds.take(guild, at, limits.guild)
      return wait === 0 ? { wait, told: false } : tell(key, at, wait)
    },
    suggests: (person, at) => typing.take(person, at, limits.suggestions) === 0,
  }
}
