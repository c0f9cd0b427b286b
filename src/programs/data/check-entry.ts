/** What can be wrong with an answer beyond its shape. */

import type { Entry } from '../../knowledge/entry.ts'
import type { Path } from '../../knowledge/problem.ts'
import { nearDuplicates, type SearchIndex, search } from '../../knowledge/search.ts'
import { readingIndex, type Style, wordsIn } from '../../knowledge/style.ts'
import { answerEmbed } from '../../views/answer.ts'
import { limits } from '../../views/limits.ts'
import { withHosts } from '../../views/markdown.ts'
import { bareSources, type Fault, type Rule, wordFaults } from './finding.ts'

/** Faults of one answer among all that `index` holds; `today` is a day, YYYY-MM-DD. */
export function entryFaults(
  entry: Entry,
  index: SearchIndex,
  style: Style,
  today: string,
): Fault[] {
  return [
    ...searchFaults(entry, index),
    ...limitFaults(entry),
    ...(style.needsSources ? sourceFaults(entry, today) : []),
    ...sideFaults(entry),
    ...styleFaults(entry, style),
  ]
}

/** Every wording must find its own entry first, and no stranger may ask nearly the same. */
function searchFaults(entry: Entry, index: SearchIndex): Fault[] {
  const wordings = [entry.question, ...entry.aliases]
  const lost = wordings.flatMap((wording, at): Fault[] => {
    const { matches } = search(index, wording, { limit: 1, evenUnlikely: true })
    const found = matches[0]?.entry.id
    if (found === entry.id) return []
    const path = at === 0 ? ['question'] : ['aliases', at - 1]
    const message = `"${wording}" finds ${found === undefined ? 'nothing' : `"${found}"`} first, not "${entry.id}"`
    return [{ rule: 'search', path, message }]
  })
  const twins = nearDuplicates(index, wordings)
    .map(({ entry: other }) => other)
    .filter((other) => entry.id < other.id && !areSiblings(entry, other))
    .map((other): Fault => {
      const message = `"${entry.id}" asks nearly the same as "${other.id}"; if both are wanted, let one name the other in "related"`
      return { rule: 'duplicates', path: ['id'], message }
    })
  return [...lost, ...twins]
}

function areSiblings(a: Entry, b: Entry): boolean {
  return a.related.includes(b.id) || b.related.includes(a.id)
}

/** What the view would have to cut. */
function limitFaults(entry: Entry): Fault[] {
  const { description, fields = [] } = answerEmbed(entry)
  const fault = (path: Path, message: string): Fault => ({ rule: 'limits', path, message })
  const shown = fields.flatMap(({ value }) => value.split('\n')).filter(isSourceLine).length
  const { length } = entry.question
  return [
    ...(length > limits.choiceName
      ? [
          fault(
            ['question'],
            `the question has ${length} characters; lists show ${limits.choiceName}`,
          ),
        ]
      : []),
    ...(description === withHosts(entry.answer)
      ? []
      : [
          fault(['answer'], 'the answer is cut, as all parts together exceed what a message holds'),
        ]),
    ...(entry.sources.length > 0 && shown < entry.sources.length
      ? [fault(['sources'], `only ${shown} of ${entry.sources.length} sources fit into a message`)]
      : []),
  ]
}

/** How the view begins the line of a source. */
function isSourceLine(line: string): boolean {
  return line.startsWith('• ')
}

/** A source must say what it is, to someone for whom the address is dead. */
function sourceFaults(entry: Entry, today: string): Fault[] {
  const fault = (path: Path, message: string): Fault => ({ rule: 'sources', path, message })
  const { sources, checked } = entry
  const year = Number(today.slice(0, 4))
  return [
    ...(sources.length === 0 ? [fault(['id'], `"${entry.id}" names no source`)] : []),
    ...(checked === undefined
      ? [fault(['id'], `"${entry.id}" does not say when it was checked`)]
      : []),
    ...(checked !== undefined && checked > today
      ? [fault(['checked'], `"${entry.id}" was checked in the future`)]
      : []),
    ...bareSources(sources).map(([at, message]) => fault(['sources', at], message)),
    ...sources.flatMap((source, at) =>
      source.year > year ? [fault(['sources', at, 'year'], 'the source is from the future')] : [],
    ),
  ]
}

/** Where a matter is contested, at least two sides are heard, at comparable length. */
function sideFaults({ id, contested }: Entry): Fault[] {
  if (contested === undefined) return []
  const path = ['contested']
  const [most = 0, second] = contested.positions
    .map(({ view }) => view.length)
    .sort((a, b) => b - a)
  const fault = (message: string): Fault[] => [{ rule: 'sides', path, message }]
  if (second === undefined) return fault(`"${id}" is contested, but fewer than two sides are told`)
  // A third voice may be brief.
  return most > 3 * second ? fault(`"${id}" gives one side three times the room of another`) : []
}

function styleFaults(entry: Entry, style: Style): Fault[] {
  const { least, most } = style.answerWords
  const words = wordsIn(entry.answer).length
  const index = Math.round(readingIndex(entry.answer))
  const faults: Fault[] = []
  const add = (rule: Rule, path: Path, message: string) => faults.push({ rule, path, message })
  if (words < least || words > most)
    add('length', ['answer'], `the answer has ${words} words; ${least} to ${most} are wanted`)
  if (entry.aliases.length < style.leastAliases)
    add(
      'length',
      ['id'],
      `"${entry.id}" has ${entry.aliases.length} aliases; ${style.leastAliases} are wanted`,
    )
  if (index > style.hardest)
    add(
      'reading',
      ['answer'],
      `the answer is hard to read: LIX ${index}, at most ${style.hardest} is wanted; shorten its sentences`,
    )
  const texts: [Path, string][] = [
    [['question'], entry.question],
    [['answer'], entry.answer],
    [['contested', 'note'], entry.contested?.note ?? ''],
  ]
  return [...faults, ...wordFaults(entry.id, style, texts)]
}
