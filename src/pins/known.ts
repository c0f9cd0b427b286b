/** What is pinned, from memory: every question of `/ask` needs it. */

import { inTime } from '../in-time.ts'
import { sameKey } from '../knowledge/sameness.ts'
import type { Pin, PinStore } from './pin.ts'

/** What is pinned in a channel, as `/ask` there needs it. */
export interface PinnedHere {
  readonly entries: ReadonlySet<string>
  /** Id of the entry by the key of a wording that it was pinned for. */
  readonly wordings: ReadonlyMap<string, string>
}

export const nothingHere: PinnedHere = { entries: new Set(), wordings: new Map() }

/** How long a question waits for pins that are known from before, in milliseconds. */
const patience = 300

/** Most guilds whose pins are kept in memory. */
const mostKept = 2_000

interface Needs {
  readonly store: PinStore
  readonly now: () => number
  /** How long what was read counts, in milliseconds. */
  readonly fresh: number
}

/** The pins of guilds, read once and after every change. */
export function rememberPins({ store, now, fresh }: Needs) {
  interface Known {
    readonly at: number
    readonly pins: Promise<readonly Pin[]>
    readonly byChannel: Promise<ReadonlyMap<string, PinnedHere>>
  }
  const kept = new Map<string, Known>()
  const read = (guild: string): Known => {
    const known = kept.get(guild)
    if (known !== undefined && now() - known.at <= fresh) return known
    const pins = store.pins(guild)
    const read = pins.then(hereOf)
    const byChannel = known === undefined ? read : orKnown(read, known.byChannel)
    const one = { at: now(), pins, byChannel }
    kept.delete(guild)
    kept.set(guild, one)
    read.catch(() => {
      // Whoever waits for it hears of the error; nobody keeps it.
      if (kept.get(guild) !== one) return
      if (known === undefined) kept.delete(guild)
      else kept.set(guild, { ...known, at: now() })
    })
    if (kept.size > mostKept) kept.delete(kept.keys().next().value as string)
    return one
  }
  return {
    of: (guild: string) => read(guild).byChannel,
    all: (guild: string) => read(guild).pins,
    forget: (guild: string) => void kept.delete(guild),
  }
}

/** What was read or, where that fails or takes long, what is known from before. */
async function orKnown<Result>(read: Promise<Result>, known: Promise<Result>): Promise<Result> {
  return (
    (await inTime(
      read.catch(() => undefined),
      patience,
    )) ?? known
  )
}

/** What is pinned in each channel; of two entries pinned for one wording, the later counts. */
function hereOf(pins: readonly Pin[]): Map<string, PinnedHere> {
  const channels = new Map<string, { entries: Set<string>; wordings: Map<string, string> }>()
  for (const { channel, entry, wording } of pins) {
    if (entry === '') continue
    const here = channels.get(channel) ?? { entries: new Set(), wordings: new Map() }
    here.entries.add(entry)
    if (wording !== '') here.wordings.set(sameKey(wording), entry)
    channels.set(channel, here)
  }
  return channels
}
