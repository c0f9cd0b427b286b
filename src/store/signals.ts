/** Hints between processes over PostgreSQL's LISTEN and NOTIFY: they may be lost, so what is true is always read. */

import pg from 'pg'
import { connectionName } from './postgres.ts'

export interface Signals {
  /** Tells every process that listens, this one too. */
  tell(topic: string): void
  /** Also called when hints may have been lost. */
  hear(topic: string, listener: () => void): void
  close(): Promise<void>
}

const channel = 'pinquiry'

/** After a lost connection, in milliseconds. */
const again = 1_000

/** Connects when somebody listens. `notify` sends one; its failures, like lost connections, go to `onError`. */
export function createSignals(
  url: string,
  notify: (channel: string, topic: string) => Promise<unknown>,
  onError: (error: Error) => void,
): Signals {
  const listeners = new Map<string, Set<() => void>>()
  let client: pg.Client | undefined
  let closed = false
  const call = (topic: string) => {
    for (const listener of listeners.get(topic) ?? []) listener()
  }
  const connect = async () => {
    const mine = new pg.Client({
      connectionString: url,
      fallback_application_name: connectionName,
      connectionTimeoutMillis: 2_000,
    })
    client = mine
    const lost = () => {
      if (closed || client !== mine) return
      client = undefined
      setTimeout(() => void connect(), again).unref()
    }
    mine.on('error', (error) => {
      onError(error)
      lost()
    })
    mine.on('end', lost)
    mine.on('notification', ({ payload = '' }) => call(payload))
    try {
      await mine.connect()
      await mine.query(`listen ${channel}`)
      for (const topic of listeners.keys()) call(topic)
    } catch (error) {
      onError(error as Error)
      lost()
    }
  }
  return {
    tell: (topic) => void notify(channel, topic).catch(onError),
    hear(topic, listener) {
      listeners.set(topic, (listeners.get(topic) ?? new Set()).add(listener))
      if (client === undefined && !closed) void connect()
    },
    async close() {
      closed = true
      await client?.end().catch(() => undefined)
    },
  }
}

/** Where there is one process: nobody else to tell. */
export const noSignals: Signals = { tell() {}, hear() {}, async close() {} }
