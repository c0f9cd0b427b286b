/** Runs games: every event of a game passes through here, is stored, and only then has effects. */

import { createDiscordTime } from './discord-time.ts'
import { lobbyQuestion, type RoundEvent } from './event.ts'
import { type Answer, inTime } from './host/committing.ts'
import type { GameRequest } from './host/opening.ts'
import { createRunning, type HostNeeds } from './host/running.ts'
import { createTable, isOn, type Table, withheldIn } from './host/table.ts'
import type { Seen } from './round/asking.ts'
import { openRound, type Round } from './round.ts'

export interface Host {
  /** Resumes every game that was not over; call once, when messages can be sent. */
  resume(): Promise<void>
  /** Opens a game. Throws a UserError where there is one already, or no question fits. */
  open(request: GameRequest): Promise<Round>
  /** The lobby's message stands in the channel. */
  lobbyShown(round: string, message: string, at: number): Promise<void>
  /** Somebody has pressed on the message of a question: it stands, whatever became of Discord's word. */
  seen(round: string, seen: Seen): void
  /** Reports what happened; resolves with the answer once it is stored. */
  report(round: string, event: RoundEvent): Promise<Answer>
  /** A running game by its id, or by its channel. */
  game(round: string): Round | undefined
  inChannel(channel: string): Round | undefined
  inGuild(guild: string): readonly Round[]
  /** Every game that is on. */
  all(): readonly Round[]
  /** Ids of the entries behind the questions that are open in a guild. */
  withheld(guild: string): ReadonlySet<string>
  /** Nothing could be received between two times, in milliseconds since 1970. */
  interrupted(from: number, to: number): Promise<void>
  /** A channel, a whole guild or a message is gone; a channel where I may not write any more is as good as gone. */
  channelGone(channel: string, reason?: 'gone' | 'forbidden'): Promise<void>
  guildGone(guild: string): Promise<void>
  messageGone(channel: string, message: string): Promise<void>
  /** Discord's time. */
  now(): number
  /** Takes no new game, stores what is under way and lets go of every timer. */
  stop(): Promise<void>
}

export function createHost(needs: HostNeeds): Host {
  const { store, clock, onError } = needs
  const table = createTable()
  const time = createDiscordTime(clock)
  const { now, observe } = time
  const { apply, everywhere, ...running } = createRunning(needs, table, time)
  return {
    ...lookups(table),
    now,
    async resume() {
      const lastAlive = await store.lastAlive()
      for (const logged of await store.unclosed())
        if (table.get(logged.opening.id) === undefined)
          await running
            .revive(logged, lastAlive)
            .catch((error) => onError(error, 'resuming a game'))
      // Not before: an interruption that is not stored yet would be forgotten. Not later: another death soon
      // would count the time since the last sign of life once more.
      if (!table.isEmpty()) await store.alive(now())
    },
    async open(request) {
      const { opening, hostJoined: joined } = await running.keepNew(request)
      const game = table.take(openRound(opening, { joined }), 0)
      running.arm(game)
      return game.state
    },
    async lobbyShown(round, message, at) {
      observe(at)
      const game = table.get(round)
      const posted = { type: 'posted', question: lobbyQuestion, attempt: 0, message, at } as const
      if (game === undefined) return
      await apply(game, posted)
      // Whoever saw it may have begun the game before Discord's word of it came.
      if (game.state.phase.name !== 'lobby') void running.bareLobby(game)
    },
    seen(round, seen) {
      const game = table.get(round)
      if (game !== undefined) running.seen(game, seen)
    },
    async report(round, event) {
      const game = table.get(round)
      if (game === undefined) return { kind: 'over' }
      if (event.type === 'press' || event.type === 'sure') observe(event.at)
      return inTime(clock, apply(game, event))
    },
    interrupted: (from, at) => everywhere(() => true, { type: 'interrupted', from, at }),
    channelGone: (channel, reason = 'gone') =>
      everywhere(isIn(channel), { type: 'failed', at: now(), reason }),
    guildGone: (guild) => everywhere(isOf(guild), { type: 'failed', at: now(), reason: 'gone' }),
    messageGone: (channel, message) =>
      everywhere(isIn(channel), { type: 'lost', at: now(), message }),
    async stop() {
      await running.stop()
      if (!table.isEmpty()) await store.alive(now())
    },
  }
}

/** What there is to know of the games that are on. */
function lookups(table: Table): Pick<Host, 'game' | 'inChannel' | 'inGuild' | 'all' | 'withheld'> {
  const on = () => table.rounds().filter(isOn)
  return {
    game: (round) => table.get(round)?.state,
    inChannel: (channel) => on().find(isIn(channel)),
    inGuild: (guild) => on().filter(isOf(guild)),
    all: on,
    withheld: (guild) => withheldIn(guild, table.rounds()),
  }
}

const isIn = (channel: string) => (round: Round) => round.opening.channel === channel

const isOf = (guild: string) => (round: Round) => round.opening.guild === guild
