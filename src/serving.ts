/** From the start to the stop: who serves the shards, in which order the parts begin, and how they end. */

import type { Client } from 'discord.js'
import { systemClock } from './clock.ts'
import type { Connection } from './connecting.ts'
import { endClient } from './discord/hearing.ts'
import type { Log } from './log.ts'
import type { Receiving } from './receiving.ts'
import type { Sharding } from './sharding.ts'
import { away, patiently } from './store/patience.ts'
import type { Host } from './trivia/host.ts'

/** Something that is done while this process serves. */
export interface Service {
  start(): void
  stop(): void
}

export interface ServingNeeds {
  readonly client: Client
  readonly log: Log
  readonly sharding: Sharding
  readonly receiving: Receiving
  readonly host: Pick<Host, 'resume' | 'stop'>
  readonly answering: { start(): void; stop(): Promise<unknown> }
  readonly services: readonly Service[]
  /** Lets go of what listens to the connection. */
  readonly deafen: () => void
  readonly onDead: (reason: string) => void
  readonly onReplaced?: (() => void) | undefined
}

export interface Serving {
  /** Connects and serves; waits for the process that serves these shards, where one does. */
  start(connection: Connection): Promise<void>
  /** Lets interactions under way finish, then disconnects. May be called at any time, more than once. */
  stop(): Promise<void>
  isStopped(): boolean
  /** Whether another process serves the shards still. */
  isStandby(): boolean
}

/** How long a stop waits for answers under way, in milliseconds: Discord takes none after 3 s. */
const drain = 3_000

export function createServing(needs: ServingNeeds): Serving {
  const { log, sharding, receiving, host, answering, services } = needs
  let stopping: Promise<void> | undefined
  let isStandby = false
  let isServing = false

  const end = async () => {
    const answered = receiving.close()
    for (const service of services) service.stop()
    const late = new Promise((resolve) => setTimeout(resolve, drain).unref())
    await Promise.race([host.stop(), late])
    // An heir goes on from here; answers under way are still ours to give.
    await sharding.release(answered).catch((error) => log.error({ err: error }, 'shards'))
    await Promise.race([receiving.settled(), late])
    await Promise.race([Promise.all([host.stop(), answering.stop()]), late])
    needs.deafen()
    await endClient(needs.client)
    log.info({ unanswered: receiving.unanswered() }, 'stopped')
  }
  const stop = () => {
    stopping ??= end()
    return stopping
  }

  /** A start goes on although the database is away for a moment. */
  const whileAway = <Result>(work: () => Promise<Result>) =>
    patiently(work, {
      ...{ clock: systemClock, isOver: () => stopping !== undefined },
      onAway: (error) => log.warn({ err: error }, away),
    })

  /** The shards are this process's from now on, however long it takes to connect. */
  const keep = () =>
    sharding.keep({
      onWanted() {
        log.info('another process takes over')
        void stop().then(() => needs.onReplaced?.())
      },
      onLost: () => needs.onDead('Another process serves these shards now.'),
      onKept: () => isServing && receiving.open([]),
    })

  const serve = async (answered: readonly string[]) => {
    await whileAway(host.resume)
    if (stopping !== undefined) return
    isServing = true
    receiving.open(answered)
    answering.start()
    for (const service of services) service.start()
  }

  return {
    async start(connection) {
      if (await whileAway(sharding.take)) {
        keep()
        await connection.register()
        await connection.open()
        return serve([])
      }
      await connection.open()
      isStandby = true
      const answered = await sharding.inherit()
      if (answered === undefined) return
      isStandby = false
      keep()
      await serve(answered)
      await connection.register()
    },
    stop,
    isStopped: () => stopping !== undefined,
    isStandby: () => isStandby,
  }
}
