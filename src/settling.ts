/** After a change of answers: which questions have an answer now, and who wanted to hear of it. */

import { customId } from './discord/custom-id.ts'
import type { Entry } from './knowledge/entry.ts'
import type { Gap, GapStore } from './knowledge/feedback.ts'
import type { Library } from './knowledge/library.ts'
import { sameKey } from './knowledge/sameness.ts'
import type { Tell } from './tell.ts'
import { answeredView } from './views/answers/gaps.ts'

export interface SettlingNeeds {
  readonly library: Pick<Library, 'answering'>
  readonly gaps: Pick<GapStore, 'list' | 'close'>
  readonly tell: Tell
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly onError: (error: unknown) => void
}

/** Looks the guild's gaps over; `edited` are ids of entries that say something else than before. Never rejects. */
export type Settle = (guild: string, edited: ReadonlySet<string>) => Promise<void>

/** Most people mentioned in one message. */
const mostMentioned = 20

/** Questions tried between two pauses, so that others get a turn. */
const slice = 10

interface Settled {
  readonly gap: Gap
  readonly entry: Entry
}

export function createSettle({ library, gaps, tell, now, onError }: SettlingNeeds): Settle {
  const answerTo = async (guild: string, texts: Iterable<string>) => {
    const answers = new Map<string, Entry>()
    let tried = 0
    for (const text of texts) {
      const [entry] = await library.answering(guild, text)
      if (entry !== undefined) answers.set(sameKey(text), entry)
      tried += 1
      if (tried % slice === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    return answers
  }
  return async (guild, edited) => {
    try {
      const open = await gaps.list(guild, now())
      const texts = new Map(open.map(({ text }) => [sameKey(text), text]))
      const answers = await answerTo(guild, texts.values())
      const answered = open.filter(({ text, refused }) => {
        const entry = answers.get(sameKey(text))
        // The very answer that was not what they asked is none, unless it says something else now.
        return entry !== undefined && (entry.id !== refused || edited.has(entry.id))
      })
      // Only those who are taken out here are told: another change may have been faster.
      const closed = await gaps.close(
        guild,
        answered.map(({ id }) => id),
      )
      for (const [channel, entry, some] of messagesOf(closed, answers))
        await tell(channel, answeredView(some, entry, customId('ask', 'read', entry.id)), [
          ...new Set(some.map((gap) => gap.tell)),
        ])
    } catch (error) {
      onError(error)
    }
  }
}

/** Those who want to be told, by channel and answer, so many to a message. */
function messagesOf(
  closed: readonly Gap[],
  answers: ReadonlyMap<string, Entry>,
): [channel: string, entry: Entry, gaps: Gap[]][] {
  const settled = closed.flatMap((gap): Settled[] => {
    const entry = answers.get(sameKey(gap.text))
    return gap.tell === '' || entry === undefined ? [] : [{ gap, entry }]
  })
  const groups = Map.groupBy(settled, ({ gap, entry }) => `${gap.channel} ${entry.id}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const parts = Array.from({ length: Math.ceil(group.length / mostMentioned) }, (_, at) =>
      group.slice(at * mostMentioned, (at + 1) * mostMentioned).map(({ gap }) => gap),
    )
    return parts.map((part): [string, Entry, Gap[]] => [first.gap.channel, first.entry, part])
  })
}
