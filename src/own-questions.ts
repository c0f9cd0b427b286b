/** What a guild can be asked: the questions that come with the bot, and its own. */

import type { Settings } from './guild/settings.ts'
import type { Library } from './knowledge/library.ts'
import { itemFrom } from './trivia/from-entry.ts'
import { insidersOf, type OwnQuestion, type QuestionStore } from './trivia/own.ts'
import type { TriviaItem } from './trivia/question.ts'

interface Needs {
  readonly store: QuestionStore
  readonly library: Library
  readonly settings: Settings
  /** The questions that come with the bot. */
  readonly shipped: () => Promise<readonly TriviaItem[]>
}

export interface OwnQuestions {
  /** The question that one of a guild's own comes to; undefined where the answer behind it is gone or unfit. */
  itemOf(question: OwnQuestion): Promise<TriviaItem | undefined>
  pool(guild: string): Promise<readonly TriviaItem[]>
  /** Who knows the answers of a game that asks questions with these ids. */
  insiders(guild: string, asked: ReadonlySet<string>, at: number): Promise<readonly string[]>
}

export function createOwnQuestions({ store, library, settings, shipped }: Needs): OwnQuestions {
  const fromEntry = async (guild: string, id: string, entryId: string) => {
    const entry = await library.entry(guild, entryId)
    if (entry === undefined) return undefined
    const alike = await library.duplicates(guild, [entry.question, ...entry.aliases])
    const ids = new Set(alike.map((one) => one.entry.id))
    return itemFrom(id, entry, await library.entries(guild), ids)
  }
  const itemOf = async ({ guild, id, of }: OwnQuestion) =>
    'item' in of ? of.item : fromEntry(guild, id, of.entry)
  return {
    itemOf,
    async pool(guild) {
      const live = (await store.all(guild)).filter(({ standing }) => standing === 'live')
      const own = (await Promise.all(live.map(itemOf))).filter((item) => item !== undefined)
      const withShipped = (await settings.of(guild)).shipped
      return withShipped ? [...(await shipped()), ...own] : own
    },
    insiders: async (guild, asked, at) => insidersOf(await store.all(guild), asked, at),
  }
}
