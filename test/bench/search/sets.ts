/** Sets of questions to measure search on: a folder each, with `entries.jsonl` and `queries.jsonl`. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BenchEntry } from '../engine.ts'

/** A question with what is known of its answer. */
export interface BenchQuery {
  readonly text: string
  /** Whether the entry with this id answers it; never true for a question that none answers. */
  readonly isRight: (id: string) => boolean
  readonly answerable: boolean
  /** What was done to the wording: `clean`, `typo1`, `reorder` …, `nomatch-far`, `ac-own-30` … */
  readonly tag: string
}

export interface BenchSet {
  readonly name: string
  readonly entries: readonly BenchEntry[]
  readonly queries: readonly BenchQuery[]
}

interface EntryLine extends BenchEntry {
  readonly group?: string
}

interface QueryLine {
  readonly text: string
  readonly rel?: readonly string[]
  /** In place of `rel`: every entry of this group answers it. */
  readonly relGroup?: string
  readonly tag: string
}

/** The sets in the folders of `folder`, smallest first. Throws where there is none. */
export function readSets(folder: string): BenchSet[] {
  const names = readdirSync(folder).filter((name) =>
    existsSync(join(folder, name, 'queries.jsonl')),
  )
  if (names.length === 0)
    throw new Error(`${folder} holds no set: a folder with entries.jsonl and queries.jsonl`)
  return names
    .map((name) => readSet(join(folder, name), name))
    .sort((a, b) => a.entries.length - b.entries.length)
}

function readSet(folder: string, name: string): BenchSet {
  const entries = lines<EntryLine>(join(folder, 'entries.jsonl'))
  const groups = new Map(entries.map(({ id, group }) => [id, group]))
  const queries = lines<QueryLine>(join(folder, 'queries.jsonl')).map(
    ({ text, rel = [], relGroup, tag }): BenchQuery => {
      const right = new Set(rel)
      const isRight =
        relGroup === undefined
          ? (id: string) => right.has(id)
          : (id: string) => groups.get(id) === relGroup
      return { text, isRight, answerable: relGroup !== undefined || right.size > 0, tag }
    },
  )
  return { name, entries: entries.map(({ group: _group, ...entry }) => entry), queries }
}

function lines<Line>(path: string): Line[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Line)
}

/** At most `most` of `list`, evenly spread, always the same ones. */
export function sample<Item>(list: readonly Item[], most: number): Item[] {
  if (list.length <= most) return [...list]
  return Array.from(
    { length: most },
    (_, at) => list[Math.floor((at * list.length) / most)] as Item,
  )
}
