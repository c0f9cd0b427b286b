import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placesOf, readJson } from '../../src/knowledge/json.ts'

function faultOf(text: string): string {
  const reading = readJson(text)
  if (!('faults' in reading)) return 'none'
  const [{ line, column, message } = { line: 0, column: 0, message: '' }] = reading.faults
  return `${line}:${column} ${message}`
}

describe('where JSON is broken', () => {
  test.each([
    ['', '1:1 the file is empty'],
    [' \n', '1:1 the file is empty'],
    ['{\n  "a": 1,\n}', '3:1 a comma stands before the closing bracket; remove it'],
    ['[1,]', '1:4 a comma stands before the closing bracket; remove it'],
    ['{\n  "a": 1\n  "b": 2\n}', '3:3 a comma is missing before this'],
    ['{ "a" 1 }', '1:7 a colon is missing between a field name and its value'],
    ['{ "a": }', '1:8 a value is missing here'],
    ['{ “a”: 1 }', '1:3 use straight double quotation marks: "'],
    ['{\n  "a": "line\nbreak"\n}', '2:8 this text is not closed by a quotation mark on its line'],
    ['[1, 2', '1:6 a closing ] is missing'],
    ['{ "a": 1', '1:9 a closing } is missing'],
    ['// why\n{}', '1:1 comments are not allowed'],
    ['{}\n{}', '2:1 something follows after the end'],
    ['{ "a": 1,\n "a": 2 }', '2:2 the field "a" is given twice'],
    ['[[[[[[[[[0]]]]]]]]]', '1:9 is nested more than 8 levels deep'],
    ['{ "a": nope }', '1:8 this is not JSON: nope'],
  ])('%j', (text, fault) => {
    expect(faultOf(text)).toBe(fault)
  })

  test('brackets within text are no nesting', () => {
    expect(faultOf(JSON.stringify(['[[[[[[[[[[[["{{{{{{{{{{']))).toBe('none')
  })

  test('200,000 levels are refused and do not exhaust the stack', () => {
    expect(faultOf('['.repeat(200_000))).toContain('nested more than')
    expect(faultOf('{"a":'.repeat(200_000))).toContain('nested more than')
  })

  test('exactly what JSON.parse takes is taken, to the same value, unless fields repeat or it is deep', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.string(), fc.nat(), (json, noise, at) => {
        const cut = at % (json.length + 1)
        for (const text of [json, json.slice(0, cut) + noise + json.slice(cut)]) {
          const reading = readJson(text)
          if ('faults' in reading) expect(reading.faults.length).toBeGreaterThan(0)
          else expect(reading.value).toEqual(JSON.parse(text))
        }
        expect('value' in readJson(json)).toBe(true)
      }),
    )
  })

  test('a field named __proto__ stays an ordinary field', () => {
    const reading = readJson('{ "__proto__": { "admin": true } }')
    const value = 'value' in reading ? reading.value : {}
    expect(Object.keys(value as object)).toEqual(['__proto__'])
    expect((value as { admin?: boolean }).admin).toBeUndefined()
  })
})

describe('places', () => {
  const text = '{\n  "list": [\n    { "a": 1 },\n    { "b": { "c": 2 } }\n  ]\n}'

  test.each([
    [[], 1],
    [['list'], 2],
    [['list', 0], 3],
    [['list', 1, 'b', 'c'], 4],
    [['list', 1, 'b', 'missing'], 4],
    [['list', 7], 2],
  ])('%j stands on line %i', (path, line) => {
    const reading = readJson(text)
    expect('placeOf' in reading && reading.placeOf(path).line).toBe(line)
  })

  test('lines and columns count from 1, whatever ends the lines', () => {
    expect([0, 2, 3, 5].map(placesOf('ab\r\ncd\n'))).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 3 },
      { line: 1, column: 4 },
      { line: 2, column: 2 },
    ])
  })
})
