/**
 * The rules of a game: `(round, event) → [round, ...effects]`. Nothing here reads a clock, draws at random or
 * waits: time comes with the event, and whatever is to be done outside is an effect.
 */

// A crowd of thousands: a copy of a whole map for each press would cost more than all else together.
import { OrderedMap, Map as Persistent } from 'immutable'
import type { Ending, Opening, Press, RoundEvent, Verdict } from './event.ts'
import { limitOf, type Sureness } from './scoring.ts'
import { corrected, lockOf, type Settled, settleQuestion } from './settle.ts'

/** Where a game stands; times in milliseconds since 1970. */
export type Phase =
  | { readonly name: 'lobby'; readonly startsAt: number }
  /** The question is being sent; its clock starts with the message. */
  | {
      readonly name: 'posting'
      readonly question: number
      readonly attempt: number
      readonly until: number
      readonly starts: readonly number[]
    }
  | Open
  | { readonly name: 'reveal'; readonly question: number; readonly until: number }
  | { readonly name: 'paused'; readonly next: number; readonly until: number }
  | { readonly name: 'over'; readonly reason: Ending; readonly at: number }

/** A question that takes answers. */
export interface Open {
  readonly name: 'open'
  readonly question: number
  readonly attempt: number
  readonly message: string
  /** When its message was posted; more than once where it had to be posted again. */
  readonly starts: readonly number[]
  /** The end of the countdown; presses are taken for `grace` longer. */
  readonly closes: number
  /** When answers are counted at the latest: presses under way have arrived by then. */
  readonly settles: number
  /** Stretches in which nothing could be received; they cost no player time. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[]
}

export interface Player {
  readonly id: string
  /** When they joined the server, in milliseconds since 1970; 0 where unknown. */
  readonly joined: number
  readonly team: number
  /** Lives left; counts only in a game with lives. */
  readonly lives: number
  /** Questions missed in a row. */
  readonly missed: number
}

export interface Round {
  readonly opening: Opening
  readonly phase: Phase
  readonly players: OrderedMap<string, Player>
  /** Presses on the current question by player, lowest interaction id first. */
  readonly presses: Persistent<string, readonly Press[]>
  /** The last word on how sure each player is about the current question. */
  readonly sure: Persistent<string, Sure>
  readonly votes: ReadonlySet<string>
  /** Every question asked so far, in order. */
  readonly settled: readonly Settled[]
  /** A pause that begins after the current question. */
  readonly pausing: boolean
  /** The message of the lobby, once it stands in the channel. */
  readonly lobby?: string
  /** How often the lobby's message was deleted. */
  readonly lobbiesLost?: number
}

/** How sure a player says to be, and with which interaction. */
export interface Sure {
  readonly id: string
  readonly sure: Sureness
}

/** What is to be done outside after an event. */
export type Effect =
  /** Answer whoever caused the event. */
  | { readonly do: 'tell'; readonly verdict: Verdict }
  /** Post the question of phase `posting`. */
  | { readonly do: 'ask' }
  /** Post the lobby once more. */
  | { readonly do: 'invite' }
  /** What stands in the channel has changed. */
  | { readonly do: 'show' }
  /** A question is settled: its message becomes the reveal. */
  | { readonly do: 'reveal'; readonly question: number }
  /** The game is over: keep the scores and post the board. */
  | { readonly do: 'finish' }

export type Step = readonly [Round, ...Effect[]]

/** In a `posted` event: the lobby's message and not a question's. */
export const lobbyQuestion = -1

/** Presses are taken this long after the countdown, which shows whole seconds only, in milliseconds. */
export const grace = 1_000
/** Then this long is waited for presses that were made in time and are still under way. */
export const drain = 1_500
/** A question ends this long after the last of its players has answered. */
const afterLast = 1_500
const postingTakes = 30_000
const pauseLasts = 60 * 60_000
/** Interruptions up to this count as none. */
export const shortGap = 2_000
/** Interruptions up to this lengthen the question; longer ones void it. */
const longGap = 60_000
/** After so long an interruption the game is over: nobody is there any more. */
const deadGap = 30 * 60_000
const idleQuestions = 3
/** Most presses of one player on one question that are kept. */
const pressesKept = 8

/** The host of a game that a server has planned. */
export const nobody = ''

/** A game that nobody has joined but its host. */
export function openRound(opening: Opening, host: { joined: number }): Step {
  const { settings, at } = opening
  const round: Round = {
    opening,
    phase: { name: 'lobby', startsAt: at + settings.lobby * 1_000 },
    players:
      opening.host === nobody
        ? OrderedMap()
        : OrderedMap([[opening.host, newPlayer(opening, opening.host, host.joined, 0)]]),
    presses: Persistent(),
    sure: Persistent(),
    votes: new Set(),
    settled: [],
    pausing: false,
  }
  return [round]
}

/** What an event makes of a game. An event that changes nothing returns the same object. */
export function advance(round: Round, event: RoundEvent): Step {
  if (event.type === 'corrected') return correct(round, event)
  if (round.phase.name === 'over') return tell(round, { kind: 'over' })
  switch (event.type) {
    case 'join':
      return join(round, event)
    case 'leave':
      return leave(round, event.player)
    case 'press':
      return press(round, event)
    case 'sure':
      return beSure(round, event)
    case 'vote':
      return vote(round, event.player, event.at)
    case 'posted':
      return posted(round, event)
    case 'woke':
      return woke(round, event.at)
    case 'interrupted':
      return interrupted(round, event.from, event.at)
    case 'lost':
      return lost(round, event.message, event.at)
    case 'failed':
      return end(round, event.reason, event.at)
    default:
      return directed(round, event.type, event.at)
  }
}

/** Also after the game: whoever is on the board deserves the right one. */
function correct(round: Round, event: RoundEvent & { type: 'corrected' }): Step {
  const before = round.settled.find(({ question }) => question === event.question)
  const after = before && corrected(round, before, event.key)
  if (after === undefined) return tell(round, { kind: 'refused' })
  const settled = round.settled.map((one) => (one === before ? after : one))
  return [
    { ...round, settled },
    { do: 'tell', verdict: { kind: 'done' } },
  ]
}

/** The game that a log makes. */
export function replay(opening: Opening, joined: number, events: readonly RoundEvent[]): Round {
  let [round] = openRound(opening, { joined })
  for (const event of events) [round] = advance(round, event)
  return round
}

/** When the game must be looked at again, in milliseconds since 1970; undefined once it is over. */
export function deadlineOf({ phase }: Round): number | undefined {
  switch (phase.name) {
    case 'lobby':
      return phase.startsAt
    case 'open':
      return phase.settles
    case 'over':
      return undefined
    default:
      return phase.until
  }
}

function newPlayer(opening: Opening, id: string, joined: number, team: number): Player {
  return { id, joined, team, lives: opening.settings.lives, missed: 0 }
}

function tell(round: Round, verdict: Verdict): Step {
  return [round, { do: 'tell', verdict }]
}

function join(round: Round, event: RoundEvent & { type: 'join' }): Step {
  const { phase, players, opening } = round
  const known = players.get(event.player)
  const { teams, lives } = opening.settings
  if (phase.name !== 'lobby') {
    if (known !== undefined) return tell(round, { kind: 'in', team: known.team })
    return tell(round, { kind: lives > 0 && round.settled.length > 0 ? 'out' : 'in' })
  }
  const team = teams === 0 ? 0 : (event.team ?? smallestTeam(round)) % teams
  if (known !== undefined && known.team === team) return tell(round, { kind: 'in', team })
  const player = newPlayer(opening, event.player, event.joined, team)
  const next = { ...round, players: players.set(event.player, player) }
  return [next, { do: 'tell', verdict: { kind: 'joined', team } }, { do: 'show' }]
}

/** The team with the fewest players; the first of several. */
export function smallestTeam({
  players,
  opening,
}: {
  players: { values(): Iterable<Player> }
  opening: Opening
}): number {
  const sizes = Array.from({ length: Math.max(1, opening.settings.teams) }, () => 0)
  for (const { team } of players.values()) sizes[team] = (sizes[team] ?? 0) + 1
  return sizes.indexOf(Math.min(...sizes))
}

function leave(round: Round, player: string): Step {
  if (round.phase.name !== 'lobby' || !round.players.has(player))
    return tell(round, { kind: 'refused' })
  const players = round.players.delete(player)
  return [{ ...round, players }, { do: 'tell', verdict: { kind: 'left' } }, { do: 'show' }]
}

function press(round: Round, event: Press): Step {
  const { phase, players, opening } = round
  if (!('question' in phase) || phase.question !== event.question)
    return tell(round, { kind: 'closed' })
  const earlier = round.presses.get(event.player) ?? []
  const lives = opening.settings.lives
  if (lives > 0 && (players.get(event.player)?.lives ?? (event.question > 0 ? 0 : lives)) <= 0)
    return tell(round, { kind: 'out' })
  if (earlier.some(({ id }) => id === event.id)) return tell(round, verdictOn(round, event))
  // A quick press may arrive before the word that its message stands: while it is posted, nobody is late.
  const late = phase.name === 'open' ? event.at > phase.closes + grace : phase.name !== 'posting'
  if (late) return keepLate(round, event, earlier)
  if (phase.name === 'open' && event.at < (phase.starts[0] ?? 0))
    return tell(round, { kind: 'closed' })
  const full = !earlier.some(({ id }) => byId(event.id, id) < 0) && earlier.length >= pressesKept
  if (full) return tell(round, already(round, event.player))
  const presses = [...earlier, event].sort((a, b) => byId(a.id, b.id)).slice(0, pressesKept)
  const pressed = { ...round, presses: round.presses.set(event.player, presses) }
  const next = phase.name === 'open' ? { ...pressed, phase: closeEarly(pressed, phase) } : pressed
  return [next, { do: 'tell', verdict: verdictOn(next, event) }, { do: 'show' }]
}

/** A late press is logged for the audit, and changes no score. */
function keepLate(round: Round, event: Press, earlier: readonly Press[]): Step {
  const late = { do: 'tell', verdict: { kind: 'late' } } as const
  if (earlier.length >= pressesKept) return [round, late]
  return [{ ...round, presses: round.presses.set(event.player, [...earlier, event]) }, late]
}

/** What the player of a press that is kept is told about it. */
function verdictOn(round: Round, event: Press): Verdict {
  if (round.phase.name === 'reveal') return verdictAfter(round, event)
  const lock = lockOf(round, event.player)
  if (lock === undefined) return { kind: 'almost' }
  if (lock.id === event.id) return { kind: 'taken', ...answerOf(lock) }
  return byId(event.id, lock.id) < 0 && event.choice === -1
    ? { kind: 'almost' }
    : already(round, event.player)
}

/** What is said to a press that comes in once more after its question was counted. */
function verdictAfter({ settled }: Round, { player, id }: Press): Verdict {
  const outcome = settled.at(-1)?.outcomes.get(player)
  if (outcome === undefined) return { kind: 'late' }
  return { kind: outcome.id === id ? 'taken' : 'already', ...answerOf(outcome) }
}

function already(round: Round, player: string): Verdict {
  const lock = lockOf(round, player)
  return lock === undefined ? { kind: 'almost' } : { kind: 'already', ...answerOf(lock) }
}

function answerOf({ choice, text }: Pick<Press, 'choice' | 'text'>): {
  choice: number
  text?: string
} {
  return text === undefined ? { choice } : { choice, text }
}

/** Orders interaction ids by age: they are numbers without leading zeros. */
export function byId(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}

/** Players who are expected to answer: alive, and not silent for two questions. */
export function expected({ players, opening }: Round): readonly Player[] {
  const playing = [...players.values()].filter(
    ({ lives, missed }) => (opening.settings.lives === 0 || lives > 0) && missed < 2,
  )
  return playing
}

/** The phase with its end moved forward where everyone has answered; a function of the presses alone. */
function closeEarly(round: Round, phase: Open): Open {
  const settles = phase.closes + grace + drain
  const { early, change } = round.opening.settings
  const players = expected(round)
  const waits = !early || change || players.length === 0
  if (waits || players.some(({ id }) => lockOf(round, id) === undefined))
    return phase.settles === settles ? phase : { ...phase, settles }
  const last = Math.max(...[...round.presses.keys()].map((id) => lockOf(round, id)?.at ?? 0))
  return { ...phase, settles: Math.min(settles, last + afterLast) }
}

function beSure(round: Round, event: RoundEvent & { type: 'sure' }): Step {
  const { phase } = round
  const before = round.sure.get(event.player)
  if (phase.name !== 'open' || phase.question !== event.question || event.at > phase.closes + grace)
    return tell(round, { kind: 'late' })
  if (lockOf(round, event.player) === undefined) return tell(round, { kind: 'refused' })
  const verdict: Verdict = { kind: 'sure', sure: event.sure }
  if (before !== undefined && byId(event.id, before.id) <= 0) return tell(round, verdict)
  const said = { id: event.id, sure: event.sure }
  const next = { ...round, sure: round.sure.set(event.player, said) }
  return tell(next, verdict)
}

/** Votes that end a question: more than half of those who are expected to answer. */
export function votesNeeded(round: Round): number {
  return Math.floor(expected(round).length / 2) + 1
}

function vote(round: Round, player: string, at: number): Step {
  if (round.phase.name !== 'open' || !round.players.has(player))
    return tell(round, { kind: 'refused' })
  const votes = new Set(round.votes).add(player)
  const needed = votesNeeded(round)
  const verdict: Verdict = { kind: 'voted', votes: votes.size, needed }
  if (votes.size === round.votes.size) return tell(round, verdict)
  const [next, ...effects] =
    votes.size >= needed ? settle({ ...round, votes }, at, 'skipped') : [{ ...round, votes }]
  return [next, { do: 'tell', verdict }, ...effects]
}

function posted(round: Round, event: RoundEvent & { type: 'posted' }): Step {
  const { phase, opening } = round
  if (event.question === lobbyQuestion) return [{ ...round, lobby: event.message }]
  if (phase.name !== 'posting') return [round]
  if (phase.question !== event.question || phase.attempt !== event.attempt) return [round]
  const asked = opening.questions[event.question]
  if (asked === undefined) return [round]
  const closes = event.at + limitOf(opening.settings, asked)
  const open: Open = {
    name: 'open',
    question: event.question,
    attempt: event.attempt,
    message: event.message,
    starts: [...phase.starts, event.at],
    closes,
    settles: closes + grace + drain,
    gaps: [],
  }
  const next = { ...round, phase: open }
  return [{ ...next, phase: closeEarly(next, open) }, { do: 'show' }]
}

function woke(round: Round, at: number): Step {
  const { phase } = round
  const deadline = deadlineOf(round)
  if (deadline === undefined || at < deadline) return [round]
  switch (phase.name) {
    case 'lobby':
      return ask(round, 0, at)
    case 'posting':
      return end(round, 'unreachable', at)
    case 'open':
      return settle(round, at)
    case 'reveal':
      return goOn(round, phase.question + 1, at)
    default:
      return end(round, 'abandoned', at)
  }
}

/** After a reveal, or a skip of it: the next question, a pause, or the end. */
function goOn(round: Round, next: number, at: number): Step {
  const ending = endingOf(round)
  if (ending !== undefined) return end(round, ending, at)
  if (round.pausing) return pauseAt(round, next, at)
  return ask(round, next, at)
}

function ask(round: Round, question: number, at: number): Step {
  if (round.opening.questions[question] === undefined) return end(round, 'played', at)
  const phase: Phase = {
    name: 'posting',
    question,
    attempt: 0,
    until: at + postingTakes,
    starts: [],
  }
  const next = {
    ...round,
    phase,
    presses: Persistent<string, readonly Press[]>(),
    sure: Persistent<string, Sure>(),
    votes: new Set<string>(),
  }
  return [next, { do: 'ask' }]
}

/** Why the game ends here, if it does. */
function endingOf(round: Round): Ending | undefined {
  const { settings, questions } = round.opening
  const { settled, players } = round
  if (settings.target > 0 && [...totalsOf(round).values()].some((sum) => sum >= settings.target))
    return 'target'
  const alive = [...players.values()].filter(({ lives }) => lives > 0).length
  if (settings.lives > 0 && settled.length > 0 && alive <= (players.size > 1 ? 1 : 0))
    return 'survivor'
  const last = settled.slice(-idleQuestions)
  const silent = last.every(({ outcomes, voided }) => outcomes.size === 0 && voided === undefined)
  if (last.length === idleQuestions && silent) return 'idle'
  return settled.length >= questions.length ? 'played' : undefined
}

function totalsOf({ settled }: Round): Map<string, number> {
  const totals = new Map<string, number>()
  for (const { outcomes } of settled)
    for (const [player, { points }] of outcomes)
      totals.set(player, (totals.get(player) ?? 0) + points)
  return totals
}

function settle(round: Round, at: number, voided?: Settled['voided']): Step {
  const { phase, opening } = round
  if (phase.name !== 'open') return [round]
  const [settled, players] = settleQuestion(round, phase, at, voided)
  const note = opening.questions[phase.question]?.item.note.length ?? 0
  const until = at + 5_000 + Math.min(8_000, Math.ceil(note / 24) * 1_000)
  const reveal: Phase = { name: 'reveal', question: phase.question, until }
  const next = { ...round, phase: reveal, players, settled: [...round.settled, settled] }
  return [next, { do: 'reveal', question: phase.question }]
}

function end(round: Round, reason: Ending, at: number): Step {
  const { phase } = round
  const over = { name: 'over', reason, at } as const
  if (phase.name !== 'open') return [{ ...round, phase: over }, { do: 'finish' }]
  // What was being asked counts for nobody.
  const [settled, players] = settleQuestion(round, phase, at, 'stopped')
  const next = { ...round, players, settled: [...round.settled, settled], phase: over }
  return [next, { do: 'reveal', question: phase.question }, { do: 'finish' }]
}

type Order = 'begin' | 'pause' | 'resume' | 'stop' | 'skip'

/** What a host or moderator says. Whether they may say it is the caller's to check. */
function directed(round: Round, order: Order, at: number): Step {
  const [next, ...effects] = carryOut(round, order, at)
  const told = effects.some((effect) => effect.do === 'tell')
  if (told) return [next, ...effects]
  const kind = next === round ? 'refused' : 'done'
  return [next, { do: 'tell', verdict: { kind } }, ...effects]
}

function carryOut(round: Round, order: Order, at: number): Step {
  const { phase } = round
  switch (order) {
    case 'stop':
      return end(round, 'stopped', at)
    case 'begin':
      return phase.name === 'lobby' ? ask(round, 0, at) : [round]
    case 'pause':
      return pause(round, at)
    case 'resume':
      if (phase.name === 'paused') return ask(round, phase.next, at)
      return round.pausing ? [{ ...round, pausing: false }, { do: 'show' }] : [round]
    case 'skip':
      if (phase.name === 'open') return settle(round, at, 'skipped')
      if (phase.name === 'lobby') return ask(round, 0, at)
      return phase.name === 'reveal' ? goOn(round, phase.question + 1, at) : [round]
  }
}

/** Nobody gets time to think from a pause: a question that is open is finished first. */
function pause(round: Round, at: number): Step {
  const { phase } = round
  if (phase.name === 'lobby') return pauseAt(round, 0, at)
  if (phase.name === 'reveal') return pauseAt(round, phase.question + 1, at)
  if (phase.name === 'paused' || round.pausing) return [round]
  return [{ ...round, pausing: true }, { do: 'tell', verdict: { kind: 'soon' } }, { do: 'show' }]
}

function pauseAt(round: Round, next: number, at: number): Step {
  const phase: Phase = { name: 'paused', next, until: at + pauseLasts }
  return [{ ...round, pausing: false, phase }, { do: 'show' }]
}

/**
 * Time in which nothing could be received. Up to 2 s of it is ignored; up to 60 s lengthens the question once,
 * by the gap and 5 s; more voids the question. Earlier questions stand.
 */
function interrupted(round: Round, from: number, at: number): Step {
  const { phase } = round
  if (at - from > deadGap && phase.name !== 'paused') return end(round, 'interrupted', at)
  switch (phase.name) {
    case 'lobby': {
      const startsAt = Math.max(phase.startsAt, at + 5_000)
      const isMissing = round.lobbiesLost === 1 && round.lobby === undefined
      const invites: Effect[] = isMissing ? [{ do: 'invite' }] : []
      return [{ ...round, phase: { ...phase, startsAt } }, ...invites]
    }
    case 'posting':
      return [{ ...round, phase: { ...phase, until: at + postingTakes } }, { do: 'ask' }]
    case 'open':
      return interruptedOpen(round, phase, from, at)
    case 'reveal': {
      const until = Math.max(phase.until, at + 3_000)
      return [
        { ...round, phase: { ...phase, until } },
        { do: 'reveal', question: phase.question },
      ]
    }
    default:
      return [round]
  }
}

function interruptedOpen(round: Round, phase: Open, from: number, at: number): Step {
  const begin = Math.max(from, phase.starts[0] ?? from)
  const gap = at - begin
  const touched = begin < Math.min(phase.closes + grace, phase.settles)
  if (!touched || gap <= shortGap) return [round]
  if (gap > longGap || phase.gaps.length > 0) return settle(round, at, 'interrupted')
  const closes = phase.closes + gap + 5_000
  const gaps = [...phase.gaps, { from: begin, to: at }]
  const open = { ...phase, closes, gaps, settles: closes + grace + drain }
  return [{ ...round, phase: closeEarly({ ...round, phase: open }, open) }, { do: 'show' }]
}

/**
 * A question whose message was deleted is posted once more, with its whole time; then it is void. So is a lobby;
 * a game whose lobby was deleted twice begins at its time without one.
 */
function lost(round: Round, message: string, at: number): Step {
  const { phase } = round
  if (phase.name === 'lobby') return lostLobby(round, message)
  if (phase.name !== 'open' || phase.message !== message) return [round]
  if (phase.attempt > 0) return settle(round, at, 'lost')
  const { question, attempt, starts } = phase
  const again: Phase = {
    name: 'posting',
    question,
    attempt: attempt + 1,
    until: at + postingTakes,
    starts,
  }
  return [{ ...round, phase: again }, { do: 'ask' }]
}

function lostLobby(round: Round, message: string): Step {
  const { lobby, lobbiesLost = 0, ...rest } = round
  if (lobby !== message) return [round]
  const without = { ...rest, lobbiesLost: lobbiesLost + 1 }
  return lobbiesLost === 0 ? [without, { do: 'invite' }] : [without]
}
