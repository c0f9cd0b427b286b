/** The search engines that are measured side by side. */

import Fuse from 'fuse.js'
import MiniSearch from 'minisearch'
import stem from 'wink-porter2-stemmer'
import { type BenchEngine, type BenchEntry, build } from '../engine.ts'

/** What each engine is built into; only ours says how sure it is. */
export interface Engine {
  readonly name: string
  readonly build: (entries: readonly BenchEntry[]) => BenchEngine
}

const stopWords = new Set(
  'a an and are as at be by can do does for from has have how i in is it its me my of on or that the this to was we what when where which who why will with you your'.split(
    ' ',
  ),
)

const minisearch: Engine = {
  name: 'MiniSearch + stemmer',
  build(entries) {
    const index = new MiniSearch({
      fields: ['question', 'aliases', 'answer'],
      processTerm: (term) => {
        const word = term.toLowerCase()
        return stopWords.has(word) ? null : stem(word)
      },
      searchOptions: { boost: { question: 3, aliases: 3 }, fuzzy: 0.2, prefix: true },
    })
    index.addAll(
      entries.map(({ aliases = [], ...rest }) => ({ ...rest, aliases: aliases.join('\n') })),
    )
    const search = (query: string, limit: number) =>
      index
        .search(query)
        .slice(0, limit)
        .map(({ id, score }) => ({ id: id as string, score, confident: false }))
    return { search, suggest: search }
  },
}

/** fuse.js over questions, aliases and answers, with these further options. */
function fuse(name: string, options: object): Engine {
  return {
    name,
    build(entries) {
      const index = new Fuse([...entries], {
        keys: [
          { name: 'question', weight: 3 },
          { name: 'aliases', weight: 3 },
          { name: 'answer', weight: 1 },
        ],
        includeScore: true,
        ...options,
      })
      const search = (query: string, limit: number) =>
        index
          .search(query, { limit })
          .map(({ item, score = 1 }) => ({ id: item.id, score: 1 - score, confident: false }))
      return { search, suggest: search }
    },
  }
}

export const ours: Engine = { name: 'ours', build }

export const fuseDefault = fuse('fuse.js, default', {})

export const others: readonly Engine[] = [
  fuseDefault,
  fuse('fuse.js, token search 0.2', { useTokenSearch: true, threshold: 0.2, ignoreLocation: true }),
  minisearch,
]
