import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { slugOf, uniqueSlug } from '../../src/knowledge/slug.ts'

describe('an id out of a question', () => {
  test.each([
    ['Who is Hashim Thaçi?', 'who-is-hashim-thaci'],
    ['What’s Đakovica’s  size', 'whats-djakovicas-size'],
    ['Straße 5, København', 'strasse-5-kobenhavn'],
    ['什么是茶？', ''],
    ['one two three four', 'one-two'],
    ['abcdefghijklmnop', 'abcdefghij'],
  ])('%s → %s', (question, slug) => {
    expect(slugOf(question, question.length < 19 ? 10 : 60)).toBe(slug)
  })

  test('is lower-case words joined by hyphens, never too long', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 1, max: 60 }),
        (text, longest) => {
          const slug = slugOf(text, longest)
          expect(slug.length).toBeLessThanOrEqual(longest)
          expect(slug).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/)
        },
      ),
    )
  })

  test('is numbered where it is taken, and still fits', () => {
    expect(uniqueSlug('tea', new Set(), 60)).toBe('tea')
    expect(uniqueSlug('tea', new Set(['tea', 'tea-2']), 60)).toBe('tea-3')
    expect(uniqueSlug('green-tea', new Set(['green-tea']), 9)).toBe('green-t-2')
    expect(uniqueSlug('green-tea', new Set(['green-tea']), 8)).toBe('green-2')
  })
})
