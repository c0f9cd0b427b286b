import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { readAnswers } from '../../src/knowledge/dataset.ts'
import { type Entry, entryFileSchema, entryOf } from '../../src/knowledge/entry.ts'
import { decode, type Format, formatOf, importEntries } from '../../src/knowledge/exchange.ts'
import { prettyJson } from '../../src/knowledge/write-json.ts'

const tea = entryOf({ id: 'tea', question: 'What is tea?', answer: 'A drink.', aliases: ['cha'] })

function importJson(value: unknown, existing: readonly Entry[] = []) {
  return importEntries(JSON.stringify(value), 'json', existing)
}

describe('text as people have it', () => {
  const file = readFileSync('test/knowledge/exchange/list-of-questions.txt')

  test('is taken, and the unanswered question is reported with its line', () => {
    const { taken, skipped, warnings } = importEntries(decode(file), 'text')
    expect(taken.map(({ line, entry }) => `${line} ${entry.id}`)).toEqual([
      '3 how-long-does-green-tea-draw',
      '9 who-brought-tea-to-europe',
      '13 why-is-tea-called-cha-in-some-languages',
    ])
    expect(skipped).toEqual([
      { line: 1, reason: 'has no answer', text: 'Why did people come to like bitter drinks?' },
    ])
    expect(warnings.map(({ message }) => message)).toEqual([
      '3 entries name no source; readers will want to know where it is from',
    ])
    expect(taken[0]?.entry.answer).toHaveLength(2)
  })

  test('may have the line ends and the mark of another system', () => {
    const windows = decode(Buffer.from(`\ufeff${decode(file).replaceAll('\n', '\r\n')}`))
    expect(importEntries(windows, 'text')).toEqual(importEntries(decode(file), 'text'))
  })
})

describe('what is imported', () => {
  test('has ids of its own', () => {
    const list = [
      { q: 'What is tea?', a: 'a' },
      { q: 'What is té?', a: 'b' },
      { q: '什么?', a: 'c' },
    ]
    const { taken } = importJson(list, [{ ...tea, id: 'what-is-tea', question: 'Tea' }])
    expect(taken.map(({ entry }) => entry.id)).toEqual(['what-is-tea-2', 'what-is-te', 'entry'])
  })

  test('is skipped where the question is answered already', () => {
    const { taken, skipped } = importJson(
      [
        { q: 'CHA', a: 'a' },
        { q: 'A?', a: 'a' },
        { q: 'a', a: 'b' },
      ],
      [tea],
    )
    expect(taken).toHaveLength(1)
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'is answered already by the entry "tea"',
      'reads the same as a wording on line 1',
    ])
  })

  test('loses aliases that another entry has', () => {
    const { taken, warnings } = importJson(
      [{ q: 'Is it cha?', a: 'a', aliases: ['cha', 'is it', 'IS IT?', 'is it cha'], sources: [] }],
      [tea],
    )
    expect(taken[0]?.entry.aliases).toEqual(['is it'])
    expect(warnings[0]?.message).toContain('the alias "cha" was left out')
  })

  test('keeps sources that say what they are, and tells of others', () => {
    const source = { title: 'Tea', publisher: 'Tea Board', year: 2000 }
    const { taken, warnings } = importJson([
      { q: 'A?', a: 'a', sources: [source, 'https://tea.org'] },
    ])
    expect(taken[0]?.entry.sources).toEqual([source])
    expect(warnings.map(({ message }) => message)).toEqual([
      'the source "https://tea.org" was left out: a source needs a title, a publisher and a year',
    ])
  })

  test('keeps relations among its entries only', () => {
    const { taken, warnings } = importJson([
      { id: 'a', q: 'A?', a: 'a', related: ['b', 'z'] },
      { id: 'b', q: 'B?', a: 'b' },
    ])
    expect(taken[0]?.entry.related).toEqual(['b'])
    expect(warnings.some(({ message }) => message.includes('"z" was left out'))).toBe(true)
  })

  test('has no invisible characters, and their number is told', () => {
    const { taken, warnings } = importJson([{ q: 'A\u202e?', a: 'a\u200bb\u0000' }])
    expect(taken[0]?.entry).toMatchObject({ question: 'A?', answer: 'ab' })
    expect(warnings[0]?.message).toBe('2 invisible characters were taken out')
  })

  test.each<[string, object, string]>([
    [
      'a question is too long',
      { q: 'x'.repeat(201), a: 'a' },
      'the question is 201 characters long; at most 200 are allowed',
    ],
    [
      'an answer is too long',
      { q: 'A?', a: 'x'.repeat(3501) },
      'answer is 3501 characters long; at most 3500 are allowed',
    ],
    [
      'a part is out of all measure',
      { q: 'A?', a: 'a', tags: 'x'.repeat(5000) },
      'a part is 5000 characters long; at most 4096 are read',
    ],
    [
      'a day does not exist',
      { q: 'A?', a: 'a', checked: '2024-02-31' },
      'checked must be a day of the calendar',
    ],
  ])('is skipped with the reason where %s', (_, item, reason) => {
    const { taken, skipped } = importJson([item])
    expect(taken).toEqual([])
    expect(skipped[0]?.reason).toContain(reason)
  })

  test('is at most 5,000 questions', () => {
    const list = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`What is ${at}?`, 'a']))
    expect(importJson(list(5000)).taken).toHaveLength(5000)
    expect(() => importJson(list(5001))).toThrow('more than 5,000 questions')
  })

  test.each<[string, Format, string, RegExp]>([
    [
      'rows without end',
      'csv',
      `question,answer\n${'a,b\n'.repeat(100_000)}`,
      /more than 5,000 questions/,
    ],
    ['lines without end', 'text', '\n'.repeat(200_000), /more than 100,000 lines/],
    ['questions that nobody answered', 'text', 'Why?\n'.repeat(6000), /more than 5,000 parts/],
    [
      'a map of very many fields',
      'json',
      `{${Array.from({ length: 60_000 }, (_, at) => `"k${at}":"v"`).join()}}`,
      /more than 5,000 questions/,
    ],
    [
      'a list of very many nothings',
      'json',
      `[${'[],'.repeat(200_000)}[]]`,
      /more than 150,000 parts/,
    ],
  ])('is refused where it is %s', (_, format, text, message) => {
    expect(() => importEntries(text, format)).toThrow(message)
  })

  test('does not touch what all objects share', () => {
    const text = '[{"q": "A?", "a": "a", "__proto__": {"polluted": 1}, "constructor": {"x": 1}}]'
    const { taken } = importEntries(text, 'json')
    expect(taken).toHaveLength(1)
    expect(taken[0]?.entry).not.toHaveProperty('polluted')
    expect(Object.prototype).not.toHaveProperty('polluted')
    expect(importEntries('{"__proto__": "What now?"}', 'json').taken[0]?.entry.question).toBe(
      '__proto__',
    )
  })
})

describe('the format', () => {
  test.each<[string, string, Format]>([
    ['a.json', '', 'json'],
    ['a.CSV', '', 'csv'],
    ['a.tsv', '', 'csv'],
    ['a.md', '{', 'text'],
    ['a', ' [{"q": 1}]', 'json'],
    ['a.bak', '{"a": 1}', 'json'],
    ['a', '[1] What is it?', 'text'],
  ])('of %s with %j is %s', (name, text, format) => {
    expect(formatOf(name, text)).toBe(format)
  })
})

describe('bytes', () => {
  test.each([
    ['UTF-8', Buffer.from('Thaçi?')],
    ['UTF-16, little end first', Buffer.from('\ufeffThaçi?', 'utf16le')],
    ['UTF-16, big end first', Buffer.from('\ufeffThaçi?', 'utf16le').swap16()],
    ['Windows-1252', Buffer.from('Thaçi?', 'latin1')],
  ])('of %s are understood', (_, bytes) => {
    expect(decode(bytes)).toBe('Thaçi?')
  })

  test('of a picture are refused with the line', () => {
    expect(() => decode(Buffer.from('PNG\n\0\0'))).toThrow('Line 2: this is not a text file')
  })

  test('are at most 1 MiB', () => {
    expect(decode(Buffer.alloc(1024 * 1024, 'a'))).toHaveLength(1024 * 1024)
    expect(() => decode(Buffer.alloc(1024 * 1024 + 1, 'a'))).toThrow('larger than 1 MiB')
    // Half a MiB in Windows-1252 that is more than one MiB in UTF-8.
    expect(() => decode(Buffer.alloc(600 * 1024, 'é', 'latin1'))).toThrow('larger than 1 MiB')
  })
})

describe('whatever is imported', () => {
  const formats: readonly Format[] = ['text', 'json', 'csv']
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        'Q: ',
        'A: ',
        '?',
        '\n',
        '\n\n',
        '# ',
        '"',
        ',',
        ';',
        '{',
        '}',
        '[',
        ']',
        ':',
        '"q"',
        '"a"',
        'question,answer\n',
        '\u202e',
        '\0',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.json({ maxDepth: 3 }),
    ),
    { maxLength: 30 },
  )

  test('is taken or refused politely, and what is taken passes the schema', () => {
    fc.assert(
      fc.property(pieces, fc.constantFrom(...formats), (parts, format) => {
        try {
          const { taken, skipped } = importEntries(parts.join(''), format, [tea])
          for (const { entry, line } of taken) {
            entryFileSchema.parse(entry)
            expect(line).toBeGreaterThan(0)
          }
          for (const { reason, text } of skipped) {
            expect(reason).not.toBe('')
            expect(text.length).toBeLessThanOrEqual(80)
          }
        } catch (error) {
          expect(error).toBeInstanceOf(UserError)
        }
      }),
      { numRuns: 1000 },
    )
  })

  const record = fc.record({
    question: fc.string({ unit: 'binary' }),
    answer: fc.string({ unit: 'binary' }),
    aliases: fc.array(fc.string()),
  })

  test('makes files that the bot can start with', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), (records) => {
        const { taken } = importJson(records)
        const entries = taken.map(({ entry }) => entry)
        const text = prettyJson({ title: 'T', description: 'D', entries })
        expect(readAnswers([{ name: 'a.json', text }]).problems).toEqual([])
      }),
    )
  })

  test('comes out the same when it is imported again', () => {
    const taken = (from: unknown) => importJson(from).taken.map(({ entry }) => entry)
    // The second loses its only alias to the first.
    const robbed = ['!', '"'].map((question) => ({ question, answer: '!', aliases: ['u'] }))
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), (records) => {
        const entries = taken(records)
        expect(taken({ title: 'T', description: 'D', entries })).toEqual(entries)
      }),
      { examples: [[robbed]] },
    )
  })
})
