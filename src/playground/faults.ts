/** Things that go wrong on purpose: which fault befalls a request or an event, by seed and by count. */

import type { Fault } from './page/protocol.ts'

export type { Fault }

export interface Faults {
  /** Adds a fault; call what comes back to take it away again. */
  arm: (fault: Fault) => () => void
  /** Takes all away. */
  calm: () => void
  /** Those in force, in the order they came. */
  list: () => Fault[]
  /** The fault that befalls this request ("POST /channels/1/messages") or event ("MESSAGE_CREATE"), if one does. */
  strike: (on: Fault['on'], what: string) => Fault | undefined
  /** Hears of every change of the list. */
  onChange: (listener: () => void) => () => void
}

interface Armed {
  readonly fault: Fault
  readonly pattern: RegExp
  left: number
}

/** Faults whose chances come from `seed`: the same seed and the same calls strike alike. */
export function createFaults(seed = 1): Faults {
  const armed = new Set<Armed>()
  const listeners = new Set<() => void>()
  const random = mulberry32(seed)
  const changed = () => {
    for (const listener of listeners) listener()
  }
  return {
    arm(fault) {
      const one = {
        fault,
        pattern: patternOf(fault.match),
        left: fault.times ?? Number.POSITIVE_INFINITY,
      }
      armed.add(one)
      changed()
      return () => {
        armed.delete(one)
        changed()
      }
    },
    calm() {
      armed.clear()
      changed()
    },
    list: () => [...armed].map(({ fault }) => fault),
    strike(on, what) {
      for (const one of armed) {
        if (one.fault.on !== on || !one.pattern.test(what)) continue
        if (random() >= (one.fault.chance ?? 1)) continue
        one.left -= 1
        if (one.left <= 0) {
          armed.delete(one)
          changed()
        }
        return one.fault
      }
      return undefined
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** `*` stands for anything. */
function patternOf(match: string): RegExp {
  const parts = match.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`)
}

/** Mulberry32, a small generator of even numbers from 0 to 1 (Tommy Ettinger, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
