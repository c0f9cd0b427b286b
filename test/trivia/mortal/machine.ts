/** A host that dies when fate says so: before or after any call that reaches outside, and with all of its memory. */

import type { RoundEvent } from '../../../src/trivia/event.ts'
import type { Answer } from '../../../src/trivia/host/committing.ts'
import type { GameRequest } from '../../../src/trivia/host/opening.ts'
import { createHost } from '../../../src/trivia/host.ts'
import { rankingRules } from '../../../src/trivia/ranked.ts'
import type { RoundStore } from '../../../src/trivia/round-store.ts'
import type { Stage } from '../../../src/trivia/stage.ts'
import { pool } from '../game.ts'
import { jumpingClock } from './clock.ts'

/** A moment at which a bot can die: around one call to the store or to Discord. */
export interface Moment {
  /** 'append', 'finish', 'post question', 'edit reveal' … */
  readonly call: string
  readonly when: 'before' | 'after'
}

/** Decides at each moment; true kills. */
export type Fate = (moment: Moment) => boolean

export interface Machine {
  readonly dead: boolean
  /** Resolve once all that follows from them is done, or the machine is dead. */
  resume(): Promise<void>
  pass(until: number): Promise<void>
  /** `undefined`: it died before anybody was answered. */
  open(request: GameRequest): Promise<boolean | undefined>
  lobbyShown(message: string, at: number): Promise<void>
  report(event: RoundEvent): Promise<Answer | undefined>
  /** When something will happen by itself. */
  next(): number | undefined
  kill(): void
}

export const gameId = 'abcdef123456'

/** Starts a machine at the time `now` with nothing in its memory. */
export function startMachine(store: RoundStore, stage: Stage, fate: Fate, now: number): Machine {
  let dead = false
  let outside = 0
  const clock = jumpingClock(now)
  const never = <T>() => new Promise<T>(() => {})
  const strikes = (moment: Moment) => {
    dead ||= fate(moment)
    return dead
  }
  const mortal =
    <A extends unknown[], R>(nameOf: (args: A) => string, run: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const call = nameOf(args)
      if (dead || strikes({ call, when: 'before' })) return never()
      outside += 1
      try {
        const result = await run(...args)
        if (dead || strikes({ call, when: 'after' })) return never()
        return result
      } finally {
        outside -= 1
      }
    }
  const host = createHost({
    store: {
      open: mortal(() => 'open', store.open),
      discard: mortal(() => 'discard', store.discard),
      append: mortal(() => 'append', store.append),
      finish: mortal(() => 'finish', store.finish),
      close: mortal(() => 'close', store.close),
      alive: mortal(() => 'alive', store.alive),
      unclosed: store.unclosed,
      lastAlive: store.lastAlive,
      history: store.history,
    },
    stage: {
      canReply: stage.canReply,
      post: mortal(([, scene]) => `post ${scene.kind}`, stage.post),
      edit: mortal(([, scene]) => `edit ${scene.kind}`, stage.edit),
    },
    clock: {
      now: clock.now,
      after: (ms, run) => clock.after(ms, () => void (dead || run())),
    },
    secret: (digits) => gameId.repeat(3).slice(0, digits),
    pool: async () => pool(60),
    insiders: async () => [],
    rules: () => ({ ...rankingRules, accountAge: 0 }),
    onError: (error) => {
      if (!dead) throw error
    },
  })
  /** Waits until nothing is under way: commits start a turn of the event loop later. */
  const quiet = async () => {
    for (let still = 0; still < 4; still += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      // What a dead bot has sent to the database already is done or not before the next one starts.
      if (outside > 0) still = 0
    }
  }
  const whileAlive = async <T>(doing: Promise<T>): Promise<T | undefined> => {
    const done = doing.then((value) => ({ value }))
    for (;;) {
      const ended = await Promise.race([done, quiet()])
      await quiet()
      if (ended !== undefined) return ended.value
      if (dead) return undefined
    }
  }
  return {
    get dead() {
      return dead
    },
    async resume() {
      await whileAlive(host.resume())
    },
    async pass(until) {
      while (!dead && clock.step(until)) await quiet()
    },
    async open(request) {
      if (host.inChannel(request.channel) !== undefined) return true
      return whileAlive(host.open(request).then(() => true))
    },
    async lobbyShown(message, at) {
      await whileAlive(host.lobbyShown(gameId, message, at))
    },
    report: (event) => whileAlive(host.report(gameId, event)),
    next: clock.next,
    kill() {
      dead = true
    },
  }
}
