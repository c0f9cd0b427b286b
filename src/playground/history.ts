/** All that happened, in order: what people did, what the bot asked for and was told. */

import { readFile, writeFile } from 'node:fs/promises'
import type { Clock } from './clock.ts'
import type { WireEntry } from './page/protocol.ts'

/** What a person did, in words that hold on another playground too: names, and places instead of ids. */
export interface Act {
  readonly who: string
  readonly channel: string
  readonly does: 'slash' | 'suggest' | 'menu' | 'press' | 'select' | 'submit' | 'say'
  /** The command's name, with its sub-commands; of a menu the command's. */
  readonly command?: string
  readonly options?: unknown
  /** The interaction it opened. */
  readonly interaction?: string
  /** Counted among the messages that this person saw in the channel, oldest first. */
  readonly message?: number
  /** Which of the message's components, containers before what they hold. */
  readonly component?: number
  readonly values?: readonly string[]
  readonly fields?: unknown
  readonly content?: string
}

/** One record: a person's act, or a line of the wire. */
export type HistoryRecord =
  | { readonly id: number; readonly at: number; readonly kind: 'act'; readonly act: Act }
  | (WireEntry & { readonly kind: 'request' | 'event' | 'frame' })

export interface History {
  /** The latest records, oldest first. */
  readonly records: readonly HistoryRecord[]
  act: (act: Act) => void
  wire: (entry: Omit<WireEntry, 'id' | 'at'>) => void
  /** Hears of every line of the wire. */
  onWire: (listener: (entry: WireEntry) => void) => () => void
  /** Writes the records to a file, one in JSON a line. */
  save: (file: string) => Promise<void>
}

/** Keeps the latest `most` records; times come from `clock`. */
export function createHistory(clock: Clock, most: number): History {
  const records: HistoryRecord[] = []
  const listeners = new Set<(entry: WireEntry) => void>()
  let id = 0
  const keep = (record: HistoryRecord) => {
    records.push(record)
    // In large steps, since taking one off the front costs as much as taking many.
    if (records.length > most * 1.25) records.splice(0, records.length - most)
  }
  return {
    records,
    act(act) {
      id += 1
      keep({ id, at: clock.now(), kind: 'act', act })
    },
    wire(line) {
      id += 1
      // Assigned and not spread: an event's content is only read from its frame when somebody looks.
      const entry: WireEntry = Object.assign(line, { id, at: clock.now() })
      keep(entry)
      for (const listener of listeners) listener(entry)
    },
    onWire(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    save: (file) =>
      writeFile(file, records.map((record) => `${JSON.stringify(record)}\n`).join('')),
  }
}

/** The records of a saved file, in order. */
export async function readHistory(file: string): Promise<HistoryRecord[]> {
  const text = await readFile(file, 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as HistoryRecord)
}
