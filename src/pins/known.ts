/** What is pinned, from memory: every question of `/ask` needs it. */

import { sameKey } from '../knowledge/sameness.ts'
import type { Pin, PinStore } from './pin.ts'

/** What is pinned in a channel, as `/ask` there needs it. */
export interface PinnedHere {
  readonly entries: ReadonlySet<string>
  /** Id of the entry by the key of a wording that it was pinned for. */
  readonly wordings: ReadonlyMap<string, string>
}

export const nothingHere: PinnedHere = { entries: new Set(), wordings: new Map() }

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
    const one = { at: now(), pins, byChannel: pins.then(hereOf) }
    // Whoever waits for it hears of the error; nobody keeps it.
    one.byChannel.catch(() => kept.delete(guild))
    kept.delete(guild)
    kept.set(guild, one)
    if (kept.size > mostKept) kept.delete(kept.keys().next().value as string)
    return one
  }
  return {
    of: (guild: string) => read(guild).byChannel,
    all: (guild: string) => read(guild).pins,
    forget: (guild: string) => void kept.delete(guild),
  }
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
