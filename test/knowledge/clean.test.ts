import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clean, oneLine } from '../../src/knowledge/clean.ts'

describe('cleaned text', () => {
  test.each([
    ['direction overrides', 'ab\u202ecd\u2066ef\u2069', 'abcdef'],
    ['zero-width characters', 'a\u200bb\u2060c\ufeffd\u00ade', 'abcde'],
    ['control characters', 'a\u0000b\u0007c\u001b[31m', 'abc[31m'],
    ['tag characters', 'hi\u{e0068}\u{e0069}', 'hi'],
    ['the fifth mark and more on a letter', 'a\u0301\u0302\u0303\u0304\u0305\u0306\u0307b', 'á̂̃̄̅b'],
    ['white space at the ends', ' \n a \t ', 'a'],
  ])('has no %s', (_, text, expected) => {
    expect(clean(text).text).toBe(expected.normalize('NFC'))
  })

  test.each([
    ['Persian', 'می‌خواهم'],
    ['Hindi', 'क्‍ष और हिन्दी'],
    ['Arabic', 'اَلسَّلَامُ عَلَيْكُمْ'],
    ['Hebrew', 'בְּרֵאשִׁית'],
    ['Thai', 'ที่นี่'],
    ['Vietnamese', 'Tiếng Việt'],
    ['a family', '👩‍👩‍👧‍👦 ❤️'],
    ['a flag made of tags', 'from 🏴󠁧󠁢󠁥󠁮󠁧󠁿 and 🇽🇰'],
    ['a keycap', '1️⃣'],
  ])('keeps %s as it is', (_, text) => {
    expect(clean(text)).toEqual({ text: text.normalize('NFC'), removed: 0 })
  })

  test('keeps each of several flags and what stands between them', () => {
    const [england, scotland] = ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿']
    const text = `To ${england} from ${scotland}, and back again to ${england} in the end`
    expect(clean(text)).toEqual({ text, removed: 0 })
  })

  test('keeps its tabs and line breaks where other control characters are taken out', () => {
    expect(clean('a\tb\u0007\nc\u0000')).toEqual({ text: 'a\tb\nc', removed: 2 })
  })

  test('ends its lines in one way', () => {
    expect(clean('a\r\nb\rc\u2028d').text).toBe('a\nb\nc\nd')
  })

  test('has nothing more to clean, and holds nothing that is forbidden', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const once = clean(text).text
        expect(clean(once).text).toBe(once)
        expect(once).not.toMatch(
          /[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\0]|[\ud800-\udfff]/u,
        )
      }),
      { numRuns: 500 },
    )
  })

  test('fits on one line where it must', () => {
    expect(oneLine(' a\n\tb\u00a0 c ')).toBe('a b c')
  })
})
