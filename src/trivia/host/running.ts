/** How games run: the parts of the host, put together. */

import type { Clock } from '../../clock.ts'
import { createBudget } from '../budget.ts'
import type { DiscordTime } from '../discord-time.ts'
import type { RoundEvent } from '../event.ts'
import { type Hearing, trusting } from '../listening.ts'
import type { RankingRules } from '../ranked.ts'
import type { Round } from '../round.ts'
import type { RoundStore } from '../round-store.ts'
import type { Stage } from '../stage.ts'
import { createInsist } from './again.ts'
import { createAlarms } from './alarms.ts'
import { createAsk, createInvite, createSeen } from './asking.ts'
import { createCommitting } from './committing.ts'
import { createCarryOut, type Deeds } from './effects.ts'
import { createFinish } from './ending.ts'
import { createHeartbeat } from './heartbeat.ts'
import { createLine } from './line.ts'
import { createOpen, type Sources } from './opening.ts'
import { createReveal } from './revealing.ts'
import { createRevive } from './reviving.ts'
import { createScreens } from './screens.ts'
import { type Game, isOn, type Table } from './table.ts'

export interface HostNeeds extends Sources {
  readonly store: RoundStore
  readonly stage: Stage
  readonly clock: Clock
  readonly rules: (guild: string) => RankingRules
  /** What is known of the way on which presses come; it is trusted when absent. */
  readonly hearing?: Hearing
  /** Requests that all games together may send in a second; the bot's whole share when absent. */
  readonly perSecond?: number
  readonly onError: (error: unknown, doing: string) => void
}

/** Runs the games on `table`; `time` is Discord's. */
export function createRunning(needs: HostNeeds, table: Table, time: DiscordTime) {
  const { store, stage, clock, rules, onError } = needs
  const { now } = time
  const budget = createBudget(clock, needs.perSecond)
  const insist = createInsist(clock, table.isClosed, onError)

  // What the parts below tell a game goes through the committing, which itself needs them: hence by name.
  const apply = (game: Game, event: RoundEvent) => committing.apply(game, event)
  const applied = (game: Game, event: RoundEvent) => committing.applied(game, event)
  /** Something has happened to every game that fits and is on. */
  const everywhere = async (fits: (round: Round) => boolean, event: RoundEvent) => {
    const concerned = table.games().filter(({ state }) => isOn(state) && fits(state))
    await Promise.all(concerned.map((game) => applied(game, event)))
  }
  const note = () => {
    if (table.isEmpty()) return false
    store.alive(now()).catch((error) => onError(error, 'noting that I am alive'))
    return true
  }
  const heartbeat = createHeartbeat(clock, note, (lost) => {
    const at = now()
    void everywhere(() => true, { type: 'interrupted', from: at - lost, at })
  })
  const hearing = needs.hearing ?? trusting
  const arm = createAlarms({ table, clock, now, hearing, heartbeat, applied })

  const fail = (game: Game, reason: 'gone' | 'forbidden') =>
    applied(game, { type: 'failed', at: now(), reason })
  const line = createLine(stage, budget, fail, onError)
  const screens = createScreens(clock, line, (game, message) =>
    applied(game, { type: 'lost', at: now(), message }),
  )
  const deeds: Deeds = {
    ask: createAsk({ table, clock, time, line, screens, apply }),
    invite: createInvite({ table, line, screens, apply }),
    show: screens.show,
    reveal: createReveal(table, clock, line),
    finish: createFinish({ table, store, insist, clock, now, rules, line, screens, onError }),
  }
  const carryOut = createCarryOut(deeds, onError)
  const committing = createCommitting({ table, store, clock, now, arm, carryOut, onError })
  const { secret, pool, insiders } = needs
  return {
    apply: committing.apply,
    everywhere,
    arm,
    seen: createSeen(screens, applied),
    bareLobby: screens.bareLobby,
    keepNew: createOpen({ table, store, insist, now, secret, pool, insiders }),
    revive: createRevive({ table, now, screens, apply, arm, deeds, carryOut }),
    /** Stores what is under way, and begins nothing any more. */
    async stop() {
      heartbeat.stop()
      budget.close()
      table.close()
      await committing.idle()
    },
  }
}
