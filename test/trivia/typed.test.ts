import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distance, foldAnswer, judge, slipsAllowed } from '../../src/trivia/typed.ts'

const key = (accepted: string | readonly string[], ...wrong: readonly string[]) => ({
  accepted: [accepted].flat(),
  wrong,
})

describe('right', () => {
  test.each([
    ['THE  hague!', 'The Hague'],
    ['hague', 'The Hague'],
    ['kacanik', 'Kaçanik/Kačanik'],
    ['Kačanik', 'Kaçanik/Kačanik'],
    ['ђаковица', 'Gjakova/Đakovica'],
    ['Djakovica', 'Gjakova/Đakovica'],
    ['twenty-one', '21'],
    ['one hundred and five', '105'],
    ['two thousand and eight', '2008'],
    ['1,244', '1244'],
    ['twelve hundred', 'twelve hundred'],
    ['50%', '50 percent'],
    ['UN Security Council resolution 1244', 'UN Security Council Resolution 1244'],
    ['Marti Ahtisari', 'Martti Ahtisaari'],
    ['Ibrahim Rugova', 'Ibrahim Rugova'],
    ['kosovо', 'Kosovo'], // the last letter is Cyrillic
    ['Приштина', 'Pristina'],
    ['ｐｒｉｓｔｉｎａ', 'Pristina'],
  ])('%j answers %j', (typed, accepted) => {
    expect(judge(typed, key(accepted))).toBe('right')
  })
})

describe('wrong', () => {
  test.each([
    ['1998', '1999'],
    ['108', '107 states'],
    ['Peja Pristina Prizren Mitrovica', 'Pristina'],
    ['it is Pristina or Prizren', 'Pristina'],
    ['', 'Pristina'],
    ['?!', 'Pristina'],
    ['Serb', 'Kosovo'],
    ['NATO', 'EU'],
  ])('%j does not answer %j', (typed, accepted) => {
    expect(judge(typed, key(accepted))).toBe('wrong')
  })

  test('is an answer that is one of the wrong options, however near it is to the right one', () => {
    expect(judge('Bondsteel', key('Bondsteel', 'Bondstel'))).toBe('right')
    expect(judge('Bondstel', key('Bondsteel', 'Bondstel'))).toBe('wrong')
  })
})

test('one slip more than allowed is almost right', () => {
  expect(judge('Prstn', key('Pristina'))).toBe('wrong')
  expect(judge('Pritna', key('Pristina'))).toBe('almost')
  expect(judge('Prishtna', key('Pristina'))).toBe('almost')
})

test('leading articles never count, however many', () => {
  expect(foldAnswer('Ӑ Ǟ 0')).toBe('0')
  expect(foldAnswer('the A')).toBe('a')
  expect(judge('the a-team', key('A Team'))).toBe('right')
})

describe('whatever is typed', () => {
  const rule = fc.constantFrom(
    ...[
      'the',
      'a',
      'Ӑ',
      'and',
      'one',
      'twenty',
      'hundred',
      'thousand',
      '1',
      '000',
      '.',
      ',',
      '-',
      '%',
      ' ',
    ],
  )
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(rule, { maxLength: 12 }).map((parts) => parts.join(' ')),
    fc.array(rule, { maxLength: 12 }).map((parts) => parts.join('')),
  )

  test('folding twice changes nothing more, and judging never throws', () => {
    fc.assert(
      fc.property(words, words, (typed, accepted) => {
        const folded = foldAnswer(typed)
        expect(foldAnswer(folded).replace(/ /g, '')).toBe(folded.replace(/ /g, ''))
        expect(['right', 'almost', 'wrong']).toContain(judge(typed, key(accepted)))
      }),
      { numRuns: 3_000 },
    )
  })

  test('the accepted answer itself is right in any case, with any spaces and marks around it', () => {
    const answer = fc.stringMatching(/^[a-z]{3,10}( [a-z]{3,10}){0,3}$/)
    const frame = fc.stringMatching(/^[ .!?,;]{0,4}$/)
    fc.assert(
      fc.property(answer, frame, frame, (accepted, before, after) => {
        expect(judge(before + accepted.toUpperCase() + after, key(accepted))).toBe('right')
      }),
    )
  })

  test('a list of guesses with the right one among them is never right', () => {
    const word = fc.stringMatching(/^[a-z]{6,12}$/)
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 2, maxLength: 6 }), (accepted, guesses) => {
        const list = [...guesses.slice(0, 1), accepted, ...guesses.slice(1)].join(' ')
        expect(judge(list, key(accepted))).not.toBe('right')
      }),
    )
  })

  test('distance is symmetric, zero only for equals, and never above its cap', () => {
    const short = fc.string({ maxLength: 12 })
    fc.assert(
      fc.property(short, short, fc.integer({ min: 0, max: 5 }), (a, b, most) => {
        const d = distance(a, b, most)
        expect(d).toBe(distance(b, a, most))
        expect(d).toBeLessThanOrEqual(most + 1)
        expect(d === 0).toBe(a === b)
        expect(d).toBe(Math.min(distance(a, b, 50), most + 1))
      }),
      { numRuns: 2_000 },
    )
  })
})

test('the longer an answer, the more letters may be mistyped', () => {
  expect(['Peja', 'Prizren', 'Ahtisaari'].map((word) => slipsAllowed(foldAnswer(word)))).toEqual([
    0, 1, 2,
  ])
})
