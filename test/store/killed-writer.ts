/** A process to be killed: commits entries one after another and prints each id once its commit has returned. */

import { sql } from 'kysely'
import { entryOf } from '../../src/knowledge/entry.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createEntryStore } from '../../src/store/entries.ts'

const [where = '', url = '', synchronous = ''] = process.argv.slice(2)
const database = await openDatabase({
  folder: where,
  ...(url === '' ? {} : { url }),
  onError: () => {},
})
// For the proof that can fail: with less than what the bot has, a power cut must lose something.
if (synchronous !== '') await sql.raw(`pragma synchronous = ${synchronous}`).execute(database.db)
const store = createEntryStore(database, { mayChange: async () => true })
const who = { id: '1', permissions: 0n, roles: [] }
process.stdout.write('open\n')
const from = (await store.version('g')) + 1
for (let number = from; ; number += 1) {
  const id = `e${number}`
  const entry = entryOf({
    id,
    question: `Question ${number}?`,
    answer: 'x'.repeat(number % 3_000) || 'x',
  })
  const saved = await store.commit(
    'g',
    who,
    [{ action: 'add', status: 'live', entry, expected: 0 }],
    number,
  )
  if (saved.kind !== 'saved') throw new Error(saved.kind)
  const edit = {
    action: 'edit',
    status: 'live',
    entry: { ...entry, answer: 'y' },
    expected: 1,
  } as const
  if (number % 3 === 0) await store.commit('g', who, [edit], number)
  process.stdout.write(`${id}\n`)
}
