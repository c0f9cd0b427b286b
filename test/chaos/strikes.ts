/** What befalls the bot, at random: failing and lost requests, events that go astray, broken lines, kills and pauses. */

import type { Fault, GatewayAct } from '../../src/playground/page/protocol.ts'
import type { Playground } from '../../src/playground/server.ts'
import type { Dice } from '../../src/trivia/random.ts'
import type { Bot } from './bot.ts'
import type { Paused } from './evidence.ts'
import { between, happens, oneOf, pause, type Time } from './pastime.ts'

/** A blow, and when it was dealt, in milliseconds since 1970. */
export interface Dealt {
  readonly what: string
  readonly at: number
}

export interface Storm {
  /** What faults came to strike is the witness's to count. */
  readonly dealt: readonly Dealt[]
  readonly pauses: readonly Paused[]
  /** Resolves once the time is over and nothing is held any more. */
  readonly over: Promise<void>
}

/** Blows after which a session must be begun anew come this far apart, in milliseconds: Discord admits few. */
const sessionsApart = 14_000

export function strike(playground: Playground, bot: Bot, dice: Dice, time: Time): Storm {
  const dealt: Dealt[] = []
  const pauses: Paused[] = []
  const held = new Set<Promise<void>>()
  const hold = (work: Promise<void>) => {
    held.add(work)
    void work.finally(() => held.delete(work))
  }
  let lastSession = Date.now()
  const run = async () => {
    while (!time.isOver) {
      await pause(between(dice, 200, 1_300))
      if (time.isOver) break
      const isDue = Date.now() - lastSession > sessionsApart
      if (isDue) lastSession = Date.now()
      const blow = isDue ? costly(playground, bot, dice) : usual(playground, bot, dice, pauses)
      dealt.push({ what: blow.what, at: Date.now() })
      hold(blow.deal())
    }
    await Promise.all(held)
    playground.faults.calm()
    playground.gateway({ do: 'speak' })
  }
  return { dealt, pauses, over: run() }
}

interface Blow {
  readonly what: string
  /** Resolves once it is over. */
  deal(): Promise<void>
}

function usual(playground: Playground, bot: Bot, dice: Dice, pauses: Paused[]): Blow {
  const kind = dice.below(100)
  if (kind < 58) return requestFault(playground, dice)
  if (kind < 82) return eventFault(playground, dice)
  if (kind < 95) return lineAct(playground, dice)
  return suspension(bot, dice, pauses)
}

/** Those that cost a session. */
function costly(playground: Playground, bot: Bot, dice: Dice): Blow {
  const kind = dice.below(100)
  if (kind < 60) return ending(bot, dice, 'SIGKILL')
  if (kind < 70 && bot.roll === undefined) return ending(bot, dice, 'SIGTERM')
  if (kind < 80 && bot.roll !== undefined) return { what: 'SIGHUP', deal: async () => bot.roll?.() }
  return act(playground, { do: 'invalidate', resumable: false })
}

const routes = [
  ...['POST */callback', 'POST */callback', 'POST */callback', 'POST /channels/*'],
  ...['POST /channels/*', 'POST /channels/*', 'PATCH /channels/*', 'PATCH /channels/*'],
  // A start needs these, and one of its calls that fails costs a start.
  ...['PATCH /webhooks/*', 'POST /webhooks/*', 'PUT *', 'GET *'],
]

/** A fault that stays armed for a moment, or for a few requests. */
function requestFault(playground: Playground, dice: Dice): Blow {
  const match = oneOf(dice, routes)
  const when = oneOf(dice, ['before', 'after'] as const)
  const times = between(dice, 1, 8)
  const base = { on: 'request', match, when, times } as const
  const kind = dice.below(100)
  const fault: Fault =
    kind < 40
      ? { ...base, do: 'error', status: oneOf(dice, [500, 502, 503]) }
      : kind < 60
        ? { ...base, do: 'reset' }
        : kind < 70
          ? { ...base, do: 'hang', times: Math.min(2, times) }
          : kind < 90
            ? { ...base, do: 'delay', ms: between(dice, 200, 4_000) }
            : limit(dice, match)
  return armed(playground, fault, between(dice, 1_500, 5_000))
}

function limit(dice: Dice, match: string): Fault {
  const scope = oneOf(dice, ['user', 'shared', 'global'] as const)
  return { on: 'request', match, do: 'ratelimit', scope, ms: between(dice, 300, 2_500), times: 3 }
}

function eventFault(playground: Playground, dice: Dice): Blow {
  const match = oneOf(dice, ['INTERACTION_CREATE', 'INTERACTION_CREATE', 'MESSAGE_*', '*'])
  const kind = oneOf(dice, ['drop', 'duplicate', 'duplicate', 'delay', 'reorder'] as const)
  const ms = kind === 'delay' ? { ms: between(dice, 100, 3_500) } : {}
  const fault: Fault = { on: 'event', match, do: kind, ...ms, times: between(dice, 1, 6) }
  return armed(playground, fault, between(dice, 500, 3_000))
}

function armed({ faults }: Playground, fault: Fault, ms: number): Blow {
  return {
    what: `${fault.on} ${fault.do}`,
    async deal() {
      const disarm = faults.arm(fault)
      await pause(ms)
      disarm()
    },
  }
}

const act = (playground: Playground, what: GatewayAct): Blow => ({
  what: what.do === 'close' ? `close ${what.code}` : what.do,
  deal: async () => playground.gateway(what),
})

/** After these a session goes on. */
function lineAct(playground: Playground, dice: Dice): Blow {
  if (happens(dice, 25)) return silence(playground, between(dice, 500, 6_000))
  return act(
    playground,
    oneOf<GatewayAct>(dice, [
      { do: 'reconnect' },
      { do: 'cut' },
      { do: 'deaden' },
      { do: 'invalidate', resumable: true },
      { do: 'close', code: 4000 },
      { do: 'close', code: 4001 },
    ]),
  )
}

function silence(playground: Playground, ms: number): Blow {
  return {
    what: 'silence',
    async deal() {
      playground.gateway({ do: 'silence' })
      await pause(ms)
      playground.gateway({ do: 'speak' })
    },
  }
}

function ending(bot: Bot, dice: Dice, signal: NodeJS.Signals): Blow {
  return {
    what: signal,
    async deal() {
      const pids = bot.pids()
      if (pids.length > 0) send(oneOf(dice, pids), signal)
    },
  }
}

function suspension(bot: Bot, dice: Dice, pauses: Paused[]): Blow {
  const ms = between(dice, 1_000, 5_000)
  return {
    what: 'SIGSTOP',
    async deal() {
      const pids = bot.pids()
      if (pids.length === 0) return
      const pid = oneOf(dice, pids)
      const from = Date.now()
      send(pid, 'SIGSTOP')
      await pause(ms)
      send(pid, 'SIGCONT')
      pauses.push({ pid, from, to: Date.now() })
    },
  }
}

/** It may have ended by itself meanwhile. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
