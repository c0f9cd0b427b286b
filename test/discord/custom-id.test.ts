import fc from 'fast-check'
import { expect, test } from 'vitest'
import { customId, parseCustomId } from '../../src/discord/custom-id.ts'

test('what is put in comes out', () => {
  const part = fc.string({ maxLength: 10, unit: 'grapheme' })
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 8 }),
      fc.array(part, { maxLength: 3 }),
      (command, args) => {
        expect(parseCustomId(customId(command, ...args))).toEqual({ command, args })
      },
    ),
  )
})

test('state that is too long is refused instead of being cut', () => {
  expect(() => customId('ask', 'x'.repeat(97))).toThrow(RangeError)
})

test('text of somebody else is never an error', () => {
  expect(parseCustomId('%')).toBeUndefined()
  expect(parseCustomId('')).toBeUndefined()
  fc.assert(fc.property(fc.string(), (text) => void parseCustomId(text)))
})
