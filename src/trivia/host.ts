/** Runs games: every event of a game passes through here, is stored, and only then has effects. */

import { type Cancel, type Clock, pause } from '../clock.ts'
import { UserError } from '../errors.ts'
import { createBudget, type Purpose } from './budget.ts'
import { createCommitter } from './committer.ts'
import { createDiscordTime } from './discord-time.ts'
import { drawQuestions, type History } from './draw.ts'
import { lobbyQuestion, type Opening, type RoundEvent, type Verdict } from './event.ts'
import { type Logged, replayed } from './explain.ts'
import { allHeard, type Hearing, trusting } from './listening.ts'
import type { TriviaItem } from './question.ts'
import type { RankingRules } from './ranked.ts'
import { type Result, resultOf } from './result.ts'
import { advance } from './round/advance.ts'
import { shortGap } from './round/mishaps.ts'
import type { Effect } from './round/step.ts'
import { deadlineOf, drain, openRound, type Round } from './round.ts'
import { limitOf } from './scoring.ts'
import { createScreen, leastApart, type Screen } from './screen.ts'
import type { Settings } from './settings.ts'

/** An event of a game, to be stored under its number. */
export interface Entry {
  readonly round: string
  /** 0, 1, 2 … within the game. */
  readonly seq: number
  readonly event: RoundEvent
}

/** Where games are kept. */
export interface RoundStore {
  /** Keeps a new game; false where its channel has one that is not over. */
  open(logged: Logged): Promise<boolean>
  /**
   * Keeps events, all or none; harmless when repeated. Returns the games in which somebody else has stored
   * another event under such a number: their events are not kept, and the games are not ours any more.
   */
  append(entries: readonly Entry[]): Promise<readonly string[]>
  /** Keeps the result, once: a second call changes nothing. False where the game is another process's by now. */
  finish(result: Result): Promise<boolean>
  /** Takes out a game that nobody has seen; harmless where there is none. */
  discard(round: string): Promise<void>
  /** The board was shown: the game needs no more looking after. */
  close(round: string): Promise<void>
  /** Games that were not closed, with their events in order. */
  unclosed(): Promise<readonly Logged[]>
  /** Notes that we could receive presses at `at`, in milliseconds since 1970. */
  alive(at: number): Promise<void>
  /** The last such time; 0 where there is none. */
  lastAlive(): Promise<number>
  /** What was asked before in a guild. */
  history(guild: string): Promise<History>
}

/** What there is to see of a game. */
export type Scene =
  | { readonly kind: 'lobby' | 'question' | 'board' }
  | { readonly kind: 'reveal'; readonly question: number }

/** Why something could not be shown. */
export type StageFault = 'message-gone' | 'channel-gone' | 'forbidden' | 'failed'

export class StageError extends Error {
  override readonly name = 'StageError'
  readonly fault: StageFault

  constructor(fault: StageFault, cause?: unknown) {
    super(`the stage: ${fault}`, { cause })
    this.fault = fault
  }
}

/**
 * How something is sent: with the bot's own token, which counts against its limit, or as a reply to what somebody did
 * in the channel a short while ago, which does not; but a reply that fails cannot be told from one that was posted.
 */
export type Way = 'own' | 'reply'

/** Where games are shown. Both reject with a StageError. */
export interface Stage {
  /** Whether there is somebody to reply to; for an edit, whether `message` is such a reply. */
  canReply(round: Round, message?: string): boolean
  /** Posts a scene; a second call with the same `nonce` finds the first message. `at` is Discord's time of it. */
  post(
    round: Round,
    scene: Scene,
    nonce: string,
    way: Way,
  ): Promise<{ message: string; at: number }>
  edit(round: Round, scene: Scene, message: string, way: Way): Promise<void>
}

export interface HostNeeds {
  readonly store: RoundStore
  readonly stage: Stage
  readonly clock: Clock
  /** Random hexadecimal digits, as many as asked for. */
  readonly secret: (digits: number) => string
  /** The questions a guild can be asked. */
  readonly pool: (guild: string) => Promise<readonly TriviaItem[]>
  /** Who knows the answers of a game that asks the items with these ids. */
  readonly insiders: (
    guild: string,
    asked: ReadonlySet<string>,
    at: number,
  ) => Promise<readonly string[]>
  readonly rules: (guild: string) => RankingRules
  /** What is known of the way on which presses come; it is trusted when absent. */
  readonly hearing?: Hearing
  /** Requests that all games together may send in a second; the bot's whole share when absent. */
  readonly perSecond?: number
  readonly onError: (error: unknown, doing: string) => void
}

export interface GameRequest {
  readonly guild: string
  readonly channel: string
  readonly host: string
  /** When the host joined the server, in milliseconds since 1970; 0 where unknown. */
  readonly joined: number
  readonly settings: Settings
}

/** `unsaved`: the store did not answer in time, so the press may or may not count. */
export type Answer = Verdict | { readonly kind: 'unsaved' }

/** An event as the outside reports it: the host adds nothing but the order. */
export type Report = RoundEvent

export interface Host {
  /** Resumes every game that was not over; call once, when messages can be sent. */
  resume(): Promise<void>
  /** Opens a game. Throws a UserError where there is one already, or no question fits. */
  open(request: GameRequest): Promise<Round>
  /** The lobby's message stands in the channel. */
  lobbyShown(round: string, message: string, at: number): Promise<void>
  /** Reports what happened; resolves with the answer once it is stored. */
  report(round: string, event: Report): Promise<Answer>
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

/** A game in memory with what belongs to it. */
interface Running {
  readonly logged: Logged
  state: Round
  seq: number
  /** Resolves once all that has happened so far is stored. */
  stored: Promise<void>
  /** Not looked at again before this time of the machine's, whatever its deadline. */
  notBefore: number
  cancel: Cancel
  screen: Screen | undefined
  /** Where the scene on screen stands. */
  message: string | undefined
  /** Somebody else has written into its log. */
  foreign: boolean
}

/** A press that is not stored by then is answered as unsaved, in milliseconds: Discord waits for 3 s. */
const answerWithin = 2_000
const beat = 1_000

/** A timer that rings so much too late tells of a stall, in milliseconds. */
const lateBy = 250

/** How long to wait before the store is tried again, in milliseconds: once it is back, all must go on soon. */
const storeAgain = (failed: number) => Math.min(1_000, 100 * 2 ** failed)

export function createHost(needs: HostNeeds): Host {
  const { store, stage, clock, onError } = needs
  const time = createDiscordTime(clock)
  const games = new Map<string, Running>()
  const budget = createBudget(clock, needs.perSecond)
  let stopped = false
  let beating: Cancel | undefined
  /** When it was last certain that nothing stood still. */
  let beaten = clock.now()

  const committer = createCommitter<Entry>(
    async (batch) => {
      for (const round of await store.append(batch)) {
        const game = games.get(round)
        if (game !== undefined) game.foreign = true
        drop(round)
      }
    },
    (failed) => pause(clock, storeAgain(failed)),
    (error) => onError(error, 'storing events'),
  )

  /** Resolves when something may be sent, with how: as a reply only where there is no room for anything else. */
  const turn = async (game: Running, purpose: Purpose, message?: string): Promise<Way> => {
    if (!budget.isFree() && stage.canReply(game.state, message)) return 'reply'
    await budget.turn(purpose)
    return 'own'
  }

  const drop = (round: string) => {
    const game = games.get(round)
    if (game === undefined) return
    game.cancel()
    game.screen?.close()
    games.delete(round)
  }

  /** Applies an event now, stores it, and then carries out what follows from it. */
  const apply = async (game: Running, event: RoundEvent): Promise<Answer> => {
    const [next, ...effects] = advance(game.state, event)
    const told = effects.find((effect) => effect.do === 'tell')
    const verdict: Verdict = told?.do === 'tell' ? told.verdict : { kind: 'done' }
    if (next === game.state) {
      // What is said may rest on something that is not stored yet.
      await game.stored
      return game.foreign ? { kind: 'unsaved' } : verdict
    }
    game.state = next
    const { id } = next.opening
    const began = time.now()
    game.stored = committer.add({ round: id, seq: game.seq, event })
    game.seq += 1
    arm(game)
    await game.stored
    // Somebody else's event stands in its place: whoever pressed must not think that theirs does.
    if (game.foreign) return { kind: 'unsaved' }
    if (games.get(id) !== game) return verdict
    if (isLate(game, next, began))
      await applied(game, { type: 'interrupted', from: began, at: time.now() })
    else for (const effect of effects) carryOut(game, effect)
    return verdict
  }

  /** Whether a question or a reveal could be stored only so late that its time has to begin anew. */
  const isLate = (game: Running, stored: Round, began: number) =>
    game.state.phase === stored.phase &&
    (stored.phase.name === 'posting' || stored.phase.name === 'reveal') &&
    time.now() - began > shortGap

  const applied = (game: Running, event: RoundEvent) =>
    apply(game, event).catch((error) => onError(error, `applying ${event.type}`))

  const arm = (game: Running) => {
    game.cancel()
    const deadline = deadlineOf(game.state)
    if (deadline === undefined || stopped) return
    const wait = Math.max(0, deadline - time.now(), game.notBefore - clock.now())
    const due = clock.now() + wait
    game.cancel = clock.after(wait, () => {
      const { state } = game
      noticeStall()
      // After a stall timers ring before anything is read that came in meanwhile, such as presses made in time.
      const isLate = state.phase.name === 'open' && clock.now() - due > lateBy
      if (isLate) game.notBefore = clock.now() + drain
      // A timer may be early by a rounding; then this arms the next one.
      if (isLate || game.state !== state || time.now() < deadline) return arm(game)
      void wake(game)
    })
    keepBeating()
  }

  /** Nothing goes on in a game before what has happened so far is stored. */
  const wake = async (game: Running) => {
    const { state } = game
    await game.stored
    if (game.state !== state) return
    const heard = await allHeard(state, needs.hearing ?? trusting, clock)
    if (game.state !== state || stopped) return
    const at = time.now()
    await applied(
      game,
      heard === undefined ? { type: 'woke', at } : { type: 'interrupted', from: heard, at },
    )
    // What we learnt meanwhile of Discord's clock may have put the time back before the deadline.
    if (game.state === state) arm(game)
  }

  const keepBeating = () => {
    if (beating !== undefined || stopped) return
    beaten = clock.now()
    beating = clock.after(beat, () => {
      beating = undefined
      noticeStall()
      if (games.size === 0) return
      store.alive(time.now()).catch((error) => onError(error, 'noting that I am alive'))
      keepBeating()
    })
  }

  /** Nothing went on in this process for a while: what cannot be received then counts as an interruption. */
  const noticeStall = () => {
    const lost = clock.now() - beaten
    beaten = clock.now()
    if (lost <= beat + shortGap) return
    const at = time.now()
    void everywhere(() => true, { type: 'interrupted', from: at - lost, at })
  }

  const carryOut = (game: Running, effect: Effect) => {
    const doing = started(game, effect)
    doing?.catch((error) => onError(error, `effect ${effect.do}`))
  }

  const started = (game: Running, effect: Effect): Promise<void> | undefined => {
    switch (effect.do) {
      case 'ask':
        return ask(game)
      case 'show':
        return void show(game)
      case 'invite':
        return invite(game)
      case 'reveal':
        return reveal(game, effect.question)
      case 'finish':
        return finish(game)
      case 'tell':
        return undefined
    }
  }

  /** Posts the question that is due, again and again with one nonce until it stands or its time is over. */
  const ask = async (game: Running): Promise<void> => {
    const { phase, opening } = game.state
    if (phase.name !== 'posting') return
    const { question, attempt } = phase
    if (question === 0) void closeLobby(game)
    const due = () =>
      game.state.phase.name === 'posting' &&
      game.state.phase.question === question &&
      game.state.phase.attempt === attempt &&
      games.get(opening.id) === game &&
      !stopped
    const nonce = `${opening.id}:${question}:${attempt}`
    for (let failed = 0; due(); failed += 1) {
      const way = await turn(game, 'question')
      if (!due()) return
      try {
        const { message, at } = await stage.post(game.state, { kind: 'question' }, nonce, way)
        time.observe(at)
        const event: RoundEvent = { type: 'posted', question, attempt, message, at }
        stand(game, message, { kind: 'question' })
        await apply(game, event)
        return
      } catch (error) {
        if (await gaveUp(game, error)) return
        await pause(clock, Math.min(4_000, 500 * 2 ** failed))
      }
    }
  }

  /** Posts the lobby anew, whose message is gone. */
  const invite = async (game: Running): Promise<void> => {
    clear(game)
    const way = await turn(game, 'question')
    if (stopped || game.state.phase.name !== 'lobby') return
    const nonce = `${game.state.opening.id}:again`
    try {
      const { message, at } = await stage.post(game.state, { kind: 'lobby' }, nonce, way)
      await apply(game, { type: 'posted', question: lobbyQuestion, attempt: 1, message, at })
      // A game that began meanwhile had no lobby whose buttons it could take away.
      if (game.state.phase.name === 'lobby') return
      await stage.edit(game.state, { kind: 'lobby' }, message, way)
    } catch (error) {
      await gaveUp(game, error)
    }
  }

  /** Whether a failed call means the end of the game; otherwise it may be tried again. */
  const gaveUp = async (game: Running, error: unknown): Promise<boolean> => {
    const fault = error instanceof StageError ? error.fault : 'failed'
    if (fault === 'failed') onError(error, 'showing a game')
    if (fault !== 'channel-gone' && fault !== 'forbidden') return false
    const reason = fault === 'forbidden' ? 'forbidden' : 'gone'
    await applied(game, { type: 'failed', at: time.now(), reason })
    return true
  }

  /** From now on the screen of the game is this message. */
  const stand = (game: Running, message: string, scene: Scene) => {
    game.screen?.close()
    game.message = message
    const screen = createScreen(clock, spacing(game.state), () =>
      draw(game, message, scene, () => game.screen === screen),
    )
    game.screen = screen
  }

  const clear = (game: Running) => {
    game.screen?.close()
    game.screen = undefined
  }

  const draw = async (
    game: Running,
    message: string,
    scene: Scene,
    isOnScreen: () => boolean,
  ): Promise<void> => {
    const way = await turn(game, 'count', message)
    if (!isOnScreen()) return
    try {
      await stage.edit(game.state, sceneOf(game.state, scene), message, way)
    } catch (error) {
      if (await gaveUp(game, error)) return
      const gone = error instanceof StageError && error.fault === 'message-gone'
      if (!gone) return
      if (isOnScreen()) clear(game)
      await applied(game, { type: 'lost', at: time.now(), message })
    }
  }

  const show = (game: Running) => {
    const { lobby, phase } = game.state
    if (game.screen === undefined && lobby !== undefined && phase.name === 'lobby')
      stand(game, lobby, { kind: 'lobby' })
    game.screen?.touch()
  }

  /** The lobby's buttons go once the game has begun. */
  const closeLobby = async (game: Running): Promise<void> => {
    const { lobby } = game.state
    clear(game)
    if (lobby === undefined) return
    const way = await turn(game, 'count', lobby)
    await stage.edit(game.state, { kind: 'lobby' }, lobby, way).catch(() => undefined)
  }

  /** The question's message becomes the reveal; where it cannot, the reveal is posted. */
  const reveal = async (game: Running, question: number): Promise<void> => {
    const scene: Scene = { kind: 'reveal', question }
    const message = game.state.settled.findLast((one) => one.question === question)?.message
    game.screen?.close()
    if (message === undefined) return
    let standing = message
    const put = async (failed = 0): Promise<void> => {
      const way = await turn(game, 'reveal', standing)
      if (stopped) return
      try {
        await stage.edit(game.state, scene, standing, way)
      } catch (error) {
        if (await gaveUp(game, error)) return
        // Half a minute of trying at the most: by then the game is somewhere else.
        if (failed >= 6) return
        if (error instanceof StageError && error.fault === 'message-gone')
          standing =
            (await repost(game, scene, `${game.state.opening.id}:r${question}`)) ?? standing
        else {
          await pause(clock, Math.min(4_000, 500 * 2 ** failed))
          await put(failed + 1)
        }
      }
    }
    game.message = standing
    const screen = createScreen(clock, leastApart, () => put())
    game.screen = screen
    await screen.flush()
  }

  const repost = async (game: Running, scene: Scene, nonce: string) => {
    const way = await turn(game, 'reveal')
    try {
      return (await stage.post(game.state, scene, nonce, way)).message
    } catch (error) {
      await gaveUp(game, error)
      return undefined
    }
  }

  /** Keeps the scores, then shows the board; what is left undone is done at the next start. */
  const finish = async (game: Running): Promise<void> => {
    const { opening, phase } = game.state
    if (phase.name !== 'over') return
    const result = resultOf(game.state, needs.rules(opening.guild))
    const isOurs = await untilStored(() => store.finish(result), 'keeping scores')
    if (isOurs === false) return drop(opening.id)
    if (stopped) return
    const silent = phase.reason === 'gone' || phase.reason === 'forbidden'
    if (!silent && time.now() - phase.at < longestSilence) await postBoard(game)
    await untilStored(() => store.close(opening.id), 'closing a game')
    drop(opening.id)
  }

  /** Tries it again and again until it is done, or we stop: it must be harmless when repeated. */
  const untilStored = async <Result>(
    work: () => Promise<Result>,
    doing: string,
  ): Promise<Result | undefined> => {
    for (let failed = 0; !stopped; failed += 1) {
      try {
        return await work()
      } catch (error) {
        onError(error, doing)
        await pause(clock, storeAgain(failed))
      }
    }
    return undefined
  }

  const postBoard = async (game: Running): Promise<void> => {
    const nonce = `${game.state.opening.id}:end`
    if (game.state.settled.length === 0) await closeLobby(game)
    for (let failed = 0; failed < 4 && !stopped; failed += 1) {
      const way = await turn(game, 'reveal')
      if (stopped) return
      try {
        await stage.post(game.state, { kind: 'board' }, nonce, way)
        return
      } catch (error) {
        const fault = error instanceof StageError ? error.fault : 'failed'
        if (fault === 'channel-gone' || fault === 'forbidden') return
        onError(error, 'showing a board')
        await pause(clock, 500 * 2 ** failed)
      }
    }
  }

  const take = (logged: Logged, state: Round): Running => {
    const game: Running = {
      logged,
      state,
      seq: logged.events.length,
      stored: Promise.resolve(),
      notBefore: 0,
      cancel: () => {},
      screen: undefined,
      message: undefined,
      foreign: false,
    }
    games.set(state.opening.id, game)
    return game
  }

  const running = () => [...games.values()].map(({ state }) => state)
  const isOn = ({ phase }: Round) => phase.name !== 'over'

  const open = async (request: GameRequest): Promise<Round> => {
    if (stopped) throw new UserError('I am about to restart. Try again in a minute.')
    const { settings, guild, channel } = request
    if (running().some((one) => one.opening.channel === channel && isOn(one)))
      throw new UserError(alreadyOne)
    const seed = needs.secret(32)
    const at = time.now()
    const questions = drawQuestions(await needs.pool(guild), settings, seed, await historyOf(guild))
    const ids = new Set(questions.map(({ item }) => item.id))
    const opening: Opening = {
      id: needs.secret(12),
      guild,
      channel,
      host: request.host,
      at,
      settings,
      seed,
      questions,
      insiders: await needs.insiders(guild, ids, at),
    }
    if (opening.questions.length === 0)
      throw new UserError(
        'No question fits those topics and that difficulty. Choose fewer conditions, or another topic from the list.',
      )
    const logged: Logged = { opening, hostJoined: request.joined, events: [] }
    if (!(await opened(logged))) throw new UserError(alreadyOne)
    const state = openRound(opening, { joined: request.joined })
    const game = take(logged, state)
    arm(game)
    return game.state
  }

  const opened = async (logged: Logged): Promise<boolean> => {
    try {
      return await store.open(logged)
    } catch (error) {
      // It may stand there all the same, and would keep the channel from having another.
      void untilStored(() => store.discard(logged.opening.id), 'discarding a game')
      throw error
    }
  }

  /** What was asked, with what games that are still running are about to ask. */
  const historyOf = async (guild: string): Promise<History> => {
    const history = new Map(await store.history(guild))
    for (const { opening } of running().filter((one) => one.opening.guild === guild))
      for (const { item } of opening.questions)
        history.set(item.id, {
          times: (history.get(item.id)?.times ?? 0) + 1,
          last: opening.at,
        })
    return history
  }

  /** Does again what a game that ended may still lack: its last reveal, where it ended in a question; its board. */
  const conclude = async (game: Running): Promise<void> => {
    const { phase, settled } = game.state
    const last = settled.at(-1)
    if (phase.name === 'over' && last?.at === phase.at) await reveal(game, last.question)
    await finish(game)
  }

  /** Brings a game back to where it stood: the same message, its old buttons, lost time given back. */
  const revive = async (logged: Logged, lastAlive: number): Promise<void> => {
    const state = replayed(logged)
    const game = take(logged, state)
    if (state.phase.name === 'over') return conclude(game)
    const latest = Math.max(lastAlive, state.opening.at, ...logged.events.map(({ at }) => at))
    if (state.phase.name === 'open') stand(game, state.phase.message, { kind: 'question' })
    await apply(game, { type: 'interrupted', from: Math.min(latest, time.now()), at: time.now() })
    // An interruption too short to matter leaves the game as it is, and so without effects.
    if (game.state === state && state.phase.name === 'posting') carryOut(game, { do: 'ask' })
    if (game.state.phase.name === 'reveal' && game.state === state)
      carryOut(game, { do: 'reveal', question: state.settled.length - 1 })
    arm(game)
    show(game)
  }

  const answerInTime = async (answer: Promise<Answer>): Promise<Answer> => {
    let cancel: Cancel = () => {}
    const late = new Promise<Answer>((resolve) => {
      cancel = clock.after(answerWithin, () => resolve({ kind: 'unsaved' }))
    })
    try {
      return await Promise.race([answer, late])
    } finally {
      cancel()
    }
  }

  const everywhere = async (fits: (round: Round) => boolean, event: RoundEvent) => {
    const concerned = [...games.values()].filter(({ state }) => isOn(state) && fits(state))
    await Promise.all(concerned.map((game) => applied(game, event)))
  }

  return {
    async resume() {
      const lastAlive = await store.lastAlive()
      for (const logged of await store.unclosed())
        if (!games.has(logged.opening.id))
          await revive(logged, lastAlive).catch((error) => onError(error, 'resuming a game'))
      // Not before: an interruption that is not stored yet would be forgotten. Not later: another death soon
      // would count the time since the last sign of life once more.
      if (games.size > 0) await store.alive(time.now())
    },
    open,
    async lobbyShown(round, message, at) {
      time.observe(at)
      const game = games.get(round)
      const posted = { type: 'posted', question: lobbyQuestion, attempt: 0, message, at } as const
      if (game !== undefined) await apply(game, posted)
    },
    async report(round, event) {
      const game = games.get(round)
      if (game === undefined) return { kind: 'over' }
      if (event.type === 'press' || event.type === 'sure') time.observe(event.at)
      return answerInTime(apply(game, event))
    },
    game: (round) => games.get(round)?.state,
    inChannel: (channel) => running().find((one) => one.opening.channel === channel && isOn(one)),
    all: () => running().filter(isOn),
    inGuild: (guild) => running().filter((one) => one.opening.guild === guild && isOn(one)),
    withheld(guild) {
      const entries = running().flatMap(({ opening, phase }) =>
        opening.guild === guild && (phase.name === 'open' || phase.name === 'posting')
          ? (opening.questions[phase.question]?.item.entry ?? [])
          : [],
      )
      return new Set(entries)
    },
    interrupted: (from, at) => everywhere(() => true, { type: 'interrupted', from, at }),
    channelGone: (channel, reason = 'gone') =>
      everywhere((one) => one.opening.channel === channel, {
        type: 'failed',
        at: time.now(),
        reason,
      }),
    guildGone: (guild) =>
      everywhere((one) => one.opening.guild === guild, {
        type: 'failed',
        at: time.now(),
        reason: 'gone',
      }),
    messageGone: (channel, message) =>
      everywhere((one) => one.opening.channel === channel, {
        type: 'lost',
        at: time.now(),
        message,
      }),
    now: () => time.now(),
    async stop() {
      stopped = true
      beating?.()
      budget.close()
      for (const game of games.values()) {
        game.cancel()
        game.screen?.close()
      }
      await committer.idle()
      if (games.size > 0) await store.alive(time.now())
    },
  }
}

const alreadyOne =
  'There is a game in this channel already. Join it, or end it with `/trivia stop`.'

/** A board that nobody has waited for so long is not posted any more, in milliseconds. */
const longestSilence = 15 * 60_000

/** What the message of a question shows at this moment. */
function sceneOf(round: Round, scene: Scene): Scene {
  if (scene.kind !== 'question' || round.phase.name === 'open') return scene
  const last = round.settled.at(-1)
  return last === undefined ? scene : { kind: 'reveal', question: last.question }
}

/** Time between two edits of a question's message: at most seven in its whole time. */
function spacing({ phase, opening }: Round): number {
  const asked = 'question' in phase ? opening.questions[phase.question] : undefined
  return asked === undefined
    ? leastApart
    : Math.max(leastApart, Math.ceil(limitOf(opening.settings, asked) / 6))
}
