/** What a check finds: the rules, and those that answers and trivia share. */

import type { Source } from '../../knowledge/entry.ts'
import type { Path, Problem } from '../../knowledge/problem.ts'
import { phrasesIn, type Style } from '../../knowledge/style.ts'

/** A problem, and the rule that it breaks. */
export interface Finding extends Problem {
  readonly rule: Rule
}

export type Rule =
  | 'files'
  | 'references'
  | 'search'
  | 'duplicates'
  | 'limits'
  | 'sources'
  | 'sides'
  | 'length'
  | 'reading'
  | 'words'
  | 'trivia'

/** What a rule says about one part of an item. */
export interface Fault {
  readonly rule: Rule
  readonly path: Path
  readonly message: string
}

/** An address alone. A publisher may well be called by its domain, so only a full address is none. */
const bareTitle = /^(?:https?:\/\/|www\.)|^\S+\.[a-z]{2,4}(?:\/\S*)?$/i
const barePublisher = /^(?:https?:\/\/|www\.)/i

/** Positions of sources with an address or a repetition where a title or a publisher belongs. */
export function bareSources(sources: readonly Source[]): [number, string][] {
  return sources.flatMap(({ title, publisher }, at): [number, string][] => {
    if (bareTitle.test(title)) return [[at, 'the source has an address for a title']]
    if (barePublisher.test(publisher)) return [[at, 'the source has an address for a publisher']]
    if (title === publisher) return [[at, 'the source has one name for title and publisher']]
    return []
  })
}

/** Words that the style avoids, in texts that speak for the dataset itself. */
export function wordFaults(
  id: string,
  style: Style,
  texts: readonly (readonly [Path, string])[],
): Fault[] {
  const rules = style.avoid.filter(({ except = [] }) => !except.includes(id))
  return texts.flatMap(([path, text]) =>
    rules.flatMap((rule) =>
      phrasesIn(text, rule).map((phrase): Fault => {
        const advice = rule.instead === undefined ? '' : `; ${rule.instead}`
        return { rule: 'words', path, message: `"${phrase}" is to be avoided${advice}` }
      }),
    ),
  )
}
