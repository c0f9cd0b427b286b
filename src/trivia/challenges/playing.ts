/** A person plays a challenge: gets the next question, answers it, and keeps its answer from `/ask` meanwhile. */

import {
  type Challenge,
  endOf,
  type Given,
  type Judged,
  judgeAnswer,
  nextFor,
  type Turn,
} from '../challenge.ts'
import type { ChallengeStore } from '../challenge-store.ts'
import { grace } from '../round.ts'

/** What a person gets who plays on. */
export type Dealt =
  | { readonly kind: 'question'; readonly challenge: Challenge; readonly turn: Turn }
  | { readonly kind: 'done' | 'over'; readonly challenge: Challenge; readonly seen: number }

export interface Playing {
  deal(challenge: Challenge, player: string, at: number): Promise<Dealt>
  answer(challenge: Challenge, player: string, question: number, given: Given): Promise<Judged>
  /** Ids of the entries behind questions on which somebody's clock runs. */
  withheld(guild: string): ReadonlySet<string>
}

/** `touch`: somebody began or finished. */
export function createPlaying(
  store: Pick<ChallengeStore, 'turns' | 'begin' | 'answer' | 'almost'>,
  now: () => number,
  touch: (challenge: Challenge) => void,
): Playing {
  const live = new Map<string, { entry: string; guild: string; until: number }>()

  const deal = async (challenge: Challenge, player: string, at: number): Promise<Dealt> => {
    const turns = await store.turns(challenge.id, player)
    const next = nextFor(challenge, turns, at)
    if (next.kind !== 'has' && next.kind !== 'gets')
      return { kind: next.kind, challenge, seen: turns.length }
    const turn = next.kind === 'has' ? next.turn : await begin(challenge, player, next)
    withhold(challenge, turn)
    if (turns.length === 0) touch(challenge)
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
    if (question === challenge.questions.length - 1) touch(challenge)
    return judged
  }

  return {
    deal,
    answer,
    withheld(guild) {
      const entries = [...live.values()].flatMap((one) =>
        one.guild === guild && one.until >= now() && one.entry !== '' ? one.entry : [],
      )
      return new Set(entries)
    },
  }
}
