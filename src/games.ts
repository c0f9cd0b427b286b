/** Everything of trivia, put together. */

import { randomBytes } from 'node:crypto'
import type { Client } from 'discord.js'
import { createChallengeStage } from './challenge-stage.ts'
import { type Clock, systemClock } from './clock.ts'
import { watchHearing } from './discord/hearing.ts'
import { maySpeakIn } from './discord/speaking.ts'
import { watchPlaces } from './discord/watch-places.ts'
import type { Wire } from './discord/wire.ts'
import type { Settings } from './guild/settings.ts'
import type { Library } from './knowledge/library.ts'
import type { Log } from './log.ts'
import { createRoomCheck } from './operations/room.ts'
import { createOwnQuestions } from './own-questions.ts'
import { type Span, shareOf } from './shards/span.ts'
import { createStage } from './stage.ts'
import { createChallengeStore } from './store/challenges.ts'
import type { Database } from './store/database.ts'
import type { ItemFacts } from './store/game-results.ts'
import { createQuestionStore } from './store/questions.ts'
import { createReportStore } from './store/reports.ts'
import { createRoundStore, type Holding } from './store/rounds.ts'
import { createRecords } from './store/scores.ts'
import { perSecond } from './trivia/budget.ts'
import { createChallenges } from './trivia/challenges.ts'
import { createHost, type Host } from './trivia/host.ts'
import type { TriviaItem } from './trivia/question.ts'
import { type RankingRules, rankingRules } from './trivia/ranked.ts'
import { labelled } from './trivia/rating.ts'
import { createVoices } from './voices.ts'

export interface GamesNeeds {
  readonly database: Database
  readonly log: Log
  /** The questions that come with the bot. */
  readonly trivia: readonly TriviaItem[]
  /** The machine's, unless a test brings its own. */
  readonly clock?: Clock
  /** What makes a game count; the published rules when absent. */
  readonly ranking?: RankingRules
  /** Bytes left where the database is; undefined where that cannot be told. */
  readonly freeSpace?: () => Promise<number | undefined>
}

export interface BesideGames {
  readonly client: Client
  /** The way for what counts against the bot's limit, and the one for what does not. */
  readonly wire: Wire
  readonly replies: Wire
  readonly library: Library
  readonly settings: Settings
  readonly span: Span
  readonly holding: Holding | undefined
}

/** Trivia for the servers of this process: its games, its challenges, its questions, and what hears of lost places. */
export function createGames(needs: GamesNeeds, beside: BesideGames) {
  const { database, log, trivia } = needs
  const { client, wire, replies, library, settings, span, holding } = beside
  const clock = needs.clock ?? systemClock
  const byId = new Map(trivia.map((item) => [item.id, item]))
  const rules = () => needs.ranking ?? rankingRules
  const records = createRecords(database)
  const questions = createQuestionStore(database)
  const { itemOf, pool, insiders } = createOwnQuestions({
    ...{ store: questions, library, settings },
    shipped: async () => labelled(trivia, await records.earnedRatings()),
  })
  // The disk of a PostgreSQL server is not ours to see.
  const requireRoom = createRoomCheck(database.engine === 'sqlite' ? needs.freeSpace : undefined)
  const poolOfNew = async (guild: string) => {
    await requireRoom()
    return pool(guild)
  }
  const voices = createVoices(() => clock.now())
  const stage = createStage(wire.for('game'), replies.for('game'), rules, voices)
  const onError = (error: unknown, doing: string) => log.error({ err: error, doing }, 'trivia')
  const facts: ItemFacts = (id) => {
    const item = byId.get(id)
    return item && { difficulty: item.difficulty, options: item.wrong.length + 1 }
  }
  const store = createRoundStore(database, facts, holding)
  const secret = (digits: number) =>
    randomBytes(Math.ceil(digits / 2))
      .toString('hex')
      .slice(0, digits)
  const hearing = watchHearing(client, { now: () => host.now(), log })
  const host: Host = createHost({
    hearing,
    store,
    stage,
    clock,
    secret,
    pool: poolOfNew,
    insiders,
    rules,
    perSecond: shareOf(span, perSecond),
    onError,
  })
  const challenges = createChallenges({
    ...{ clock, now: host.now, secret, pool: poolOfNew, history: store.history, onError },
    store: createChallengeStore(database),
    stage: createChallengeStage(wire.for('background')),
    isOurs: (guild) => client.guilds.cache.has(guild),
    ...{ insiders, rules },
  })
  const gone = (doing: Promise<void>) =>
    void doing.catch((error) => log.error({ err: error }, 'trivia'))
  watchPlaces(client, host.now, {
    channelGone: (channel) => gone(host.channelGone(channel)),
    guildGone: (guild) => gone(host.guildGone(guild)),
    rightsChanged(guild) {
      for (const { opening } of host.inGuild(guild))
        if (!maySpeakIn(client, opening.channel))
          gone(host.channelGone(opening.channel, 'forbidden'))
    },
    messageGone: (channel, message) => gone(host.messageGone(channel, message)),
    silentSince: hearing.silentSince,
    interrupted: (from) => gone(host.interrupted(from, host.now())),
  })
  const reports = createReportStore(database)
  const own = { questions, reports, itemOf, pool, newQuestionId: () => `own-${secret(12)}` }
  return { hearing, host, stage, voices, onError, challenges, records, rules, ...own }
}
