/** What a healthy installation looks like, as rules over plain facts: each finding says what to do. */

/** `bad`: something does not work; `warn`: it works, but not as well or not for long. */
export type Severity = 'ok' | 'warn' | 'bad'

export interface Finding {
  readonly severity: Severity
  /** What was looked at, in a few words. */
  readonly what: string
  /** What was found and, where something is wrong, exactly how to put it right. */
  readonly told: string
}

/** A right of the bot in a channel, and what cannot be done without it. */
interface Need {
  readonly bit: bigint
  readonly name: string
  readonly for: string
}

/** Discord's bits (docs: topics/permissions). */
const bits = {
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  sendMessagesInThreads: 1n << 38n,
  pinMessages: 1n << 51n,
} as const

/** All that the bot ever asks for, as the bit set of an invite link. */
export const invitePermissions: bigint = Object.values(bits).reduce((all, bit) => all | bit, 0n)

const needs: readonly Need[] = [
  { bit: bits.viewChannel, name: 'View Channel', for: 'anything here' },
  { bit: bits.sendMessages, name: 'Send Messages', for: 'trivia and pin boards' },
  { bit: bits.embedLinks, name: 'Embed Links', for: 'showing answers and questions' },
  { bit: bits.readMessageHistory, name: 'Read Message History', for: 'keeping pins in step' },
  { bit: bits.pinMessages, name: 'Pin Messages', for: 'pinning answers natively' },
  { bit: bits.attachFiles, name: 'Attach Files', for: 'board images and exports' },
  { bit: bits.sendMessagesInThreads, name: 'Send Messages in Threads', for: 'trivia in threads' },
]

/** Without these nothing is shown; the others only narrow what can be done. */
const essential = bits.viewChannel | bits.sendMessages | bits.embedLinks

export interface ChannelFacts {
  /** How it is shown: a name or a mention. */
  readonly name: string
  /** What the bot may do there. */
  readonly permissions: bigint
}

/** One finding for each channel in which something is missing, worst first; a single good one where nothing is. */
export function channelFindings(channels: readonly ChannelFacts[]): readonly Finding[] {
  const findings = channels.flatMap((channel) => channelFinding(channel) ?? [])
  if (findings.length > 0)
    return findings.toSorted((a, b) => Number(b.severity === 'bad') - Number(a.severity === 'bad'))
  return [
    {
      severity: 'ok',
      what: 'Channels',
      told: `I have every right I use in all ${channels.length}.`,
    },
  ]
}

function channelFinding({ name, permissions }: ChannelFacts): Finding | undefined {
  const missing = needs.filter(({ bit }) => (permissions & bit) === 0n)
  if (missing.length === 0) return undefined
  // Who may not even see a channel is usually kept out on purpose, and the other rights follow from that one.
  const hidden = missing.some(({ bit }) => bit === bits.viewChannel)
  if (hidden) {
    const told = 'I cannot see it. If I should, allow me **View Channel** in its permissions.'
    return { severity: 'warn', what: name, told }
  }
  const list = missing.map((need) => `**${need.name}** (for ${need.for})`).join(', ')
  return {
    severity: missing.some(({ bit }) => (bit & essential) !== 0n) ? 'bad' : 'warn',
    what: name,
    told: `Allow me ${list} in the channel's permissions.`,
  }
}

/** Privileged intents in the flags of an application (docs: resources/application, limited or not). */
const privilegedFlags = {
  'Presence Intent': (1 << 12) | (1 << 13),
  'Server Members Intent': (1 << 14) | (1 << 15),
  'Message Content Intent': (1 << 18) | (1 << 19),
} as const

/** The bot needs no privileged intent; one that is on is a risk without a use. */
export function intentFinding(flags: number): Finding {
  const on = Object.entries(privilegedFlags)
    .filter(([, bit]) => (flags & bit) !== 0)
    .map(([name]) => name)
  if (on.length === 0)
    return { severity: 'ok', what: 'Intents', told: 'No privileged intent is on; none is needed.' }
  const told = `${on.join(', ')} can be switched off on the Bot page of the Developer Portal: I never use it.`
  return { severity: 'warn', what: 'Intents', told }
}

/** Beyond this the machine's clock is wrong enough for people to notice in countdowns, in milliseconds. */
const clockTolerance = 2_000

/** `offset`: this machine's time less Discord's, in milliseconds. */
export function clockFinding(offset: number): Finding {
  const seconds = (Math.abs(offset) / 1_000).toFixed(1)
  if (Math.abs(offset) <= clockTolerance)
    return { severity: 'ok', what: 'Clock', told: `Within ${seconds} s of Discord's.` }
  const side = offset > 0 ? 'ahead of' : 'behind'
  const told = `This machine's clock is ${seconds} s ${side} Discord's. Switch on time synchronisation, for instance \`timedatectl set-ntp true\`.`
  return { severity: Math.abs(offset) > 30_000 ? 'bad' : 'warn', what: 'Clock', told }
}

/** Answers later than 3 s are lost; `p95` in milliseconds, undefined before there were any. */
export function answerTimeFinding(p95: number | undefined): Finding {
  const what = 'Answer times'
  if (p95 === undefined) return { severity: 'ok', what, told: 'Nothing was asked since the start.' }
  const told = `95 of 100 answers come within ${Math.round(p95)} ms; Discord waits for 3,000.`
  if (p95 <= 1_000) return { severity: 'ok', what, told }
  const fix =
    ' The machine or its connection is too slow: look at its load and its distance to Discord.'
  return { severity: p95 > 2_500 ? 'bad' : 'warn', what, told: told + fix }
}

/** Every answer is at least one request; `ms` is what one takes from here to Discord and back. */
export function roundTripFinding(ms: number): Finding {
  const what = 'Round trip'
  const told = `A request to Discord takes ${Math.round(ms)} ms.`
  if (ms <= 500) return { severity: 'ok', what, told }
  const fix = ' Answers must arrive within 3,000: look at the connection.'
  return { severity: ms > 2_000 ? 'bad' : 'warn', what, told: told + fix }
}

/** Discord bans an address after 10,000 within ten minutes; from 1,000 on the bot sends only what people wait for. */
export function refusedFinding(count: number): Finding {
  const what = 'Refused requests'
  const told = `${count} in the last ten minutes; Discord bans after 10,000.`
  if (count < 100) return { severity: 'ok', what, told }
  const fix =
    ' Look into the log for what is refused: most often a right is missing in some channel.'
  return { severity: count < 1_000 ? 'warn' : 'bad', what, told: told + fix }
}

/** `closed`: kinds of request that fail again and again and are left alone for a while. */
export function routesFinding(closed: readonly string[]): Finding {
  const what = 'Requests to Discord'
  if (closed.length === 0) return { severity: 'ok', what, told: 'No kind of request fails.' }
  const told = `These fail at the moment and are tried now and then: ${closed.map((one) => `\`${one}\``).join(', ')}. If <https://discordstatus.com> shows no trouble, look at the connection.`
  return { severity: 'warn', what, told }
}

/** Space that a database wants to have left, in bytes: below it no new game is begun. */
export const leastSpace = 64 * 2 ** 20

export interface StorageFacts {
  readonly engine: 'sqlite' | 'postgres'
  /** Time of one write and its commit, in milliseconds. */
  readonly writeMs: number
  /** Bytes left on the disk; undefined where that cannot be told. */
  readonly free?: number | undefined
}

export function storageFinding({ engine, writeMs, free }: StorageFacts): Finding {
  const what = 'Storage'
  const name = engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'
  if (free !== undefined && free < leastSpace) {
    const left = Math.floor(free / 2 ** 20)
    return {
      severity: 'bad',
      what,
      told: `Only ${left} MiB are left on the disk. Free some space.`,
    }
  }
  const told = `${name}; a durable write takes ${writeMs.toFixed(1)} ms.`
  if (writeMs <= 250) return { severity: 'ok', what, told }
  return { severity: 'warn', what, told: `${told} That is slow: look at the disk or the network.` }
}

/** How many sessions may still be begun today (docs: events/gateway, session start limit). */
export function sessionFinding(remaining: number, total: number, resetMs: number): Finding {
  const what = 'Sessions'
  const told = `${remaining} of ${total} starts are left for today.`
  if (remaining > total * 0.2) return { severity: 'ok', what, told }
  const hours = Math.ceil(resetMs / 3_600_000)
  return {
    severity: remaining < 10 ? 'bad' : 'warn',
    what,
    told: `${told} Something restarts the bot again and again: stop that before Discord resets the token. New starts come in ${hours} h.`,
  }
}

/** Discord's limit for all but the largest bots, of which the bot itself uses 800 at the most. */
const sessionsADay = 1_000

/** `used`: sessions that the bot has begun within the last day. */
export function identifiesFinding(used: number): Finding {
  const what = 'Sessions'
  const told = `${used} were begun within a day; Discord allows ${sessionsADay}.`
  if (used < sessionsADay / 2) return { severity: 'ok', what, told }
  const fix = ' Something restarts the bot again and again: look into its log.'
  return { severity: used < sessionsADay * 0.8 ? 'warn' : 'bad', what, told: told + fix }
}
