/** The tables, step by step. A step that has shipped never changes; a change is a new step, and only adds. */

import type { CreateTableBuilder, Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { challengeScoresStep } from './challenge-scores.ts'
import { challengesStep } from './challenge-tables.ts'
import { departuresStep } from './departure-tables.ts'
import { entriesStep } from './entry-tables.ts'
import { gapsStep } from './gap-tables.ts'
import { identifiesStep } from './identifies.ts'
import { leasesStep } from './lease-tables.ts'
import { picksStep } from './pick-tables.ts'
import { pinsStep } from './pin-tables.ts'
import { questionsStep } from './question-tables.ts'
import { reportsStep } from './reports.ts'
import { schedulesStep } from './schedule-tables.ts'
import { settingsStep } from './settings.ts'
import { triviaStep } from './trivia-tables.ts'

export type Engine = 'sqlite' | 'postgres'

/** What a step needs to write one DDL for both engines. */
export interface Writing {
  readonly db: Kysely<unknown>
  readonly engine: Engine
  /** SQLite's strict typing; nothing on PostgreSQL, which has no other. */
  strict<Table extends string, Columns extends string>(
    table: CreateTableBuilder<Table, Columns>,
  ): CreateTableBuilder<Table, Columns>
}

export type Step = (writing: Writing) => Promise<void>

/**
 * The steps by name, in the order of their names. Snowflakes are text (equality only), times are epoch
 * milliseconds in a bigint written by the app, booleans are 0 or 1, JSON is text.
 */
export const steps: Readonly<Record<string, Step>> = {
  '001-trivia': triviaStep,
  '002-entries': entriesStep,
  '003-settings': settingsStep,
  '004-gaps': gapsStep,
  '009-departures': departuresStep,
  '010-schedules': schedulesStep,
  '011-challenges': challengesStep,
  '012-picks': picksStep,
  '013-pins': pinsStep,
  '014-questions': questionsStep,
  '015-reports': reportsStep,
  '016-leases': leasesStep,
  '017-identifies': identifiesStep,
  '018-challenge-scores': challengeScoresStep,
}

/** The steps as Kysely's migrations for one engine. */
export function migrationsFor(
  engine: Engine,
  all: Readonly<Record<string, Step>> = steps,
): Record<string, Migration> {
  return Object.fromEntries(
    Object.entries(all).map(([name, step]) => [
      name,
      { up: (db: Kysely<unknown>) => step({ db, engine, strict: strictFor(engine) }) },
    ]),
  )
}

function strictFor(engine: Engine): Writing['strict'] {
  return (table) => (engine === 'sqlite' ? table.modifyEnd(sql`strict`) : table)
}
