/** Runs challenges: opens them, hands out questions, takes answers, and ends them at their time. */

import type { Clock } from '../clock.ts'
import { UserError } from '../errors.ts'
import {
  type Challenge,
  challengeSettings,
  endOf,
  type Given,
  type Judged,
  judgeAnswer,
  mostChallenges,
  nextFor,
  settlesAt,
  type Turn,
} from './challenge.ts'
import { type ChallengeScore, challengeScores } from './challenge-ranked.ts'
import { drawQuestions, type History } from './draw.ts'
import type { HostNeeds } from './host/running.ts'
import { createLookout } from './lookout.ts'
import type { TriviaItem } from './question.ts'
import { grace } from './round.ts'
import type { Settings } from './settings.ts'
import { StageError } from './stage.ts'
import { createTally } from './tally.ts'

/** A challenge as it is kept. */
export interface KeptChallenge extends Challenge {
  /** Its message in the channel; '' while there is none. */
  readonly message: string
  readonly closed: boolean
}

/** Where challenges are kept. */
export interface ChallengeStore {
  /** Keeps a new one, and that its questions were asked; false where its channel has one that is open. */
  open(challenge: Challenge, settles: number): Promise<boolean>
  shown(id: string, message: string): Promise<void>
  /** A challenge of this guild. */
  find(guild: string, id: string): Promise<KeptChallenge | undefined>
  /** The challenges of a guild that are open. */
  openIn(guild: string): Promise<readonly KeptChallenge[]>
  /** The latest challenges of a guild that are over. */
  past(guild: string, most: number): Promise<readonly KeptChallenge[]>
  /** All turns, or those of one player, in order of their questions. */
  turns(id: string, player?: string): Promise<readonly Turn[]>
  /** Starts a person's clock on a question, once; resolves with the turn as it is kept. */
  begin(challenge: Challenge, turn: Turn): Promise<Turn>
  /** Keeps an answer; false where there is one already. */
  answer(id: string, player: string, question: number, given: Given): Promise<boolean>
  /** Counts a typed answer that was almost right. */
  almost(id: string, player: string, question: number): Promise<void>
  /** Open challenges that were to be settled at `now` or before. */
  due(now: number): Promise<readonly KeptChallenge[]>
  soonest(now: number): Promise<number | undefined>
  /** Ends a challenge early: nothing is shown any more from `closes` on. */
  shorten(id: string, closes: number, settles: number): Promise<void>
  close(id: string): Promise<void>
  /** Closes one whose board stands, and keeps what it came to; once, however often it is called. */
  settle(challenge: Challenge, scores: readonly ChallengeScore[]): Promise<void>
  /** The points that were kept then; empty where none were. */
  points(id: string): Promise<ReadonlyMap<string, number>>
  /** How many have seen a question, and how many the last one. */
  progress(challenge: Challenge): Promise<Progress>
}

export interface Progress {
  readonly begun: number
  readonly finished: number
}

/** Where challenges are shown; both reject with a StageError. */
export interface ChallengeStage {
  /** Posts a challenge; resolves with the id of the message. */
  post(challenge: Challenge): Promise<string>
  edit(challenge: KeptChallenge, progress: Progress, isOver: boolean): Promise<void>
  /** Posts the board of one that is over. */
  board(challenge: Challenge, turns: readonly Turn[]): Promise<void>
}

export interface ChallengeNeeds {
  readonly store: ChallengeStore
  readonly stage: ChallengeStage
  readonly clock: Clock
  /** Discord's time. */
  readonly now: () => number
  /** Random hexadecimal digits, as many as asked for. */
  readonly secret: (digits: number) => string
  readonly pool: (guild: string) => Promise<readonly TriviaItem[]>
  readonly history: (guild: string) => Promise<History>
  readonly isOurs: (guild: string) => boolean
  /** Who knows the answers of a challenge that asks the items with these ids. */
  readonly insiders: HostNeeds['insiders']
  readonly rules: HostNeeds['rules']
  readonly onError: (error: unknown, doing: string) => void
}

export interface ChallengeRequest {
  readonly guild: string
  readonly channel: string
  readonly host: string
  readonly settings: Settings
  /** How long it is open, in milliseconds. */
  readonly lasts: number
}

/** What a person gets who plays on. */
export type Dealt =
  | { readonly kind: 'question'; readonly challenge: Challenge; readonly turn: Turn }
  | { readonly kind: 'done' | 'over'; readonly challenge: Challenge; readonly seen: number }

export interface Challenges {
  /** Throws a UserError where the channel has one or no question fits. */
  open(request: ChallengeRequest): Promise<Challenge>
  shown(id: string, message: string): Promise<void>
  /** Opens one and posts it; rejects with a StageError where it cannot be shown, and then none is open. */
  announce(request: ChallengeRequest): Promise<void>
  find(guild: string, id: string): Promise<KeptChallenge | undefined>
  inChannel(guild: string, channel: string): Promise<KeptChallenge | undefined>
  /** The latest ones of a guild that are over. */
  past(guild: string, most: number): Promise<readonly KeptChallenge[]>
  deal(challenge: Challenge, player: string, at: number): Promise<Dealt>
  answer(challenge: Challenge, player: string, question: number, given: Given): Promise<Judged>
  turns(id: string, player?: string): Promise<readonly Turn[]>
  /** The points of one that is over, as the boards count them; empty where none are kept. */
  points(id: string): Promise<ReadonlyMap<string, number>>
  /** Takes one back that nobody has seen. */
  cancel(challenge: Challenge): Promise<void>
  /** Nothing is shown any more from now on; the board comes once answers under way are in. */
  end(challenge: Challenge): Promise<void>
  /** Ids of the entries behind questions on which somebody's clock runs. */
  withheld(guild: string): ReadonlySet<string>
  start(): void
  stop(): void
}

/** A board that could not be posted for so long is given up, in milliseconds. */
const patience = 6 * 3_600_000

export function createChallenges(needs: ChallengeNeeds): Challenges {
  const { store, stage, clock, now, onError } = needs
  const tally = createTally(store, stage, clock)
  const live = new Map<string, { entry: string; guild: string; until: number }>()
  let stopped = false

  const open = async (request: ChallengeRequest): Promise<Challenge> => {
    const { guild, channel, host } = request
    if ((await store.openIn(guild)).length >= mostChallenges)
      throw new UserError(
        `A server has ${mostChallenges} challenges at a time. Wait for one to end, or end it with \`/trivia challenge end\`.`,
      )
    const seed = needs.secret(32)
    const settings = challengeSettings(request.settings)
    const pool = await needs.pool(guild)
    const questions = drawQuestions(pool, settings, seed, await needs.history(guild))
    if (questions.length === 0)
      throw new UserError(
        'No question fits those topics and that difficulty. Choose fewer conditions.',
      )
    const at = now()
    const closes = at + request.lasts
    const id = needs.secret(12)
    const challenge = { id, guild, channel, host, at, closes, settings, seed, questions }
    if (!(await store.open(challenge, settlesAt(challenge))))
      throw new UserError(
        'There is a challenge in this channel already. Play it with `/trivia challenge play`.',
      )
    lookout.look()
    return challenge
  }

  /** Ends one that could not be shown: nobody has seen it. */
  const announce = async (request: ChallengeRequest) => {
    const challenge = await open(request)
    try {
      await store.shown(challenge.id, await stage.post(challenge))
    } catch (error) {
      await store.close(challenge.id)
      throw error
    }
  }

  const deal = async (challenge: Challenge, player: string, at: number): Promise<Dealt> => {
    const turns = await store.turns(challenge.id, player)
    const next = nextFor(challenge, turns, at)
    if (next.kind !== 'has' && next.kind !== 'gets')
      return { kind: next.kind, challenge, seen: turns.length }
    const turn = next.kind === 'has' ? next.turn : await begin(challenge, player, next)
    withhold(challenge, turn)
    if (turns.length === 0) tally.touch(challenge)
    return { kind: 'question', challenge, turn }
  }

  const begin = (
    challenge: Challenge,
    player: string,
    { question, starts }: { question: number; starts: number },
  ) => {
    const unanswered = { at: 0, choice: -1, said: '', tries: 0 }
    return store.begin(challenge, { player, question, starts, ...unanswered })
  }

  const withhold = (challenge: Challenge, turn: Turn) => {
    const entry = challenge.questions[turn.question]?.item.entry ?? ''
    const until = endOf(challenge, turn) + grace
    for (const [key, one] of live) if (one.until < now()) live.delete(key)
    live.set(`${challenge.id} ${turn.player}`, { entry, guild: challenge.guild, until })
  }

  const answer = async (challenge: Challenge, player: string, question: number, given: Given) => {
    const { id } = challenge
    const turn = (await store.turns(id, player)).find((one) => one.question === question)
    const judged = judgeAnswer(challenge, turn, given)
    if (judged === 'almost') await store.almost(id, player, question)
    if (judged !== 'counts') return judged
    if (!(await store.answer(id, player, question, given))) return 'already'
    live.delete(`${id} ${player}`)
    if (question === challenge.questions.length - 1) tally.touch(challenge)
    return judged
  }

  /** Posts the board; what fails for a while is tried again at the next look. */
  const settle = async (challenge: KeptChallenge): Promise<void> => {
    tally.drop(challenge.id)
    // First: what fails after the board has come would bring it once more.
    const turns = await store.turns(challenge.id)
    const scores = await scoresOf(challenge, turns)
    const isShown = await showBoard(challenge, turns)
    if (isShown === 'later') return
    await store.settle(challenge, scores)
    if (isShown === 'yes' && challenge.message !== '')
      await stage.edit(challenge, await store.progress(challenge), true).catch(() => undefined)
  }

  const scoresOf = async (challenge: KeptChallenge, turns: readonly Turn[]) => {
    const { guild, questions, at } = challenge
    const ids = new Set(questions.map(({ item }) => item.id))
    const insiders = await needs.insiders(guild, ids, at)
    return challengeScores(challenge, turns, needs.rules(guild), insiders)
  }

  const showBoard = async (
    challenge: KeptChallenge,
    turns: readonly Turn[],
  ): Promise<'yes' | 'never' | 'later'> => {
    try {
      await stage.board(challenge, turns)
      return 'yes'
    } catch (error) {
      const fault = error instanceof StageError ? error.fault : 'failed'
      if (fault === 'channel-gone' || fault === 'forbidden') return 'never'
      onError(error, 'showing the board of a challenge')
      return now() - challenge.closes < patience ? 'later' : 'never'
    }
  }

  const settleAll = async () => {
    const at = now()
    for (const challenge of (await store.due(at)).filter(({ guild }) => needs.isOurs(guild))) {
      if (stopped) break
      await settle(challenge).catch((error) => onError(error, 'ending a challenge'))
    }
    return store.soonest(at)
  }
  const lookout = createLookout(clock, needs.now, settleAll, (error) =>
    onError(error, 'looking for challenges that are over'),
  )

  return {
    ...{ open, announce, deal, answer },
    shown: store.shown,
    find: store.find,
    past: store.past,
    turns: store.turns,
    points: store.points,
    async inChannel(guild, channel) {
      return (await store.openIn(guild)).find((one) => one.channel === channel)
    },
    cancel: ({ id }) => store.close(id),
    async end(challenge) {
      const closes = Math.min(challenge.closes, now())
      await store.shorten(challenge.id, closes, settlesAt({ ...challenge, closes }))
      lookout.look()
    },
    withheld(guild) {
      const entries = [...live.values()].flatMap((one) =>
        one.guild === guild && one.until >= now() && one.entry !== '' ? one.entry : [],
      )
      return new Set(entries)
    },
    start: lookout.start,
    stop() {
      stopped = true
      lookout.stop()
      tally.stop()
    },
  }
}
