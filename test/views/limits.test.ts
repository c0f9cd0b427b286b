import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cut, cutAtSentence, fitLines } from '../../src/views/limits.ts'

const text = fc
  .array(fc.constantFrom('Kosovo', 'is', 'a', '\n\n', '. The', 'café', '🇽🇰', '```', '!'), {
    maxLength: 60,
  })
  .map((words) => words.join(' '))

describe('cutting between words', () => {
  test('text that fits stays as it is', () => expect(cut('Pristina', 8)).toBe('Pristina'))
  test('a cut falls between words', () => expect(cut('one two three', 9)).toBe('one two…'))
  test('one endless word is cut where the room ends', () =>
    expect(cut('x'.repeat(20), 5)).toBe('xxxx…'))
  test('half an emoji is never left', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 100 }), (value, longest) => {
        const result = cut(value, longest)
        expect(result.length).toBeLessThanOrEqual(longest)
        expect(result.isWellFormed()).toBe(true)
      }),
    )
  })
})

describe('cutting at a sentence', () => {
  test('whole sentences stay, the rest is marked as missing', () => {
    expect(cutAtSentence('First one here. Second one. Third sentence is long.', 38)).toBe(
      'First one here. Second one.\n…',
    )
  })
  test('a code block cut in two is closed', () => {
    const result = cutAtSentence(
      `Start.\n\`\`\`\nline one.\nline two.\n${'x '.repeat(50)}\n\`\`\``,
      60,
    )
    expect(result.match(/```/g)).toHaveLength(2)
  })
  test('the result fits and ends in a whole sentence', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 20, max: 200 }), (value, longest) => {
        const result = cutAtSentence(value, longest)
        expect(result.length).toBeLessThanOrEqual(longest)
        if (value.length <= longest) expect(result).toBe(value)
      }),
    )
  })
})

describe('fitting lines', () => {
  const rest = (left: number) => `and ${left} more`
  test('all lines that fit stay', () => expect(fitLines(['a', 'b'], 3, rest)).toBe('a\nb'))
  test('the last line tells how many are missing', () => {
    expect(fitLines(['aaaa', 'bbbb', 'cccccccc'], 15, rest)).toBe('aaaa\nand 2 more')
  })
  test('a single line too long is cut', () => expect(fitLines(['one two'], 5, rest)).toBe('one…'))
})
