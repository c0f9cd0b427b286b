/**
 * How a lost line is taken up again. discord.js tries twice a second for ever, and gives a session up as soon as it cannot
 * reach Discord, though the session waits there for minutes: after a short outage of the network nothing need be lost.
 */

import { type ClientOptions, SimpleShardingStrategy } from 'discord.js'
import { cutLine } from './cut.ts'

type BuildStrategy = NonNullable<NonNullable<ClientOptions['ws']>['buildStrategy']>
type Manager = Parameters<BuildStrategy>[0]

/** The pause before a further try, beside discord.js's own half second; times in milliseconds. */
const pauses = { first: 500, longest: 30_000 } as const

/** After so many failed tries, about a minute, a session is given up: where it was to be taken up there is nobody. */
const mostTries = 8

/**
 * Discord greets at once whoever connects; a line on which it has not after so many ticks of so many milliseconds is
 * dead, for which discord.js waits a minute. Ticks: a process that stood still has not listened.
 */
const greeting = { ticks: 10, tick: 500 } as const

/** Milliseconds before try number `tries` + 1, from half to all; `random` from 0 to 1. The first goes at once. */
export function pauseBefore(tries: number, random: number): number {
  if (tries === 0) return 0
  return Math.min(pauses.longest, pauses.first * 2 ** (tries - 1)) * (0.5 + random / 2)
}

/** Whether a session is kept though discord.js gives it up: nobody has said that it is over, and there is still hope. */
export function isKept(isUp: boolean, tries: number): boolean {
  return !isUp && tries > 0 && tries < mostTries
}

interface Line {
  /** Whether Discord has greeted us on it. */
  isUp: boolean
  /** Tries since there last was a session on it. */
  tries: number
}

class PatientStrategy extends SimpleShardingStrategy {
  readonly #lines = new Map<number, Line>()
  #isEnded = false

  constructor(manager: Manager, random: () => number) {
    super(manager)
    const { retrieveSessionInfo, updateSessionInfo } = manager.options
    manager.options.retrieveSessionInfo = async (shard) => {
      // It is asked for before each try to connect, and again with every event.
      if (!this.#lineOf(shard).isUp) await this.#turn(shard, random())
      return retrieveSessionInfo(shard)
    }
    manager.options.updateSessionInfo = (shard, session) => {
      const { isUp, tries } = this.#lineOf(shard)
      if (session === null && isKept(isUp, tries)) return
      return updateSessionInfo(shard, session)
    }
    const on = (events: readonly string[], change: (line: Line) => void) => {
      for (const event of events)
        manager.on(event as 'hello', ({ shardId }) => change(this.#lineOf(shardId)))
    }
    on(['hello'], (line) => {
      line.isUp = true
    })
    on(['closed'], (line) => {
      line.isUp = false
    })
    on(['ready', 'resumed'], (line) => {
      line.tries = 0
    })
  }

  #lineOf(shard: number): Line {
    const line = this.#lines.get(shard) ?? { isUp: false, tries: 0 }
    this.#lines.set(shard, line)
    return line
  }

  /** Resolves when the shard may try to connect: never again once all is over. */
  async #turn(shard: number, random: number): Promise<void> {
    const line = this.#lineOf(shard)
    const pause = pauseBefore(line.tries, random)
    line.tries += 1
    if (pause > 0) await new Promise<void>((resolve) => setTimeout(resolve, pause).unref())
    if (this.#isEnded) await new Promise(() => {})
    this.#cutUnlessGreeted(shard, line)
  }

  #cutUnlessGreeted(shard: number, line: Line): void {
    const { tries } = line
    let left: number = greeting.ticks
    const timer = setInterval(() => {
      left -= 1
      const isWaiting = !line.isUp && line.tries === tries && !this.#isEnded
      if (isWaiting && left === 0) cutLine(this, shard)
      if (!isWaiting || left === 0) clearInterval(timer)
    }, greeting.tick)
    timer.unref()
  }

  override connect(): Promise<void> {
    this.#isEnded = false
    return super.connect()
  }

  override destroy(options?: Parameters<SimpleShardingStrategy['destroy']>[0]): Promise<void> {
    this.#isEnded = true
    return super.destroy(options)
  }
}

/** A strategy for discord.js's `ws.buildStrategy`. */
export function patientStrategy(random: () => number): BuildStrategy {
  return (manager) => new PatientStrategy(manager, random)
}
