/** The games that this process runs, in memory. */

import type { Cancel } from '../../clock.ts'
import type { Round } from '../round.ts'
import type { Screen } from '../screen.ts'

/** A game with what belongs to it. */
export interface Game {
  /** With all that has happened so far, stored or not. */
  state: Round
  /** The number of its next event. */
  seq: number
  /** Resolves once all that has happened so far is stored. */
  stored: Promise<void>
  /** Somebody else has written into its log. */
  foreign: boolean
  /** Not looked at again before this time of the machine's, whatever its deadline. */
  notBefore: number
  /** Forgets the timer that is set for it. */
  cancel: Cancel
  /** What keeps the message on which the game goes on up to date. */
  screen: Screen | undefined
}

export interface Table {
  /** Puts a game on the table that has had so many events. */
  take(state: Round, events: number): Game
  get(round: string): Game | undefined
  /** Every game; also those that are over and lack only their board. */
  games(): readonly Game[]
  rounds(): readonly Round[]
  isEmpty(): boolean
  /** Lets go of a game; harmless where it is gone. */
  drop(round: string): void
  /** Lets go of every timer, for good. */
  close(): void
  isClosed(): boolean
}

export function createTable(): Table {
  const games = new Map<string, Game>()
  let closed = false
  return {
    take(state, events) {
      const game = newGame(state, events)
      games.set(state.opening.id, game)
      return game
    },
    get: (round) => games.get(round),
    games: () => [...games.values()],
    rounds: () => [...games.values()].map(({ state }) => state),
    isEmpty: () => games.size === 0,
    drop(round) {
      const game = games.get(round)
      if (game === undefined) return
      letGo(game)
      games.delete(round)
    },
    close() {
      closed = true
      for (const game of games.values()) letGo(game)
    },
    isClosed: () => closed,
  }
}

function newGame(state: Round, events: number): Game {
  return {
    state,
    seq: events,
    stored: Promise.resolve(),
    foreign: false,
    notBefore: 0,
    cancel: () => {},
    screen: undefined,
  }
}

function letGo(game: Game): void {
  game.cancel()
  game.screen?.close()
}

export function isOn({ phase }: Round): boolean {
  return phase.name !== 'over'
}

/** Ids of the entries behind the questions that are open in a guild. */
export function withheldIn(guild: string, rounds: readonly Round[]): ReadonlySet<string> {
  const entries = rounds.flatMap(({ opening, phase }) =>
    opening.guild === guild && (phase.name === 'open' || phase.name === 'posting')
      ? (opening.questions[phase.question]?.item.entry ?? [])
      : [],
  )
  return new Set(entries)
}
