import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sameKey } from '../../src/knowledge/sameness.ts'

describe('the same to a reader', () => {
  test.each([
    ['Who is Hashim Thaçi?', 'who is hashim thaci'],
    ['What’s UNMIK?', "whats  'UNMIK'"],
    ['UN 1244', 'UN-1244'],
    ['Ｗｉｄｅ', 'wide'],
    ['zero\u200bwidth', 'zerowidth'],
  ])('%s and %s', (a, b) => {
    expect(sameKey(a)).toBe(sameKey(b))
  })

  test.each([
    ['5 °C', '-5 °C'],
    ['C', 'C#'],
    ['1.5', '15'],
    ['14-0-1', '14-1-0'],
    ['?', '!'],
  ])('but not %s and %s', (a, b) => {
    expect(sameKey(a)).not.toBe(sameKey(b))
  })

  test('a key is empty for blank text only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(sameKey(text) === '').toBe(text.trim() === '')
      }),
    )
  })
})
