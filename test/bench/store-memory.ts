/** What the storage layer costs a process: prints MB above bare Node, and the growth over 100,000 queries. */

const resident = () => {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  return process.memoryUsage().rss / 1024 / 1024
}

const bare = resident()
const [folder = '', url = ''] = process.argv.slice(2)
const { openDatabase } = await import('../../src/store/database.ts')
const { createEntryStore } = await import('../../src/store/entries.ts')
const database = await openDatabase({ folder, ...(url === '' ? {} : { url }), onError: () => {} })
const store = createEntryStore(database, { mayChange: async () => false })

const query = async (count: number) => {
  for (let at = 0; at < count; at += 1) await store.find(`guild-${at % 20}`, `entry-${at % 5_000}`)
}
await query(10_000)
const warm = resident()
await query(100_000)
const after = resident()
await database.close()
console.log(JSON.stringify({ above: after - bare, growth: after - warm }))
