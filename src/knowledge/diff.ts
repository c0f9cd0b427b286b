/** What changed between two states of an entry, word by word. */

import { diffWordsWithSpace } from 'diff'
import type { Entry } from './entry.ts'

export interface Piece {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** One part of an entry that changed. */
export interface PartChange {
  readonly part: 'question' | 'answer' | 'wordings' | 'topics' | 'sources' | 'checked' | 'contested'
  readonly pieces: readonly Piece[]
}

/** Beyond so many changed words two texts have nothing to do with each other, and comparing takes long. */
const mostEdits = 1_500

/** The pieces of two texts in reading order; joined without the added or the removed ones they are the texts. */
export function wordDiff(before: string, after: string): readonly Piece[] {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: mostEdits })
  if (parts === undefined)
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]
  return parts.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}

/** The parts in which `after` is not as `before` (nothing, where there was none), in the order of reading. */
export function entryDiff(before: Entry | undefined, after: Entry): readonly PartChange[] {
  const old = before === undefined ? undefined : textsOf(before)
  return Object.entries(textsOf(after)).flatMap(([part, text]): PartChange[] => {
    const was = old?.[part as PartChange['part']] ?? ''
    return was === text ? [] : [{ part: part as PartChange['part'], pieces: wordDiff(was, text) }]
  })
}

function textsOf(entry: Entry): Record<PartChange['part'], string> {
  const { question, answer, aliases, topics, sources, checked, contested } = entry
  return {
    question,
    answer,
    wordings: aliases.join('\n'),
    topics: topics.join(', '),
    sources: sources
      .map(({ title, publisher, year, url = '' }) =>
        `${title} · ${publisher}, ${year} ${url}`.trim(),
      )
      .join('\n'),
    checked: checked ?? '',
    contested: [
      contested?.note ?? '',
      ...(contested?.positions ?? []).map(({ who, view }) => `${who}: ${view}`),
    ].join('\n'),
  }
}
