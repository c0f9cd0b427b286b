/** Draws the questions of a game: without repeats in a server, weighted by topic, balanced by difficulty. */

import type { Difficulty, TriviaItem } from './question.ts'
import { createDice, type Dice, sha256 } from './random.ts'
import type { Settings } from './settings.ts'

/** A question as one game asks it: its style chosen and its options in the order they are shown. */
export interface Asked {
  readonly item: TriviaItem
  readonly style: 'choice' | 'truefalse' | 'typed'
  /** What the buttons say; empty for a typed answer. */
  readonly options: readonly string[]
  /** Which option is right; -1 for a typed answer. */
  readonly key: number
  /** True or false: the answer that is put forward. */
  readonly claim?: string
}

/** The options of a claim that is true or false. */
export const truths = ['True', 'False'] as const

/** What of the pool was asked before in this server: how often, and when last (milliseconds since 1970). */
export type History = ReadonlyMap<string, { readonly times: number; readonly last: number }>

/** The items that `settings` allow, in a fixed order. */
export function eligible(pool: readonly TriviaItem[], settings: Settings): readonly TriviaItem[] {
  const topics = new Set(settings.topics.map(({ topic }) => topic))
  return pool
    .filter(
      ({ topics: own, difficulty }) =>
        (topics.size === 0 || own.some((topic) => topics.has(topic.toLowerCase()))) &&
        (settings.difficulty === 'mixed' || difficulty === settings.difficulty),
    )
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/**
 * The questions of a game and how each is shown, all from `seed`. No item is asked again in a server while
 * another that fits has been asked less often; among equals those asked longest ago come first. Two questions
 * that rest on the same entry are avoided while there are others. May return fewer than asked for, where the
 * pool is smaller.
 */
export function drawQuestions(
  pool: readonly TriviaItem[],
  settings: Settings,
  seed: string,
  history: History,
): readonly Asked[] {
  const dice = createDice(seed)
  const order = inOrderOfUse(eligible(pool, settings), history, dice)
  const items = spread(order, settings, dice)
  return items.map((item) => arrange(item, settings.style, dice))
}

/** Shuffled, then parted by how often they were asked, fewest first; in each part oldest first. */
function inOrderOfUse(
  items: readonly TriviaItem[],
  history: History,
  dice: Dice,
): readonly TriviaItem[][] {
  const parts = new Map<number, TriviaItem[]>()
  for (const item of dice.shuffle(items)) {
    const times = history.get(item.id)?.times ?? 0
    parts.set(times, [...(parts.get(times) ?? []), item])
  }
  const last = ({ id }: TriviaItem) => history.get(id)?.last ?? 0
  return [...parts]
    .sort(([a], [b]) => a - b)
    .map(([, part]) => part.sort((a, b) => last(a) - last(b)))
}

/** Out of five questions two are easy, two medium and one hard, where there are enough. */
const shares: Readonly<Record<Difficulty, number>> = { easy: 2, medium: 2, hard: 1 }

/** Takes items from the front of the first part that has any, each time from the topic and difficulty that lags behind most. */
function spread(parts: readonly TriviaItem[][], settings: Settings, dice: Dice): TriviaItem[] {
  const chosen: TriviaItem[] = []
  const entries = new Set<string>()
  const quota = (list: readonly { name: string; weight: number }[]) =>
    new Map(list.map(({ name, weight }) => [name, { weight, taken: 0 }]))
  const topics = quota(settings.topics.map(({ topic, weight }) => ({ name: topic, weight })))
  const levels = quota(Object.entries(shares).map(([name, weight]) => ({ name, weight })))
  while (chosen.length < settings.questions) {
    const left = parts.find((part) => part.length > 0)
    const [item] = left?.splice(best(left, topics, levels, entries), 1) ?? []
    if (item === undefined) break
    chosen.push(item)
    entries.add(item.entry)
    count(
      topics,
      item.topics.map((topic) => topic.toLowerCase()),
    )
    count(levels, [item.difficulty])
  }
  return dice.shuffle(chosen)
}

type Quotas = Map<string, { weight: number; taken: number }>

function count(quotas: Quotas, names: readonly string[]): void {
  for (const name of names) {
    const quota = quotas.get(name)
    if (quota !== undefined) quota.taken += 1
  }
}

/** How much a thing with these names lags behind its share; lowest first. */
function load(quotas: Quotas, names: readonly string[]): number {
  const loads = names.flatMap((name) => {
    const quota = quotas.get(name)
    return quota === undefined ? [] : [quota.taken / quota.weight]
  })
  return loads.length === 0 ? 0 : Math.min(...loads)
}

/** How far down the list a fitting question is looked for before age gives way. */
const window = 40

function best(
  left: readonly TriviaItem[],
  topics: Quotas,
  levels: Quotas,
  entries: ReadonlySet<string>,
): number {
  let found = 0
  let least = Number.POSITIVE_INFINITY
  for (const [at, item] of left.slice(0, window).entries()) {
    const cost =
      (entries.has(item.entry) ? 1_000 : 0) +
      load(
        topics,
        item.topics.map((topic) => topic.toLowerCase()),
      ) *
        10 +
      load(levels, [item.difficulty])
    if (cost < least) {
      least = cost
      found = at
    }
  }
  return found
}

const styles = ['choice', 'truefalse', 'typed'] as const

/** Chooses how an item is asked and in which order its options stand. */
export function arrange(item: TriviaItem, wanted: Settings['style'], dice: Dice): Asked {
  const style = wanted === 'mixed' ? (styles[dice.below(styles.length)] ?? 'choice') : wanted
  if (style === 'typed') return { item, style, options: [], key: -1 }
  if (style === 'truefalse') return claimOf(item, dice)
  const pinned = item.last
  const free = [item.right, ...item.wrong].filter((option) => option !== pinned)
  const options = [...dice.shuffle(free), ...(pinned === undefined ? [] : [pinned])]
  return { item, style, options, key: options.indexOf(item.right) }
}

function claimOf(item: TriviaItem, dice: Dice): Asked {
  const isTrue = dice.below(2) === 0
  const wrong = item.wrong[dice.below(item.wrong.length)] ?? item.right
  const claim = isTrue ? item.right : wrong
  return { item, style: 'truefalse', options: truths, key: isTrue ? 0 : 1, claim }
}

/**
 * The code published before the first question: SHA-256 over the seed and everything that will be shown, in
 * its order. It does not name the right answers, so it would be the same whichever option were right.
 */
export function fairnessCode(seed: string, questions: readonly Asked[]): string {
  const shown = questions.map(({ item, style, options, claim }) =>
    JSON.stringify([item.id, style, item.question, claim ?? '', ...options]),
  )
  return sha256([seed, ...shown].join('\n'))
}
