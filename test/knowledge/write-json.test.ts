import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prettyJson } from '../../src/knowledge/write-json.ts'

test('short lists stand on one line, long ones and lists of objects do not', () => {
  expect(prettyJson({ a: ['x', 'y'], b: [{ c: 1 }], d: [], e: {}, f: undefined })).toBe(
    `{
  "a": ["x", "y"],
  "b": [
    {
      "c": 1
    }
  ],
  "d": [],
  "e": {}
}
`,
  )
  const long = ['x'.repeat(60), 'y'.repeat(60)]
  expect(prettyJson(long).split('\n')).toHaveLength(5)
})

test('says the same as JSON.stringify', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(prettyJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})
