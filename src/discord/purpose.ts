/** What a call to Discord is for, and how long it is worth trying; where it goes. */

/** What a call is for. */
export type Purpose =
  /** Somebody's command, press or form: Discord takes the answer within 3 s. */
  | 'interactive'
  /** A game's message: the host of games repeats it itself, in its share of the limit. */
  | 'game'
  /** Somebody waits for it, but nothing is lost after 3 s. */
  | 'watched'
  /** Nobody waits. */
  | 'background'

interface Terms {
  /** After so long nothing more is tried, in milliseconds. */
  readonly within: number
  readonly repeats: boolean
}

export const terms: Readonly<Record<Purpose, Terms>> = {
  interactive: { within: 2_900, repeats: true },
  game: { within: 15_000, repeats: false },
  watched: { within: 15_000, repeats: true },
  background: { within: 60_000, repeats: true },
}

/** Where a call goes: its kind, and the channel, server or webhook that it is about. */
export interface Place {
  readonly template: string
  readonly place: string
  /** Answers to what people did. */
  readonly isForPeople: boolean
  /** The first answer to something: discord.js sends all of them at once. */
  readonly isCallback: boolean
}

const callback = { template: 'POST /interactions/:id/:token/callback', place: '' }

export function placeOf({ method, route }: { method: string; route: string }): Place {
  // Thousands of people may press at once: the usual case is the cheap one.
  if (route.endsWith('/callback')) return { ...callback, isForPeople: true, isCallback: true }
  const isForPeople = /^\/(?:interactions|webhooks)\//.test(route)
  const path = route
    .replace(/^(\/(?:interactions|webhooks)\/\d+\/)[^/?]+/, '$1:token')
    .replace(/\d{15,}/g, ':id')
  const place = /^\/(?:(?:channels|guilds)\/\d+|webhooks\/\d+\/[^/?]+)/.exec(route)?.[0] ?? ''
  return { template: `${method} ${path}`, place, isForPeople, isCallback: false }
}
