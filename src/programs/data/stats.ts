/** How much of what a dataset holds, as lines of text. */

import type { Located } from '../../knowledge/dataset.ts'
import type { Entry } from '../../knowledge/entry.ts'
import { readingIndex, wordsIn } from '../../knowledge/style.ts'
import type { DatasetReading } from '../../store/shipped.ts'
import type { TriviaItem } from '../../trivia/question.ts'

/** One line a figure; figures of a part that is absent are left out. */
export function countsOf({ answers, trivia }: DatasetReading): string[] {
  const entries = answers.items.map(({ item }) => item)
  const items = trivia.items.map(({ item }) => item)
  const answerLines = entries.length === 0 ? [] : answerCounts(entries)
  const triviaLines = items.length === 0 ? [] : triviaCounts(items, entries)
  return [
    `Answers: ${entries.length}`,
    ...perFile(answers.items),
    ...answerLines,
    '',
    `Trivia: ${items.length}`,
    ...perFile(trivia.items),
    ...triviaLines,
  ]
}

function answerCounts(entries: readonly Entry[]): string[] {
  const addresses = entries.flatMap(({ sources }) =>
    sources.map(({ title, year }) => `${title} ${year}`),
  )
  const days = entries.flatMap(({ checked }) => checked ?? []).sort()
  return [
    figure('words an answer', spread(entries.map(({ answer }) => wordsIn(answer).length))),
    figure(
      'reading index (LIX)',
      spread(entries.map(({ answer }) => Math.round(readingIndex(answer)))),
    ),
    figure('other wordings', spread(entries.map(({ aliases }) => aliases.length))),
    figure('sources', `${addresses.length}, ${new Set(addresses).size} different`),
    figure('contested', String(entries.filter(({ contested }) => contested !== undefined).length)),
    figure('pinned', String(entries.filter(({ pinned }) => pinned).length)),
    figure('languages', tally(entries.map(({ language }) => language))),
    figure('checked', days.length === 0 ? 'never' : `${days[0]} to ${days.at(-1)}`),
    figure('topics', tally(entries.flatMap(({ topics }) => topics))),
  ]
}

function triviaCounts(items: readonly TriviaItem[], entries: readonly Entry[]): string[] {
  const asked = new Set(items.map(({ entry }) => entry))
  const unasked = entries.filter(({ id }) => !asked.has(id)).length
  return [
    figure('difficulty', tally(items.map(({ difficulty }) => difficulty))),
    figure('answers behind them', `${asked.size}; ${unasked} answers have no trivia`),
    figure('topics', tally(items.flatMap(({ topics }) => topics))),
  ]
}

function perFile(items: readonly Located<unknown>[]): string[] {
  const counts = Map.groupBy(items, ({ file }) => file)
  return [...counts].map(([file, { length }]) => figure(file, String(length)))
}

function figure(name: string, value: string): string {
  return `  ${name}: ${value}`
}

/** Least, middle and most. */
function spread(numbers: readonly number[]): string {
  const sorted = numbers.toSorted((a, b) => a - b)
  return `${sorted[0]} to ${sorted.at(-1)}, median ${sorted[Math.floor(sorted.length / 2)]}`
}

/** `russia 14, law 9`, most frequent first. */
function tally(words: readonly string[]): string {
  const counts = [...Map.groupBy(words, (word) => word)].map(([word, { length }]) => ({
    word,
    length,
  }))
  return counts
    .toSorted((a, b) => b.length - a.length || a.word.localeCompare(b.word))
    .map(({ word, length }) => `${word} ${length}`)
    .join(', ')
}
