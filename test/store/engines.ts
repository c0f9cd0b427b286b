/** The engines that every store contract runs on, each with a new, empty database at every open. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe } from 'vitest'
import { type Database, type DatabaseOptions, openDatabase } from '../../src/store/database.ts'
import type { Engine } from '../../src/store/migrations.ts'
import { ownPostgres } from '../support/own-postgres.ts'

/** A place for one database, which can be opened again and again. */
export interface Place {
  readonly engine: Engine
  open<Rows>(steps?: DatabaseOptions['steps']): Promise<Database<Rows>>
}

/** Runs `contract` once for each engine; `place` is new at every call. */
export function onEveryEngine(contract: (place: () => Promise<Place>) => void): void {
  describe('on SQLite', () => {
    const folders: string[] = []
    afterAll(() => {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    })
    contract(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'pinquiry-store-'))
      folders.push(folder)
      return placeOf('sqlite', { folder })
    })
  })
  describe('on PostgreSQL', () => {
    const emptyDatabase = ownPostgres()
    contract(async () => placeOf('postgres', { folder: '', url: await emptyDatabase() }))
  })
}

function placeOf(engine: Engine, where: { folder: string; url?: string }): Place {
  return {
    engine,
    open: (steps) => openDatabase({ ...where, onError: () => {}, ...(steps ? { steps } : {}) }),
  }
}
