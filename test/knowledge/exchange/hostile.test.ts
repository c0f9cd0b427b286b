import { expect, test } from 'vitest'
import { UserError } from '../../../src/errors.ts'
import { entryFileSchema } from '../../../src/knowledge/entry.ts'
import { decode, formatOf, importEntries } from '../../../src/knowledge/exchange.ts'
import { hostileFiles } from './hostile.ts'

/** Everything that no text may carry (Unicode UTS 36): controls of direction, invisible letters, tags. */
const forbidden = /[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u{e0000}-\u{e007f}]/u

function read(name: string, content: Uint8Array) {
  try {
    const text = decode(content)
    return importEntries(text, formatOf(name, text))
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

test('there are at least sixty of them, each another', () => {
  expect(new Set(hostileFiles.map(({ what, name }) => `${name} ${what}`)).size).toBe(
    hostileFiles.length,
  )
  expect(hostileFiles.length).toBeGreaterThanOrEqual(60)
})

test.each(hostileFiles)('$name: $what is refused in words, or taken without its sting', (file) => {
  const read_ = read(file.name, file.content)
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  const taken = typeof read_ === 'string' ? [] : read_.taken
  expect(taken.length > 0).toBe(file.holds)
  for (const { entry } of taken) {
    expect(entryFileSchema.safeParse(entry).success).toBe(true)
    expect(JSON.stringify(entry)).not.toMatch(forbidden)
  }
  if (typeof read_ === 'string') expect(read_.length).toBeGreaterThan(10)
})
