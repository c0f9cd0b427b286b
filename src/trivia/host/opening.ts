/** A new game: its questions are drawn, and it is kept before anybody sees anything of it. */

import { UserError } from '../../errors.ts'
import { drawQuestions, type History } from '../draw.ts'
import type { Opening } from '../event.ts'
import type { Logged } from '../explain.ts'
import type { TriviaItem } from '../question.ts'
import type { RoundStore } from '../round-store.ts'
import type { Settings } from '../settings.ts'
import type { Insist } from './again.ts'
import { isOn, type Table } from './table.ts'

export interface GameRequest {
  readonly guild: string
  readonly channel: string
  readonly host: string
  /** When the host joined the server, in milliseconds since 1970; 0 where unknown. */
  readonly joined: number
  readonly settings: Settings
}

/** Where the questions of a new game come from. */
export interface Sources {
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
}

export interface OpeningNeeds extends Sources {
  readonly table: Table
  readonly store: Pick<RoundStore, 'open' | 'discard' | 'history'>
  readonly insist: Insist
  /** Discord's time. */
  readonly now: () => number
}

/** Keeps a new game. Throws a UserError where there is one already, or no question fits. */
export function createOpen(needs: OpeningNeeds): (request: GameRequest) => Promise<Logged> {
  return async (request) => {
    const { table } = needs
    if (table.isClosed()) throw new UserError('I am about to restart. Try again in a minute.')
    if (hasGame(table, request.channel)) throw new UserError(alreadyOne)
    const opening = await drawn(request, needs)
    if (opening.questions.length === 0) throw new UserError(noneFits)
    const logged: Logged = { opening, hostJoined: request.joined, events: [] }
    if (!(await keep(logged, needs))) throw new UserError(alreadyOne)
    return logged
  }
}

function hasGame(table: Table, channel: string): boolean {
  return table.rounds().some((one) => one.opening.channel === channel && isOn(one))
}

async function drawn(request: GameRequest, needs: OpeningNeeds): Promise<Opening> {
  const { guild, channel, host, settings } = request
  const seed = needs.secret(32)
  const at = needs.now()
  const pool = await needs.pool(guild)
  const questions = drawQuestions(pool, settings, seed, await historyOf(guild, needs))
  const ids = new Set(questions.map(({ item }) => item.id))
  const id = needs.secret(12)
  const insiders = await needs.insiders(guild, ids, at)
  return { id, guild, channel, host, at, settings, seed, questions, insiders }
}

/** False where the channel has a game. */
async function keep(logged: Logged, { store, insist }: OpeningNeeds): Promise<boolean> {
  try {
    return await store.open(logged)
  } catch (error) {
    // It may stand there all the same, and would keep the channel from having another.
    void insist(() => store.discard(logged.opening.id), 'discarding a game')
    throw error
  }
}

/** What was asked, with what games that are still running are about to ask. */
async function historyOf(guild: string, { store, table }: OpeningNeeds): Promise<History> {
  const history = new Map(await store.history(guild))
  for (const { opening } of table.rounds().filter((one) => one.opening.guild === guild))
    for (const { item } of opening.questions) {
      const times = (history.get(item.id)?.times ?? 0) + 1
      history.set(item.id, { times, last: opening.at })
    }
  return history
}

const alreadyOne =
  'There is a game in this channel already. Join it, or end it with `/trivia stop`.'

const noneFits =
  'No question fits those topics and that difficulty. Choose fewer conditions, or another topic from the list.'
