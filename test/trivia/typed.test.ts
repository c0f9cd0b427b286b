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

describe('folding', () => {
  test.each([
    // Every letter that Unicode does not take apart, and Cyrillic whole.
    ['ß æ œ ø đ ð þ ł ħ ı', 'ss ae oe o d d th l h i'],
    ['абвгд ђежзи јклљм нњопр', 'abvgd dezzi jklljm nnjopr'],
    ['стћуф хцчџш щъыьэ юя', 'stcuf hccdzs scye yuya'],
    // й is и with a mark.
    ['Йод', 'iod'],
    ['é̂ Çelik', 'e celik'],
    ['rock’n’roll d`Artagnan o´Neill O‘Hara kaʼb', 'rocknroll dartagnan oneill ohara kab'],
    ['zero\u200bwidth', 'zerowidth'],
    ['1 000 000 1,000 1.000', '1000000 1000 1000'],
    ['1,00 and 3.5', '1p00 and 3p5'],
    ['12345,678', '12345678'],
    ['-5 −6 –7', 'minus 5 minus 6 minus 7'],
    ['3-5 a-5', '3 5 a 5'],
    ['50% R&B', '50 percent r and b'],
    ['an apple', 'apple'],
    ['The a an', 'an'],
    ['an', 'an'],
    ['', ''],
  ])('%j becomes %j', (text, folded) => {
    expect(foldAnswer(text)).toBe(folded)
  })

  test('reads every number word', () => {
    const words = [
      ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
      ...['eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen'],
      ...['eighteen', 'nineteen', 'twenty'],
    ]
    expect(words.map(foldAnswer)).toEqual(words.map((_, at) => String(at)))
    const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
    expect(tens.map((ten) => foldAnswer(`${ten} four`))).toEqual(
      tens.map((_, at) => String(24 + 10 * at)),
    )
  })

  test.each([
    ['one hundred', '100'],
    ['nine hundred and ninety nine', '999'],
    ['three hundred twelve', '312'],
    ['two thousand', '2000'],
    ['one thousand and one', '1001'],
    ['three million', '3000000'],
    ['two billion one million five thousand and six', '2001005006'],
    ['twenty one thousand', '21000'],
    // Not one number, but several, or none.
    ['two three', '2 3'],
    ['twenty twelve', '20 12'],
    ['twenty twenty', '20 20'],
    ['nineteen nine', '19 9'],
    ['ten one', '10 1'],
    ['hundred', 'hundred'],
    ['thousand', 'thousand'],
    ['ten hundred', '10 hundred'],
    ['zero hundred', '0 hundred'],
    ['one hundred and', '100 and'],
    ['and one', 'and 1'],
    ['twenty and one', '20 and 1'],
    ['five and six', '5 and 6'],
    ['one hundred hundred', '100 hundred'],
    ['two of three', '2 of 3'],
    ['one thousand thousand', '1000 thousand'],
  ])('%j becomes %j', (text, folded) => {
    expect(foldAnswer(text)).toBe(folded)
  })
})

test.each([
  ['', '', 0],
  ['a', '', 1],
  ['abc', 'abc', 0],
  ['abc', 'abd', 1],
  ['abc', 'acb', 1],
  ['abc', 'bac', 1],
  ['abcd', 'badc', 2],
  ['ca', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['flaw', 'lawn', 2],
  ['😀b', 'b😀', 1],
])('%j and %j are %i apart', (a, b, apart) => {
  expect(distance(a, b, 5)).toBe(apart)
  expect(distance(a, b, apart)).toBe(apart)
  if (apart > 0) expect(distance(a, b, apart - 1)).toBe(apart)
})

describe('judging', () => {
  test.each([
    // One letter may be mistyped from five on, two from nine on; digits never.
    ['Peje', 'Peja', 'almost'],
    ['Drim', 'Drin', 'almost'],
    ['EUs', 'EU', 'wrong'],
    ['NATO', 'NAT', 'wrong'],
    ['Prizen', 'Prizren', 'right'],
    ['Mitrovca', 'Mitrovica', 'right'],
    ['Mitrvca', 'Mitrovica', 'right'],
    ['resolution 1245', 'resolution 1244', 'wrong'],
    ['resolutoin 1244', 'resolution 1244', 'right'],
    ['Kacanik', 'Kaçanik/Lipjan', 'right'],
    ['Lipjan', 'Kaçanik/Lipjan', 'right'],
    ['Kaçanik/Lipjan', 'Kaçanik/Lipjan', 'right'],
    // What is short on one side of a slash is no alternative.
    ['a', 'a/b', 'wrong'],
    ['10', '10/12', 'wrong'],
  ])('%j for %j is %s', (typed, accepted, judgement) => {
    expect(judge(typed, key(accepted))).toBe(judgement)
  })

  test('the nearest of all accepted answers counts; an alternative of a wrong one is wrong', () => {
    expect(judge('Prizren', key(['Pristina', 'Prizren']))).toBe('right')
    expect(judge('Prztina', key(['Gjakova', 'Pristina']))).toBe('almost')
    expect(judge('Pritina', key('Pristina', 'Gjakova/Pritina'))).toBe('wrong')
    expect(judge('the', key('x', 'Peja'))).toBe('wrong')
  })
})
